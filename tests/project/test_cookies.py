"""The cookies that the privacy page names are those that the site sets, and no others."""

from datetime import timedelta
from http.cookies import Morsel

import pytest
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from home.first_pages import lay_out_first_pages
from home.models import StandardPage
from privacy.declared import in_browser
from privacy.terms import in_words
from shops.models import OwnerVisit
from shops.shopkeepers import visits
from tests.conftest import WEDNESDAY
from tests.factories import roles
from tests.factories.keepers import keeper_of
from tests.factories.shops import ShopFactory
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("laid_out", "wednesday")]
BY_WAGTAILS_SCRIPT = "wagtail_sidebar_collapsed"  # set in the browser, by the tool's own sidebar
UNTIL_SHOWN = "Tot de volgende pagina."


def declared() -> dict[str, str]:
    return {thing.name(): thing.how_long() for thing in in_browser() if thing.is_cookie}


def set_by_a_contact_form() -> list[Morsel]:
    return list(Client().get("/nl/contact/").cookies.values())


def set_by_a_keepers_code() -> list[Morsel]:
    shop = ShopFactory(name="De Kroon", slug="kroon", email="info@kroon.example")
    client = keeper_of(shop, WEDNESDAY)
    return [*client.get("/nl/mijn-zaak/").cookies.values()]


def set_by_a_mailed_link() -> list[Morsel]:
    return list(visits.remember(HttpResponse(), OwnerVisit(key="k")).cookies.values())


def set_by_a_session() -> list[Morsel]:
    def remembering(request: HttpRequest) -> HttpResponse:
        request.session["somebody"] = "is logged in"
        return HttpResponse()

    return list(SessionMiddleware(remembering)(RequestFactory().get("/admin/")).cookies.values())


def set_in_the_tool() -> list[Morsel]:
    """The form of an editor, and being told that something worked."""
    client = sign_in(Client(), roles.superuser())
    page = StandardPage.objects.filter(locale__language_code="nl").get()
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    done = client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    return [*form.cookies.values(), *done.cookies.values()]


def terms_of(morsels: list[Morsel]) -> dict[str, str]:
    """By the name, how long it stands; what ends with the browser has no age."""
    return {one.key: in_words(timedelta(seconds=one["max-age"])) if one["max-age"] else UNTIL_SHOWN for one in morsels if one.value}


def test_the_site_sets_the_cookies_that_are_declared_for_as_long_as_is_said():
    lay_out_first_pages()
    found = set_by_a_contact_form() + set_by_a_keepers_code() + set_by_a_mailed_link() + set_by_a_session() + set_in_the_tool()
    said = declared()
    assert said.pop(BY_WAGTAILS_SCRIPT) == "Tot je de browser sluit."
    assert terms_of(found) == said == {"csrftoken": "1 dag", "sessionid": "12 uur", "shopkeeper": "1 uur", "messages": UNTIL_SHOWN}


@pytest.mark.parametrize(
    "address", ["/nl/", "/nl/winkels/", "/nl/agenda/", "/nl/stemmen/", "/nl/ambassadeurs/", "/nl/privacy/", "/nl/toegankelijkheid/"]
)
def test_who_looks_around_gets_none(client, address):
    lay_out_first_pages()
    answer = client.get(address)
    assert (answer.status_code, list(answer.cookies)) == (200, [])


def test_with_https_the_page_names_them_as_they_are_called_there(settings):
    settings.SESSION_COOKIE_SECURE = True
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    settings.MESSAGE_STORAGE = "ikkooplokaal.host_messages.HostStorage"
    assert set(declared()) == {"__Host-session", "__Host-csrf", "__Host-messages", "__Host-shopkeeper", BY_WAGTAILS_SCRIPT}
