"""What no backup keeps: it lives hours, tells who is there or who wants to vote, or lets somebody in once. Brought back it would harm: who
logged out would be logged in again, a used link would work once more, and an address of a voter would outlive its 72 hours.

A copy of a whole server holds it all the same; then it goes when that copy is restored.
"""

from django.apps import apps

MODELS = ("sessions.Session", "mail.OneTimeCode", "mail.OneTimeLink", "gate.SpentProof", "gate.Throttle", "votes.VoteRequest")


def tables() -> list[str]:
    return [apps.get_model(name)._meta.db_table for name in MODELS]
