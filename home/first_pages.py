"""The pages that every site needs, in four languages, for the province to make its own: about, privacy, accessibility, contact. Safe to repeat.

A page is laid out once: one that editors renamed or moved is known by its key, which is the same on every site and in every language.
"""

import json
from collections.abc import Callable
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from content.pages import SitePage
from home.accessibility_gaps import Why
from home.laying_out import LANGUAGES
from home.models import AccessibilityPage, ContactField, ContactPage, HomePage, PrivacyPage, StandardPage
from shops.models import ShopDirectoryPage
from votes.models import VotingPage

Told = dict[str, Any]
Leads = dict[str, Any]
FORMER = {"nl": "vroeger", "fr": "avant", "en": "former", "de": "frueher"}
LOOKED_AT = date(2026, 11, 22)  # when the words of the accessibility statement were written


@cache
def words() -> dict[str, dict[str, Told]]:
    """What each says, by name and language; shared, so never change it."""
    found: dict[str, dict[str, Told]] = json.loads(Path(__file__).with_name("first_pages.json").read_text(encoding="utf-8"))
    return found


def lay_out_first_pages() -> int:
    """In each language that has a front page, those that are not there; returns how many were made. After `laying_out.lay_out_site`."""
    homes = HomePage.objects.filter(locale__language_code__in=LANGUAGES).select_related("locale")
    with transaction.atomic():
        return sum(lay_out_below(home) for home in homes)


def lay_out_below(home: HomePage) -> int:
    """The contact page first, as the others lead to it; it stands last in the foot."""
    contact, is_new = laid(home, "contact", contact_page)
    leads = leads_from(home, contact)
    made = [laid(home, name, partial(make, leads=leads), before=contact)[1] for name, (_model, make) in BEFORE_CONTACT.items()]
    return is_new + sum(made)


def laid(home: HomePage, name: str, make: Callable[[Told], SitePage], before: SitePage | None = None) -> tuple[SitePage, bool]:
    """(the page called `name` in the language of `home`, whether it is new)."""
    key = key_of(name)
    known = model_of(name).objects.filter(translation_key=key, locale=home.locale_id).first()
    if known:
        return known, False
    page = make(words()[name][home.locale.language_code])
    page.locale, page.translation_key = home.locale, key
    make_room(page, key)
    if before is not None:
        before.refresh_from_db()
        before.add_sibling("left", instance=page)
    else:
        home.refresh_from_db()
        home.add_child(instance=page)
    return page, True


def make_room(page: SitePage, key: UUID) -> None:
    """A page of text that was laid out before its subject had a page of its own goes off the site, with all that editors wrote on it; the new one
    takes its name and its address."""
    former = StandardPage.objects.filter(translation_key=key, locale=page.locale).first()
    if former is None:
        return
    page.title, page.slug = former.title, former.slug
    former.translation_key, former.slug = uuid5(key, "former"), f"{former.slug}-{FORMER[page.locale.language_code]}"
    former.save(clean=False)
    former.unpublish(log_action=True)


def model_of(name: str) -> Any:
    return BEFORE_CONTACT[name][0] if name in BEFORE_CONTACT else ContactPage


def key_of(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"ikkooplokaal:{name}")


def contact_page(told: Told) -> ContactPage:
    page = ContactPage(**{name: told[name] for name in ("title", "slug", "intro", "about", "thanks")})
    page.form_fields = [
        ContactField(
            translation_key=uuid5(key_of("contact"), name),
            sort_order=place,
            clean_name=name,
            field_type=kind,
            required=required,
            label=label,
            help_text=help_text,
        )
        for place, (name, kind, required, label, help_text) in enumerate(told["fields"])
    ]
    return page


def standard_page(told: Told, leads: Leads) -> StandardPage:
    return StandardPage(**first_words(told), body=body_of(told, leads))


def privacy_page(told: Told, leads: Leads) -> PrivacyPage:
    return PrivacyPage(**first_words(told), body=body_of(told, leads), responsible=told["responsible"])


def accessibility_page(told: Told, leads: Leads) -> AccessibilityPage:
    """It says of the site what is true of it as it comes; who runs it looks at it anew."""
    gaps = [{"type": "gap", "value": {"what": what, "why": Why.NOT_YET, "instead": instead}} for what, instead in told["gaps"]]
    said = {name: told[name] for name in ("measures", "feedback", "enforcement")}
    return AccessibilityPage(**first_words(told), **said, gaps=json.dumps(gaps), prepared_on=LOOKED_AT, reviewed_on=LOOKED_AT)


def first_words(told: Told) -> Told:
    return {name: told[name] for name in ("title", "slug", "intro")}


def body_of(told: Told, leads: Leads) -> str:
    return json.dumps([{"type": kind, "value": led(value, leads)} for kind, value in told["body"]])


def leads_from(home: HomePage, contact: SitePage) -> dict[str, Any]:
    """Where the words lead, by the name that stands in them."""
    voting, directory = (model.objects.child_of(home).first() for model in (VotingPage, ShopDirectoryPage))
    return {"contact": contact.pk, "voting": voting.url if voting else "", "directory": directory.pk if directory else None}


def led(value: Any, leads: dict[str, Any]) -> Any:
    """The raw value of a block, with where it leads filled in."""
    if isinstance(value, str):
        return value.replace("{contact}", str(leads["contact"])).replace("{voting}", leads["voting"])
    if isinstance(value, list):
        return [led(part, leads) for part in value]
    filled = {name: led(part, leads) for name, part in value.items() if name != "to"}
    return filled | ({"link": {"page": leads[value["to"]], "address": ""}} if "to" in value else {})


BEFORE_CONTACT: dict[str, tuple[type[SitePage], Callable[..., SitePage]]] = {
    "about": (StandardPage, standard_page),
    "privacy": (PrivacyPage, privacy_page),
    "accessibility": (AccessibilityPage, accessibility_page),
}
