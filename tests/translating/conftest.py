"""A town with a page in four languages, and an action of it in Dutch."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import Locale

from accounts.models import User
from events.models import EventMoment, EventPage
from home.models import MunicipalityPage
from municipalities.models import Municipality, Role
from tests.factories import roles
from tests.remembered import once
from tests.signing_in import sign_in
from tests.taking_part import takes_part

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BODY = [
    ("heading", "Wat je ziet"),
    ("text", "<p>Er staan zestig kramen.</p><p>Breng een tas mee.</p>"),
]


@pytest.fixture
def tielt(laid_out) -> Municipality:
    return takes_part(at=AT)


@pytest.fixture
def kortrijk(laid_out) -> Municipality:
    return takes_part(at=AT, name="Kortrijk", nis="34022")


@pytest.fixture
def els(tielt) -> User:
    """Editor of Tielt."""
    return roles.somebody(Role.EDITOR, tielt, "els@tielt.example")


@pytest.fixture
def author(tielt) -> User:
    return roles.somebody(Role.AUTHOR, tielt, "an@tielt.example")


@pytest.fixture
def neighbour(kortrijk) -> User:
    return roles.somebody(Role.EDITOR, kortrijk, "jef@kortrijk.example")


@pytest.fixture
def as_els(els) -> Client:
    return sign_in(Client(), els)


@pytest.fixture
def fr(db) -> Locale:
    return Locale.objects.get_or_create(language_code="fr")[0]


def town_page(town: Municipality, language: str = "nl") -> MunicipalityPage:
    found: MunicipalityPage = MunicipalityPage.objects.get(municipality=town, locale__language_code=language)
    return found


def published(page: Any) -> Any:
    page.save_revision().publish()
    cache.clear()
    return type(page).objects.get(pk=page.pk)


def new_event(town: Municipality, **told: Any) -> EventPage:
    """The braderie of `town`, published in Dutch."""
    parent = published(town_page(town))
    facts = {"street": "Kortrijkstraat 1", "postcode": "8700", "phone": "+3251400000", "email": "info@tielt.example"}
    words = {"title": "Braderie", "slug": "braderie", "summary": "Zestig kramen in de Kortrijkstraat.", "body": BODY, "price": "Gratis binnen"}
    made = EventPage(locale=parent.locale, **facts, **words | told)
    made.moments = [EventMoment(day=date(2027, 7, 3))]
    page: EventPage = parent.add_child(instance=made)
    page.save_revision().publish()
    return EventPage.objects.get(pk=page.pk)


@pytest.fixture
def braderie(tielt) -> EventPage:
    once("the braderie of Tielt", lambda: new_event(tielt))
    return EventPage.objects.get(slug="braderie")
