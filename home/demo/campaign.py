"""The demo's campaign: invented, its partners and its European programme too. Safe to repeat."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils.text import slugify

from content.freshness import BRUSSELS
from home.demo.draws import content
from home.first_pages import key_of
from home.laying_out import LANGUAGES
from home.models import CampaignPage, CampaignPartner, HomePage
from media_library.models import SiteDocument

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
    page.materials = json.dumps([{"type": "file", "value": material(title, note)} for title, note in said["files"]])
    page.partners = [CampaignPartner(sort_order=place, name=name, role=role, url=url) for place, (name, role, url) in enumerate(told["partners"])]
    home.add_child(instance=page)


def material(title: str, note: str) -> dict[str, Any]:
    return {"document": document(title).pk, "title": title, "note": note, "picture": None}


def document(title: str) -> SiteDocument:
    """A PDF of one page that holds its title, made once."""
    made = paper(title)
    known = SiteDocument.objects.filter(title=title).first()
    return known or SiteDocument.objects.create(title=title, file=ContentFile(made, name=f"{slugify(title)}.pdf"), file_size=len(made))


def paper(title: str) -> bytes:
    """The smallest A4 that readers of PDF open. title: without brackets."""
    drawn = b"BT /F1 24 Tf 60 760 Td (" + title.encode("latin-1", "replace") + b") Tj ET"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return made + end % (len(parts) + 1, table, len(parts) + 1, len(made))
