"""The privacy page: what the rooms declared, with the figures of this minute."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.first_pages import lay_out_first_pages
from home.models import PrivacyPage, StandardPage
from privacy import counted
from privacy.declared import declared, in_browser
from shops.models import OwnerVisit, ShopReport
from tests.conftest import WEDNESDAY
from tests.factories.shops import ShopFactory
from tests.remembered import once

pytestmark = pytest.mark.django_db
BASE_DIR = Path(__file__).parents[2]
PAGES = {"nl": "/nl/privacy/", "fr": "/fr/vie-privee/", "en": "/en/privacy/", "de": "/de/datenschutz/"}


@pytest.fixture
def pages(laid_out, wednesday):
    once("first pages", lay_out_first_pages)


def reports(number: int, **given) -> None:
    shop = ShopFactory(live=True)
    ShopReport.objects.bulk_create([ShopReport(shop=shop, what="hours", **{"created_at": WEDNESDAY} | given) for _ in range(number)])


def told(page, what: str) -> str:
    """What stands behind the name of a kind."""
    (kind,) = (item for item in page.soup.select(".stored__kind") if item.select_one(".stored__what").get_text() == what)
    return " ".join(kind.select_one(".stored__until").get_text().split())


OPEN = "Meldingen dat er iets niet klopt"


@pytest.mark.parametrize("language", PAGES)
def test_every_kind_and_every_cookie_stands_on_the_page_in_each_language(pages, visit, language):
    page = visit(PAGES[language])
    assert len(page.soup.select(".stored__kind")) == len(declared()) + len(in_browser())
    assert [code.get_text() for code in page.soup.select(".stored__what code")] == [thing.name() for thing in in_browser()]


def test_a_number_is_told_with_the_day_on_which_the_oldest_goes(pages, visit):
    reports(13)
    reports(1, created_at=WEDNESDAY - timedelta(days=362))
    assert told(visit(PAGES["nl"]), OPEN).endswith("Nu bewaren we er 14. Het oudste gaat uiterlijk weg op zondag 29 november.")


def test_of_a_few_neither_their_number_nor_the_day_of_one_is_told(pages, visit):
    reports(9)
    assert told(visit(PAGES["nl"]), OPEN).endswith("Nu bewaren we er minder dan 10.")


def test_ten_are_told(pages, visit):
    reports(10)
    assert told(visit(PAGES["nl"]), OPEN).endswith("Nu bewaren we er 10. Het oudste gaat uiterlijk weg op vrijdag 26 november 2027.")


def test_of_nothing_it_says_so(pages, visit):
    assert told(visit(PAGES["nl"]), OPEN).endswith("Nu bewaren we er geen.")


def test_what_should_be_gone_and_is_not_is_told_too(pages, visit):
    reports(11, created_at=WEDNESDAY - timedelta(days=367))
    assert told(visit(PAGES["nl"]), OPEN).endswith("Nu bewaren we er 11. Het oudste had al weg moeten zijn; het wordt nu opgeruimd.")


def test_the_figures_are_a_minute_old_at_most_and_no_cache_keeps_them_longer(pages, visit, clock):
    reports(12)
    assert visit(PAGES["nl"]).kept_for == 60
    reports(12)
    clock(2026, 11, 25, 11, 40)
    assert "er 12." in told(visit(PAGES["nl"]), OPEN)
    clock(2026, 11, 25, 11, 41)
    assert "er 24." in told(visit(PAGES["nl"]), OPEN)


def asked(do) -> int:
    with CaptureQueriesContext(connection) as queries:
        do()
    return len(queries)


def test_a_table_is_asked_once_however_much_it_holds_and_not_again_within_the_minute(pages):
    reports(30)
    tables = {kind.rows.model for kind in declared() if kind.rows}
    further = [kind for kind in declared() if kind.rows and kind.goes]
    assert asked(lambda: counted.counted(WEDNESDAY)) == len(tables) == 23
    assert [kind.name for kind in further] == ["home.messages", "votes.slips", "votes.mailboxes"]  # asked for a day only when they hold something
    assert asked(lambda: counted.counted(WEDNESDAY)) == 0


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_asks_as_much_for_one_row_as_for_thirty(pages, client, number):
    reports(number)
    client.get(PAGES["nl"])
    reports(number)
    counted.cache.delete(counted.CACHE_KEY)
    assert asked(lambda: client.get(PAGES["nl"])) == 23 + 3
    assert asked(lambda: client.get(PAGES["nl"])) == 3


def test_visits_of_shopkeepers_go_a_day_after_their_hour(pages, visit):
    visits = [OwnerVisit(email="info@kroon.example", created_at=WEDNESDAY, until=WEDNESDAY, key=f"{number}") for number in range(12)]
    OwnerVisit.objects.bulk_create(visits)
    assert "vrijdag 27 november" in told(visit(PAGES["nl"]), "Bezoeken van winkeliers, met hun mailadres")


def test_editors_add_words_and_a_mailbox_and_no_field_holds_the_list(pages):
    fields = {field.name for field in PrivacyPage._meta.local_fields}
    assert fields == {"page_ptr", "intro", "body", "responsible", "dpo_email"}


def test_the_mailbox_of_the_officer_holds_in_every_language(pages, visit):
    PrivacyPage.objects.filter(locale__language_code="nl").update(dpo_email="dpo@west-vlaanderen.example")
    assert ("dpo@west-vlaanderen.example", "mailto:dpo@west-vlaanderen.example") in visit(PAGES["de"]).links(".legal a")


def test_it_leads_to_both_authorities_and_to_the_page_of_the_vote(pages, visit):
    links = dict(visit(PAGES["nl"]).links(".legal a"))
    assert links["de Vlaamse Toezichtcommissie"] == "https://www.vlaanderen.be/vlaamse-toezichtcommissie"
    assert links["de Gegevensbeschermingsautoriteit"] == "https://www.gegevensbeschermingsautoriteit.be"
    assert links["Wat we bij een stemming bewaren, tot in het klein"] == "/nl/stemmen/wat-we-bewaren/"
    assert links["Schrijf ons"] == "/nl/contact/"


def test_a_page_of_text_that_was_laid_out_before_makes_room_and_keeps_its_words(laid_out, visit):
    lay_out_first_pages()
    new = PrivacyPage.objects.get(slug="privacy", locale__language_code="nl")
    key, home = new.translation_key, new.get_parent()
    new.delete()
    home.refresh_from_db()
    former = home.add_child(
        instance=StandardPage(title="Privacy bij ons", slug="privacy", translation_key=key, locale=home.locale, intro="Onze woorden.")
    )
    assert lay_out_first_pages() == 1
    former.refresh_from_db()
    assert (former.live, former.slug, former.intro) == (False, "privacy-vroeger", "Onze woorden.")
    assert visit("/nl/privacy/").text("h1") == "Privacy bij ons"
    assert lay_out_first_pages() == 0


def test_a_host_that_the_map_asks_for_its_pictures_is_named_and_without_one_nothing_is(pages, visit, settings):
    assert "De kaart haalt haar beelden" not in visit(PAGES["nl"]).text("[aria-labelledby=cookies]")
    settings.MAP_TILES_URL = "https://tiles.example/{z}/{x}/{y}.png"
    assert "De kaart haalt haar beelden bij tiles.example." in visit(PAGES["nl"]).text("[aria-labelledby=cookies]")


def test_backups_are_told_with_the_days_of_the_safeguards(pages, visit):
    assert "hoogstens dertig dagen in reservekopieën" in visit(PAGES["nl"]).text("[aria-labelledby=bewaren]")
    assert "Backups: 30 days at most" in (BASE_DIR / "docs" / "safeguards.md").read_text(encoding="utf-8")
