"""What a page tells in its own language, and what it leaves to the Dutch one."""

import pytest

from content.told import Told, told
from home.models import MunicipalityPage
from municipalities.onboarding import onboard
from shops.models import ShopDirectoryPage
from tests.factories.municipalities import MunicipalityFactory
from tests.translating.conftest import AT, published, town_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory(laid_out) -> ShopDirectoryPage:
    page: ShopDirectoryPage = ShopDirectoryPage.objects.get(locale__language_code="fr")
    return page


def test_a_page_tells_its_own_words_and_asks_nothing_for_it(directory, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert told(directory, ["intro"], "fr") == {"intro": Told("Cherchez ce qu’il vous faut, ou là où vous êtes.", "")}


def test_where_it_tells_nothing_the_dutch_words_stand_and_say_what_they_are(directory, django_assert_num_queries):
    directory.intro = ""
    with django_assert_num_queries(1):
        assert told(directory, ["intro"], "fr") == {"intro": Told("Zoek op wat je nodig hebt, of op waar je bent.", "nl")}


def test_a_dutch_draft_tells_nothing_to_others(directory):
    ShopDirectoryPage.objects.filter(locale__language_code="nl").update(live=False)
    directory.intro = ""
    assert told(directory, ["intro"], "fr") == {"intro": Told("", "")}


def test_a_visitor_reads_the_dutch_words_marked_as_dutch(directory, visit):
    directory.intro = ""
    published(directory)
    intro = visit("/fr/commerces/").soup.select_one(".listhead__intro")
    assert (intro.get_text(), intro["lang"]) == ("Zoek op wat je nodig hebt, of op waar je bent.", "nl")
    assert "lang" not in visit("/nl/winkels/").soup.select_one(".listhead__intro").attrs


def test_the_page_of_a_town_shows_what_it_tells_and_marks_the_rest(laid_out, visit):
    town = MunicipalityFactory(name="Tielt", slug="tielt", nis="37022")
    onboard(municipality=town, at=AT)
    dutch, french = town_page(town), town_page(town, "fr")
    published(dutch)
    MunicipalityPage.objects.filter(pk=french.pk).update(about="")
    french = MunicipalityPage.objects.get(pk=french.pk)
    published(french)
    page = visit("/fr/tielt/")
    assert page.text(".townline") == "Faire ses courses à Tielt"
    assert "lang" not in page.soup.select_one(".townline").attrs
    assert page.soup.select_one(".prose")["lang"] == "nl"
