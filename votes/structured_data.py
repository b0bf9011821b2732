"""Facts about a vote for search engines. A vote is an event on the site, at which one can act by voting while it is open."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from content.freshness import BRUSSELS
from votes.models import Candidate, PublishedResult, Round

if TYPE_CHECKING:
    from votes.models import VotingPage
    from votes.pages.phase import Told

SCHEMA = "https://schema.org/"


def round_json_ld(page: "VotingPage", voting_round: Round, told: "Told", url: str) -> dict[str, Any]:
    """The race as an Event. Its VoteAction is there only while one can vote."""
    place = voting_round.municipality.local_name
    return {
        "@type": "Event",
        "name": _("Ambassadeur van %(place)s %(year)s") % {"place": place, "year": voting_round.edition.year},
        "url": url,
        "startDate": voting_round.opens_at.astimezone(BRUSSELS).isoformat(),
        "endDate": voting_round.closes_at.astimezone(BRUSSELS).isoformat(),
        "eventStatus": SCHEMA + status_of(voting_round),
        "eventAttendanceMode": f"{SCHEMA}OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": url},
        "about": {"@type": "City", "name": place, "address": {"@type": "PostalAddress", "addressCountry": "BE", "addressLocality": place}},
        "organizer": {"@type": "Organization", "name": "Ik koop lokaal", "url": page.get_site().root_url},
        "isAccessibleForFree": True,
    } | ({"potentialAction": {"@type": "VoteAction", "target": f"{url}stem/"}} if told.is_open else {})


def status_of(voting_round: Round) -> str:
    """A later end is no other date: schema.org's EventRescheduled asks for a new beginning."""
    return "EventCancelled" if voting_round.cancelled_at else "EventScheduled"


def candidate_json_ld(candidate: Candidate, *, url: str, image_url: str, shop_url: str) -> dict[str, Any]:
    """A page about a shop. No vote and no number of votes is told here."""
    shop: dict[str, Any] = {"@type": "Store", "name": candidate.name}
    shop |= {"address": candidate.address} if candidate.address else {}
    shop |= {"url": shop_url, "@id": f"{shop_url}#shop"} if shop_url else {}
    return {"@type": "WebPage", "name": candidate.name, "url": url, "primaryImageOfPage": image_url, "about": shop}


def result_json_ld(result: PublishedResult, *, url: str, downloads: list[tuple[str, str, str]]) -> dict[str, Any]:
    """The published count as a data set. downloads: (file name, address, media type)."""
    place = result.round.municipality.local_name
    title = _("Uitslag van %(place)s %(year)s") % {"place": place, "year": result.round.edition.year}
    files = [{"@type": "DataDownload", "name": name, "contentUrl": address, "encodingFormat": kind} for name, address, kind in downloads]
    return {
        "@type": "Dataset",
        "name": title,
        "description": _("Ontvangstbewijzen, geopende stemmen, telling en zegels, waarmee iedereen kan natellen."),
        "url": url,
        "datePublished": result.at.astimezone(BRUSSELS).isoformat(),
        "isAccessibleForFree": True,
        "distribution": files,
    }
