"""Pages for when something is wrong."""

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from ikkooplokaal import errors
from tests.public_page import PublicPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def failing(client, laid_out, monkeypatch):
    """A client that gets the 500 page, on a site whose front page is broken."""

    def fail(*args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr("home.models.HomePage.serve", fail)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(("language", "search"), [("nl", "/nl/winkels/"), ("fr", "/fr/commerces/"), ("en", "/en/shops/"), ("de", "/de/geschaefte/")])
def test_a_missing_page_is_in_its_language_with_a_search_to_go_on(laid_out, visit, language, search):
    page = visit(f"/{language}/bestaat-niet/")
    assert (page.status, page.soup.html["lang"][:2], page.robots) == (404, language, "noindex")
    assert (page.soup.select_one("form.search")["action"], page.links(".nav a")[0][1]) == (search, search)
    assert "hreflang" not in str(page.soup.head)


def test_a_missing_page_outside_a_language_is_dutch(laid_out, visit):
    page = visit("/bestaat-niet")
    assert (page.status, page.soup.html["lang"][:2], page.text("h1")) == (404, "nl", "Deze deur bestaat niet.")


def test_an_address_that_is_missing_is_never_repeated_on_the_page(laid_out, visit):
    page = visit("/nl/<script>alert(1)</script>/")
    assert (page.status, b"alert(1)" in page.answer.content) == (404, False)


def test_a_missing_page_needs_no_directory_and_no_pages_at_all(visit, db):
    page = visit("/fr/bestaat-niet/")
    assert (page.status, page.soup.select_one("form.search")["action"]) == (404, "/fr/")


def test_missing_pages_ask_the_database_little(laid_out, client, django_assert_max_num_queries):
    client.get("/nl/bestaat-niet/")
    with django_assert_max_num_queries(10):
        client.get("/nl/winkels/bestaat-niet/ook-niet/")


def test_what_nobody_types_gets_a_short_page_without_frame(laid_out, visit):
    page = visit("/fr/?q=%00")
    assert (page.status, page.soup.html["lang"], page.links("main a")[-1][1], page.texts("form")) == (400, "fr", "/fr/", [])


def test_our_own_mistake_gets_a_page_in_the_language_of_the_address(failing, visit):
    page = visit("/de/")
    assert (page.status, page.soup.html["lang"], page.links("main a")[-1][1], page.robots) == (500, "de", "/de/", "noindex")


def test_our_own_mistake_tells_nothing_of_what_broke(failing, visit):
    page = visit("/de/").answer.content.decode()
    assert [word for word in ("Traceback", "Error", "Exception", "serve", ".py", "broken") if word in page] == []


@pytest.mark.parametrize("answer", [errors.bad_request, errors.server_error])
def test_when_everything_is_broken_the_database_is_not_asked(answer, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert answer(RequestFactory().get("/nl/")).status_code in {400, 500}


@pytest.mark.parametrize("answer", [errors.bad_request, errors.server_error, errors.page_not_found, errors.permission_denied])
@pytest.mark.parametrize(("address", "language"), [("/fr/x/", "fr"), ("/nl/x/", "nl"), ("/x/", "nl"), ("/admin/", "nl")])
def test_the_page_is_in_the_language_of_the_address_whatever_was_asked_before(monkeypatch, answer, address, language):
    spoken = []
    monkeypatch.setattr(errors, "render", lambda *args, **kwargs: spoken.append(translation.get_language()))
    with translation.override("de"):
        answer(RequestFactory().get(address))
    assert spoken == [language]


def test_who_may_not_come_in_is_told_so(laid_out):
    response = errors.permission_denied(RequestFactory().get("/en/"))
    assert (response.status_code, b'lang="en-GB"' in response.content) == (403, True)


@pytest.mark.parametrize(("address", "kept"), [("/nl/bestaat-niet/", True), ("/nl/?q=%00", False)])
def test_a_missing_page_may_be_kept_and_a_mistake_may_not(laid_out, client, address, kept):
    answer = client.get(address)
    assert ("public" in answer.get("Cache-Control", ""), answer.cookies) == (kept, {})


def test_a_failure_is_kept_by_nobody(failing):
    answer = failing.get("/nl/")
    assert (answer.status_code, "no-store" in answer["Cache-Control"], answer.cookies) == (500, True, {})


def test_a_form_without_its_token_is_told_so_kindly(laid_out):
    browser = Client(enforce_csrf_checks=True)
    page = PublicPage(browser.post("/fr/", {"a": "b"}))
    assert (page.status, page.soup.html["lang"][:2], page.robots) == (403, "fr", "noindex")
    assert "no-store" in page.answer["Cache-Control"]
    assert len(page.texts("main p")) == 2
