"""The time of the vote is the database's, so that all processes agree on when a round opens and closes."""

from gate.clock import NOW, database_now

__all__ = ["NOW", "database_now"]
