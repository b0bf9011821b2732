"""The least that Django can do for a vote: what votes.py holds the site against, on the same machine and the same database."""
