"""Laying out the pages of the site, once and again."""

import pytest
from wagtail.models import Page, Site

from events.models import AgendaPage
from home.laying_out import TownWords, lay_out_site, lay_out_towns
from home.models import HomePage, MunicipalityPage
from municipalities.models import Municipality
from shops.models import ShopDirectoryPage
from tests.factories.municipalities import MunicipalityFactory

pytestmark = pytest.mark.django_db

LANGUAGES = ["nl", "fr", "en", "de"]


@pytest.fixture
def two_towns():
    MunicipalityFactory(nis="37022", name="Tielt", slug="tielt")
    MunicipalityFactory(nis="31005", name="Brugge", name_fr="Bruges", slug="brugge")
    return Municipality.objects.order_by("name")


def words(town: Municipality, language: str) -> TownWords:
    return TownWords(f"{town.name} {language}", "<p>Over.</p>", 2, "brood")


def rows() -> list[tuple]:
    """All that is stored of the pages."""
    pages = [tuple(row.items()) for row in Page.objects.order_by("pk").values()]
    return pages + [tuple(row.items()) for row in MunicipalityPage.objects.order_by("pk").values()]


def test_the_site_has_a_front_page_and_a_directory_in_every_language(db):
    dutch = lay_out_site()
    homes = {page.locale.language_code: page for page in HomePage.objects.select_related("locale")}
    directories = {page.locale.language_code: page for page in ShopDirectoryPage.objects.select_related("locale")}
    assert (set(homes), set(directories)) == (set(LANGUAGES), set(LANGUAGES))
    assert {page.translation_key for page in homes.values()} == {dutch.translation_key}
    assert len({page.translation_key for page in directories.values()}) == 1
    assert {code: page.get_parent().pk for code, page in directories.items()} == {code: page.pk for code, page in homes.items()}
    assert all(page.live and page.show_in_menus for page in directories.values())


def test_the_site_stands_on_the_dutch_front_page_and_the_welcome_page_is_gone(db):
    dutch = lay_out_site()
    assert Site.objects.get(is_default_site=True).root_page_id == dutch.pk
    assert set(Page.objects.filter(depth=2).values_list("pk", flat=True)) == set(HomePage.objects.values_list("pk", flat=True))


def test_a_page_of_the_editors_at_the_address_of_the_site_is_left(db):
    root = Page.get_first_root_node()
    welcome = Page.objects.get(depth=2)
    welcome.add_child(instance=Page(title="Iets van de redactie", slug="iets"))
    lay_out_site()
    assert root.get_children().filter(pk=welcome.pk).exists()


def test_every_page_that_is_laid_out_can_be_visited(two_towns, wednesday, visit):
    lay_out_site()
    lay_out_towns(words, two_towns)
    addresses = [page.url for model in (HomePage, ShopDirectoryPage, AgendaPage, MunicipalityPage) for page in model.objects.all()]
    assert (len(addresses), {visit(address).status for address in addresses}) == (20, {200})


def test_each_municipality_gets_a_page_per_language_with_its_words(two_towns):
    lay_out_site()
    assert lay_out_towns(words, two_towns) == 8
    told = {(page.locale.language_code, page.title, page.slug, page.townline) for page in MunicipalityPage.objects.select_related("locale")}
    assert told == {(code, "Tielt", "tielt", f"Tielt {code}") for code in LANGUAGES} | {
        (code, "Bruges" if code == "fr" else "Brugge", "brugge", f"Brugge {code}") for code in LANGUAGES
    }
    assert MunicipalityPage.objects.values("translation_key").distinct().count() == 2
    assert {(page.sky, page.cloth, page.about) for page in MunicipalityPage.objects.all()} == {(2, "brood", "<p>Over.</p>")}


def test_a_site_that_had_no_agenda_gets_it_behind_the_shops(two_towns):
    lay_out_site()
    lay_out_towns(words, two_towns)
    for page in AgendaPage.objects.all():
        page.delete()
    others = [page.url_path for page in Page.objects.filter(depth=3).order_by("path")]
    lay_out_site()
    after = list(Page.objects.filter(depth=3).order_by("path"))
    assert [page.url_path for page in after if page.content_type.model != "agendapage"] == others
    assert [page.title for page in after if page.content_type.model == "agendapage"] == ["Agenda", "Agenda", "What’s on", "Veranstaltungen"]
    dutch = [page.slug for page in after if page.locale.language_code == "nl"]
    assert dutch[:2] == ["winkels", "agenda"]
    assert Page.find_problems() == ([], [], [], [], [])


def test_laying_out_again_changes_nothing(two_towns):
    lay_out_site()
    lay_out_towns(words, two_towns)
    before = rows()
    lay_out_site()
    assert lay_out_towns(words, two_towns) == 0
    assert rows() == before


def test_laying_out_again_keeps_what_editors_changed(two_towns):
    lay_out_site()
    lay_out_towns(words, two_towns)
    page = MunicipalityPage.objects.get(slug="tielt", locale__language_code="nl")
    page.townline, page.slug = "Ons Tielt.", "ons-tielt"
    page.save()
    page.unpublish()
    directory = ShopDirectoryPage.objects.get(locale__language_code="fr")
    directory.title = "Boutiques"
    directory.save()
    before = rows()
    lay_out_site()
    lay_out_towns(words, two_towns)
    assert rows() == before


def test_a_municipality_that_comes_later_gets_only_its_own_pages(two_towns):
    lay_out_site()
    lay_out_towns(words, two_towns.filter(slug="tielt"))
    MunicipalityPage.objects.get(locale__language_code="de").delete()
    assert lay_out_towns(words, two_towns) == 5
    assert {(page.slug, page.locale.language_code) for page in MunicipalityPage.objects.all()} == {
        (slug, code) for slug in ("tielt", "brugge") for code in LANGUAGES
    }
    assert MunicipalityPage.objects.values("translation_key").distinct().count() == 2
