"""The demo's campaign: invented, its partners and its European programme too. Safe to repeat."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from content.freshness import BRUSSELS
from home.demo.draws import content
from home.first_pages import key_of
from home.laying_out import LANGUAGES
from home.models import CampaignPage, CampaignPartner, HomePage

TOLD = ("title", "slug", "message", "intro", "europe_note")


def load_campaign(at: datetime) -> int:
    """In each language that has a front page; returns how many pages were made."""
    told, key = content("campaign"), key_of("demo campaign")
    known = set(CampaignPage.objects.filter(translation_key=key).values_list("locale__language_code", flat=True))
    homes = HomePage.objects.select_related("locale")
    wanted = [home for home in homes if home.locale.language_code in LANGUAGES and home.locale.language_code not in known]
    for home in wanted:
        add_campaign(home, told, key, at)
    return len(wanted)


def add_campaign(home: HomePage, told: dict[str, Any], key: UUID, at: datetime) -> None:
    said, year = told[home.locale.language_code], at.astimezone(BRUSSELS).year
    page = CampaignPage(
        **{name: said[name] for name in TOLD},
        body=json.dumps([{"type": kind, "value": value} for kind, value in said["body"]]),
        first_day=date.fromisoformat(f"{year}{told['first']}"),
        last_day=date.fromisoformat(f"{year}{told['last']}"),
        has_europe=True,
        is_demo=True,
        locale=home.locale,
        translation_key=key,
    )
    page.partners = [CampaignPartner(sort_order=place, name=name, role=role, url=url) for place, (name, role, url) in enumerate(told["partners"])]
    home.add_child(instance=page)
