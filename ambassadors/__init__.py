"""The room of the ambassadors: a permanent page for each winner. Empty until the issue on the vote moves in."""
