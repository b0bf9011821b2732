"""What the rules of suspicion may know of a vote."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Fact:
    """What a slip tells of one confirmed vote.

    key: opaque and stable. candidate: opaque, only compared. confirmed_at: aware, whole seconds. network: identity.network_mac, or "unknown".
    domain: identity.domain_class. seconds_to_code: from when the mail server took the mail to the code typed; None when that is not known.
    """

    key: str
    candidate: int
    confirmed_at: datetime
    network: str
    domain: str
    seconds_to_code: int | None
