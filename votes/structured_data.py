"""Facts about a vote for search engines. A vote is an event on the site, at which one can act by voting while it is open."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from content.freshness import BRUSSELS
from shops.structured_data import identity
from votes import whereabouts
from votes.models import Candidate, PublishedResult, Round

if TYPE_CHECKING:
    from votes.models import VotingPage
    from votes.pages.phase import Told

SCHEMA = "https://schema.org/"
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"  # numbers and random signs: nothing in them is anybody's work


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
        "organizer": organisation(page.get_site().root_url),
        "isAccessibleForFree": True,
    } | ({"potentialAction": {"@type": "VoteAction", "target": f"{url}stem/"}} if told.is_open else {})


def organisation(site_url: str) -> dict[str, str]:
    return {"@type": "Organization", "name": "Ik koop lokaal", "url": site_url}


def status_of(voting_round: Round) -> str:
    """A later end is no other date: schema.org's EventRescheduled asks for a new beginning."""
    return "EventCancelled" if voting_round.cancelled_at else "EventScheduled"


def candidate_json_ld(candidate: Candidate, *, url: str, image_url: str, shop_url: str, place: str) -> dict[str, Any]:
    """A page about a shop. No vote and no number of votes is told here. place: the municipality, where the address names no village."""
    shop = identity(url=shop_url, name=candidate.name, schema_type=candidate.category.schema_type if candidate.category else "")
    where = whereabouts.read(candidate.address)
    parts = {"streetAddress": where.street, "postalCode": where.postcode, "addressLocality": where.place or place, "addressCountry": "BE"}
    shop["address"] = {"@type": "PostalAddress"} | {name: part for name, part in parts.items() if part}
    return {"@type": "WebPage", "name": candidate.name, "url": url, "primaryImageOfPage": image_url, "about": shop}


def result_json_ld(result: PublishedResult, *, url: str, site_url: str, downloads: list[tuple[str, str, str]]) -> dict[str, Any]:
    """The published count as a data set, free for anybody to use. downloads: (file name, address, media type)."""
    place = result.round.municipality.local_name
    title = _("Uitslag van %(place)s %(year)s") % {"place": place, "year": result.round.edition.year}
    files = [{"@type": "DataDownload", "name": name, "contentUrl": address, "encodingFormat": kind} for name, address, kind in downloads]
    return {
        "@type": "Dataset",
        "name": title,
        "description": _("Ontvangstbewijzen, geopende stemmen, telling en zegels, waarmee iedereen kan natellen."),
        "url": url,
        "datePublished": result.at.astimezone(BRUSSELS).isoformat(),
        "creator": organisation(site_url),
        "license": LICENCE,
        "isAccessibleForFree": True,
        "distribution": files,
    }
