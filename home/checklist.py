"""What a municipality still has to do on its pages."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from home.models import MunicipalityPage
from home.taking_part import first_words
from municipalities.checklist import Item
from municipalities.models import Municipality

NO_BLOCKS: tuple[Any, ...] = ("", "[]", [], None)  # as a draft may store them


@dataclass(frozen=True)
class Words:
    """What the page in one language says now, as a draft or for everyone; "" for what it does not say. pk: of the page."""

    pk: int
    live: bool
    townline: str
    about: str
    reach: bool = False  # whether it says how one gets there


def items(municipalities: Sequence[Municipality], at: datetime) -> dict[int, list[Item]]:
    """Own words in Dutch, published in two languages, and how one gets there."""
    pages: dict[int, dict[str, Words]] = defaultdict(dict)
    for key, language, words in words_of(municipalities):
        pages[key][language] = words
    return {town.pk: items_of(town, pages[town.pk]) for town in municipalities}


def words_of(municipalities: Iterable[Municipality]) -> Iterable[tuple[int, str, Words]]:
    """(key of the municipality, language, words) of each page."""
    known = MunicipalityPage.objects.filter(municipality__in=municipalities).order_by("pk")
    fields = ("municipality_id", "locale__language_code", "pk", "live", "townline", "about", "reach", "latest_revision__content")
    for key, language, pk, live, townline, about, reach, draft in known.values_list(*fields):
        said: dict[str, Any] = {"townline": townline, "about": about, "reach": "[]" if not reach else "blocks"} | (draft or {})
        yield key, language, Words(pk, live, said["townline"], said["about"], said["reach"] not in NO_BLOCKS)


def items_of(town: Municipality, pages: dict[str, Words]) -> list[Item]:
    dutch = pages.get("nl") or Words(0, False, "", "")
    template = first_words(town, "nl")
    others = [language for language in pages if language != "nl"]
    second = next((pages[language] for language in others if pages[language].live), None)
    return [
        Item(_("De zin onder de naam is van jullie"), is_own(dutch.townline, template.townline), edit(dutch), _("Zeg iets wat alleen hier waar is.")),
        Item(_("De tekst over winkelen is van jullie"), is_own(dutch.about, template.about), edit(dutch), _("Een paar alinea's volstaan.")),
        Item(_("De Nederlandse pagina staat online"), dutch.live, edit(dutch)),
        Item(_("De pagina staat online in nog een taal"), second is not None, edit(second or next((pages[code] for code in others), dutch))),
        Item(_("Er staat hoe je er geraakt en waar je parkeert"), dutch.reach, edit(dutch), _("Trein, bus, auto, fiets en rolstoel: één zin elk.")),
    ]


def is_own(said: str, template: str) -> bool:
    """Whether somebody wrote it: not empty, and not what was there to start from. The editor's marks in the text do not count."""
    return bool(plain(said)) and plain(said) != plain(template)


def plain(html: str) -> str:
    return " ".join(unescape(strip_tags(html.replace("</p>", " "))).split())


def edit(words: Words) -> str:
    return reverse("wagtailadmin_pages:edit", args=[words.pk]) if words.pk else ""
