"""The menu, and the same page in other languages."""

import pytest
from wagtail.models import PageViewRestriction

from content import navigation
from home.laying_out import TownWords, lay_out_towns
from home.models import MunicipalityPage, StandardPage
from municipalities.models import Municipality
from shops.models import ShopDirectoryPage
from tests.factories.municipalities import MunicipalityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def directories(laid_out) -> dict[str, ShopDirectoryPage]:
    return {page.locale.language_code: page for page in ShopDirectoryPage.objects.select_related("locale")}


def menu(language: str = "nl") -> list[tuple[str, str, str]]:
    """What the menu holds of the directory."""
    return [(link.title, link.url, link.kind) for link in navigation.menu(language) if link.kind == "shopdirectorypage"]


WINKELS = ("Winkels", "/nl/winkels/", "shopdirectorypage")


def test_the_menu_holds_the_published_pages_of_its_language(directories):
    assert menu() == [WINKELS]
    assert [title for title, _, _ in menu("en")] == ["Shops"]
    assert [(link.title, link.url) for link in navigation.menu("de") if link.kind == "ambassadorindexpage"] == [("Botschafter", "/de/botschafter/")]
    assert navigation.menu("xx") == []


def test_the_menu_is_read_once(directories, django_assert_num_queries):
    menu()
    navigation.versions(directories["nl"])
    with django_assert_num_queries(0):
        assert menu() == [WINKELS]
        assert len(navigation.versions(directories["nl"])) == 4


def test_a_page_that_is_taken_offline_leaves_the_menu_at_once_and_comes_back(directories):
    assert menu() == [WINKELS]
    directories["nl"].unpublish()
    assert menu() == []
    ShopDirectoryPage.objects.get(pk=directories["nl"].pk).save_revision().publish()
    assert menu() == [WINKELS]


def test_a_page_that_is_closed_to_visitors_leaves_the_menu_and_the_other_languages_at_once(directories):
    assert (menu(), len(navigation.versions(directories["fr"]))) == ([WINKELS], 4)
    closed = PageViewRestriction.objects.create(page=directories["nl"], restriction_type="login")
    assert (menu(), [language for language, _url in navigation.versions(directories["fr"])]) == ([], ["fr", "en", "de"])
    closed.delete()
    assert menu() == [WINKELS]


def test_a_new_title_and_address_show_once_published_and_not_before(directories):
    assert menu() == [WINKELS]
    page = directories["nl"]
    page.title, page.slug = "Zaken", "zaken"
    revision = page.save_revision()
    assert menu() == [WINKELS]
    revision.publish()
    assert menu() == [("Zaken", "/nl/zaken/", "shopdirectorypage")]
    assert dict(navigation.versions(page))["nl"].endswith("/nl/zaken/")


def test_a_page_that_is_deleted_leaves_the_menu_at_once(directories):
    assert menu() == [WINKELS]
    directories["nl"].delete()
    assert menu() == []


def test_only_what_editors_put_in_the_menu_stands_there(directories):
    page = directories["nl"]
    page.show_in_menus = False
    page.save_revision().publish()
    assert menu() == []


def test_versions_are_the_published_ones_in_the_order_of_the_languages(directories):
    site = "http://localhost:8000"
    urls = {code: f"{site}{page.url}" for code, page in directories.items()}
    assert navigation.versions(directories["de"]) == [(code, urls[code]) for code in ("nl", "fr", "en", "de")]
    directories["fr"].unpublish()
    assert navigation.versions(directories["de"]) == [(code, urls[code]) for code in ("nl", "en", "de")]


def test_a_page_without_a_dutch_version_falls_back_to_the_first_it_has(laid_out, wednesday, visit):
    lay_out_towns(lambda town, language: TownWords(), [MunicipalityFactory()])
    for code in ("nl", "en"):
        MunicipalityPage.objects.get(locale__language_code=code).unpublish()
    versions = visit(f"/fr/{Municipality.objects.get().slug}/").versions
    assert (set(versions), versions["x-default"]) == ({"fr", "de", "x-default"}, versions["fr"])


def test_a_page_about_the_site_stands_in_the_foot_unless_editors_put_it_in_the_menu(site_tree):
    about = site_tree["nl"].add_child(instance=StandardPage(title="Over de campagne", slug="over"))
    assert [(link.title, link.url) for link in navigation.links("nl").foot] == [("Over de campagne", "/nl/over/")]
    assert navigation.links("fr").foot == []
    about.show_in_menus = True
    about.save_revision().publish()
    assert (navigation.links("nl").foot, [link.title for link in navigation.menu("nl")]) == ([], ["Over de campagne"])


def test_a_draft_and_what_lies_deeper_stand_in_no_foot(site_tree):
    about = site_tree["nl"].add_child(instance=StandardPage(title="Over", slug="over", live=False))
    about.add_child(instance=StandardPage(title="Dieper", slug="dieper"))
    assert navigation.links("nl").foot == []


def test_what_is_near_is_read_once_and_anew_when_a_page_is_published(directories, django_assert_num_queries):
    page = directories["nl"]
    assert navigation.nearby(page, page.stands_near) == []
    directories["fr"].unpublish()
    assert navigation.nearby(page, page.stands_near) == [("fr", "http://localhost:8000/fr/", "J'achète local")]
    with django_assert_num_queries(0):
        navigation.nearby(page, page.stands_near)
    ShopDirectoryPage.objects.get(pk=directories["fr"].pk).save_revision().publish()
    assert navigation.nearby(page, page.stands_near) == []
