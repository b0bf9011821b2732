"""Pages for when something is wrong."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from ikkooplokaal import errors

NUL = "?q=%00"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "Dat begrijpen we niet."),
        ("fr", "Nous ne comprenons pas."),
        ("en", "We don’t understand that."),
        ("de", "Das verstehen wir nicht."),
    ],
)
def test_a_refused_address_is_told_so_in_its_own_language_whatever_came_before(client, site_tree, language, words):
    translation.activate("de" if language == "fr" else "fr")
    answer = client.get(f"/{language}/{NUL}")
    assert answer.status_code == 400
    assert f'<html lang="{language}">' in answer.content.decode()
    assert f"<h1>{words}</h1>" in answer.content.decode()


def test_our_own_mistake_is_admitted_without_asking_the_database():
    with translation.override("fr"):
        answer = errors.server_error(RequestFactory().get("/nl/winkels/"))
    assert answer.status_code == 500
    assert "<h1>Even gesloten.</h1>" in answer.content.decode()


def test_every_error_page_shows_the_same_street():
    broken = errors.server_error(RequestFactory().get("/nl/")).content.decode()
    refused = errors.bad_request(RequestFactory().get("/nl/")).content.decode()
    street = broken[broken.index("<svg") : broken.index("</svg>")]
    assert street in refused
    assert len(street) < 16_000


@pytest.mark.django_db
def test_a_page_that_is_not_there_offers_nothing_to_share(client, site_tree):
    missing, front = client.get("/nl/nergens/"), client.get("/nl/")
    assert (missing.status_code, 'property="og:title"' in missing.content.decode()) == (404, False)
    assert 'property="og:title"' in front.content.decode()
