"""What a municipality that joins the campaign gets of the vote, and what becomes of it when it leaves."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from municipalities.models import Municipality, Onboarding
from municipalities.onboarding import Part
from votes import clock
from votes.models import Edition, Round
from votes.rounds import plan_rounds


def part() -> Part:
    return Part(
        "stemronde",
        join=lambda standing: open_rounds(standing, clock.database_now()),
        leave=close_rounds,
        makes=_("Een eigen ronde in elke stemming die nog moet beginnen."),
        ends=_("Een ronde die nog niet aangekondigd is, vervalt. Een aangekondigde loopt door, tenzij de provincie ze afgelast."),
    )


def open_rounds(standing: Onboarding, at: datetime) -> None:
    """A round in each edition, draft or announced, that did not open yet."""
    for edition in Edition.objects.filter(opens_at__gt=at):
        plan_rounds(edition=edition, municipalities=[standing.municipality])


def close_rounds(standing: Onboarding) -> None:
    drop_drafts(standing.municipality)


def drop_drafts(municipality: Municipality) -> None:
    """Delete its rounds that were never announced: nothing hangs on them."""
    Round.objects.filter(municipality=municipality, scheduled_at=None, edition__scheduled_at=None, cancelled_at=None, events=None).delete()
