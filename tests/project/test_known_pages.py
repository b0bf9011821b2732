"""Nearly every address leads through the same few pages: they are known, and asked anew when one changes."""

import pytest
from django.test import Client
from wagtail.models import Locale, Page, PageViewRestriction, Site

from home.models import HomePage, StandardPage
from shops.models import ShopDirectoryPage

LIST = "/nl/winkels/"
WAY = ("wagtailcore_site", "wagtailcore_locale", "wagtailcore_page", "home_homepage", "wagtailcore_pageviewrestriction")


@pytest.fixture
def directory(laid_out: dict[str, HomePage]) -> ShopDirectoryPage:
    return ShopDirectoryPage.objects.get(locale__language_code="nl")


def test_who_comes_after_the_first_is_led_to_a_section_without_a_question(directory: ShopDirectoryPage, client: Client, django_assert_num_queries):
    client.get(LIST)
    with django_assert_num_queries(1) as asked:  # when the first door opens
        assert client.get(LIST).status_code == 200
    assert [query["sql"] for query in asked.captured_queries if any(table in query["sql"] for table in WAY)] == []


def test_a_page_that_is_published_again_shows_what_it_says_now(directory: ShopDirectoryPage, client: Client):
    client.get(LIST)
    directory.title = "Alle winkels"
    directory.save_revision().publish()
    assert "Alle winkels" in client.get(LIST).content.decode()


def test_a_page_with_another_address_stands_there_and_no_longer_at_the_old_one(directory: ShopDirectoryPage, client: Client):
    client.get(LIST)
    directory.slug = "gids"
    directory.save_revision().publish()
    assert client.get("/nl/gids/").status_code == 200
    assert client.get(LIST).status_code in {301, 404}


def test_a_page_that_is_taken_offline_is_gone(directory: ShopDirectoryPage, client: Client):
    client.get(LIST)
    directory.unpublish()
    assert client.get(LIST).status_code == 404


def test_a_page_that_was_deleted_is_gone(directory: ShopDirectoryPage, client: Client):
    client.get(LIST)
    directory.delete()
    assert client.get(LIST).status_code == 404


def test_a_page_that_moved_away_is_no_longer_under_the_front_page(directory: ShopDirectoryPage, laid_out: dict[str, HomePage], client: Client):
    front = laid_out["nl"]
    about = front.add_child(instance=StandardPage(title="Over", slug="over", locale=front.locale))
    client.get(LIST)
    directory.move(about, "last-child")
    assert client.get(LIST).status_code in {301, 404}
    assert client.get("/nl/over/winkels/").status_code == 200


def test_a_new_page_under_the_front_page_is_found_at_once(laid_out: dict[str, HomePage], client: Client):
    client.get("/nl/over/")
    front = laid_out["nl"]
    front.add_child(instance=StandardPage(title="Over ons", slug="over", locale=front.locale))
    assert "Over ons" in client.get("/nl/over/").content.decode()


def test_each_language_is_led_through_its_own_front_page(laid_out: dict[str, HomePage], client: Client):
    pages = {"/nl/winkels/": "nl", "/fr/commerces/": "fr", "/en/shops/": "en", "/de/geschaefte/": "de"}
    for url, language in pages.items():
        assert f'<html lang="{language}' in client.get(url).content.decode()
    assert client.get("/fr/winkels/").status_code == 404


def test_a_language_whose_front_page_is_not_published_is_left_to_wagtail(laid_out: dict[str, HomePage], client: Client):
    laid_out["de"].unpublish()
    before = client.get("/de/winkels/")
    assert before.status_code == 200  # the Dutch tree, as Wagtail has it
    assert before.context["page"].locale == Locale.objects.get(language_code="nl")


def test_with_several_sites_wagtail_tells_which_is_asked(directory: ShopDirectoryPage, laid_out: dict[str, HomePage], client: Client, settings):
    client.get(LIST)
    settings.ALLOWED_HOSTS = ["*"]
    root = Page.get_first_root_node().add_child(instance=HomePage(title="Elders", slug="elders", locale=laid_out["nl"].locale))
    Site.objects.create(hostname="elders.example", port=80, root_page=root)
    assert client.get(LIST).status_code == 200
    assert client.get(LIST, headers={"host": "elders.example"}).status_code == 404


def test_a_page_that_is_closed_to_strangers_is_closed_at_once(directory: ShopDirectoryPage, client: Client):
    client.get(LIST)
    PageViewRestriction.objects.create(page=directory, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(LIST).status_code == 302


def test_what_one_visitor_asked_leaves_nothing_on_the_page_of_the_next(directory: ShopDirectoryPage, client: Client):
    client.get(f"{LIST}tielt/")
    assert client.get(LIST).context["canonical"] == directory.full_url
