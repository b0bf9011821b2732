"""Where addresses lead: a language prefix or a 404, never a guess."""

import pytest


@pytest.mark.parametrize("address", ["/x", "/x/", "/api/x", "/api/x/", "/winkels/", "/nlx/", "/wp-login.php", "/.env"])
def test_an_unknown_address_outside_a_language_is_missing_and_no_redirect_to_one(client, site_tree, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
def test_the_front_page_stands_under_its_language(client, site_tree, language):
    answer = client.get(f"/{language}/")
    assert (answer.status_code, answer["Content-Language"]) == (200, language)


@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
def test_a_missing_page_is_missing_in_its_language(client, site_tree, language):
    answer = client.get(f"/{language}/bestaat-niet/")
    assert (answer.status_code, answer["Content-Language"]) == (404, language)


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("", "/nl/"),
        ("fr", "/fr/"),
        ("fr-BE,fr;q=0.9,nl;q=0.8", "/fr/"),
        ("DE-at", "/de/"),
        ("en;q=0.5,de;q=0.9", "/de/"),
        ("es,it;q=0.9,en;q=0.8", "/en/"),
        ("ja", "/nl/"),
        ("*", "/nl/"),
        ("frans, alsjeblieft;q=twee", "/nl/"),
    ],
)
def test_the_bare_address_leads_to_the_language_that_the_browser_asks_for(client, site_tree, header, target):
    answer = client.get("/", headers={"accept-language": header})
    assert (answer.status_code, answer["Location"], answer["Vary"]) == (302, target, "Accept-Language")


def test_a_language_cookie_does_not_decide_what_a_shared_cache_would_keep(client, site_tree, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"
    assert client.get("/")["Location"] == "/nl/"
    assert client.get("/x")["Content-Language"] == "nl"


def test_a_missing_page_outside_a_language_is_dutch_whatever_the_browser_speaks(client, site_tree):
    answer = client.get("/x", headers={"accept-language": "de"})
    assert (answer["Content-Language"], "Accept-Language" in answer.get("Vary", "")) == ("nl", False)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_bare_address_takes_no_writing(client, site_tree, method):
    assert getattr(client, method)("/").status_code == 405
