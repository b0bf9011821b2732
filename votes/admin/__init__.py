"""The editors' side of the vote: editions, rounds at a glance, the board of a round, review, count, exports.

Translates between people and the actions of the vote. No screen adds, changes or deletes a vote, and none tells a score before it is counted.
"""
