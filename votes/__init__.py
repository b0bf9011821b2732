"""The room of the vote: editions, rounds, slips and ballots. Empty until the issue on the vote moves in."""
