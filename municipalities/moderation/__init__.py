"""What an author hands in, an editor of the same municipality approves or refuses.

Importing it connects it to Wagtail (`connecting`), which must happen before Wagtail's admin is ready: `shops.models` does.
"""

from municipalities.moderation import connecting
from municipalities.moderation.deciding import (
    AlreadyDecided,
    AlreadyHandedIn,
    ChangedMeanwhile,
    NobodyApproves,
    NotYours,
    ReasonMissing,
    Refused,
    approve,
    hand_in,
    may_decide,
    refuse,
)
from municipalities.moderation.differences import Difference, register_differences
from municipalities.moderation.waiting import described, waiting_for
from municipalities.moderation.workflows import workflow_for

__all__ = [
    "AlreadyDecided",
    "AlreadyHandedIn",
    "ChangedMeanwhile",
    "Difference",
    "NobodyApproves",
    "NotYours",
    "ReasonMissing",
    "Refused",
    "approve",
    "connecting",
    "described",
    "hand_in",
    "may_decide",
    "refuse",
    "register_differences",
    "waiting_for",
    "workflow_for",
]
