"""What somebody who only reviews finds at the start of the editors' tool: the groups that wait, per round, and what reviewing is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from wagtail.admin.ui.components import Component

from municipalities.models import Role
from municipalities.rights import reach
from votes import clock, reviewing
from votes.admin.moments import in_words
from votes.admin.review import reviewable, waits_for, with_their_state
from votes.admin.review_words import rule_title
from votes.models import Cluster, Round

Row = tuple[Cluster, str, str]


@dataclass(frozen=True)
class OfARound:
    """The groups of one round that are undecided, those that wait longest first. until: the end of its review, in words.

    rows: (group with its size, rule, what it waits for), as the list of the review has them.
    """

    round: Round
    until: str
    rows: list[Row]


def only_reviews(user: Any) -> bool:
    """Whether somebody reviews and has no municipality to work for: their desk holds nothing else."""
    far = reach(user)
    return Role.REVIEWER in far.roles and not far.everywhere and not far.written


def waiting(user: Any) -> list[OfARound]:
    """By round, the one whose group waits longest first."""
    found: dict[Round, list[Row]] = {}
    for cluster in with_their_state(reviewable(user)).filter(is_decided=False):
        found.setdefault(cluster.round, []).append((cluster, rule_title(cluster.rule), waits_for(cluster, user.pk)))
    return [OfARound(one, in_words(one.review_until), rows) for one, rows in found.items()]


def next_end(user: Any, at: datetime) -> str:
    """When the first review ends of the rounds that somebody looks at, in words; "" when none runs."""
    running = Round.objects.running(at).exclude(municipality__in=reviewing.own_towns(user)).filter(review_until__gt=at)
    first = running.order_by("review_until").values_list("review_until", flat=True).first()
    return in_words(first) if first else ""


class ReviewerPanel(Component):
    """Below the greeting of the desk."""

    name = "reviewer"
    template_name = "votes/admin/reviewer_start.html"
    order = 20

    class Media:
        css: ClassVar = {"all": ["votes/admin.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        if not parent_context:
            return {}
        user, at = parent_context["request"].user, clock.database_now()
        rounds = waiting(user)
        return {"rounds": rounds, "next_end": "" if rounds else next_end(user, at)}
