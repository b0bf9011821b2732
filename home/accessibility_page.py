"""What the accessibility statement shows, and when it has to be looked at again."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from events.dates import date_in
from home.accessibility_gaps import Why
from home.privacy_page import url_of
from home.provider import provider

if TYPE_CHECKING:
    from home.models import AccessibilityPage

GOOD_FOR_DAYS = 365  # a statement is reviewed once a year at least: (EU) 2018/1523, recital 3


@dataclass(frozen=True)
class Reason:
    """Why some content is not accessible, and the gaps for which that is so."""

    label: str
    gaps: list[Any]


def context(page: "AccessibilityPage", gaps: Any) -> dict[str, Any]:
    """gaps: those that the page shows, in its own language or in Dutch."""
    language = get_language() or "nl"
    facts = page.facts
    return {
        "facts": facts,
        "reasons": by_reason(gaps),
        "prepared": date_in(facts.prepared_on, language, date.min) if facts.prepared_on else "",
        "reviewed": date_in(facts.reviewed_on, language, date.min) if facts.reviewed_on else "",
        "provider": provider(),
        "contact_url": url_of("contactpage", language),
    }


def by_reason(gaps: Any) -> list[Reason]:
    """gaps: a StreamValue. Reasons without a gap are left out."""
    found = [(why, [block.value for block in gaps if block.value["why"] == why.value]) for why in Why]
    return [Reason(str(why.label), of_it) for why, of_it in found if of_it]
