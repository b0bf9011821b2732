"""The page of a campaign."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from home.campaign import period
from home.demo.campaign import load_campaign, paper
from home.models import CampaignPage, CampaignPartner, HomePage
from media_library.models import SiteDocument
from municipalities.onboarding import open_province
from tests.conftest import WEDNESDAY
from tests.factories import roles
from tests.factories.events import town_page
from tests.factories.municipalities import MunicipalityFactory
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def campaign(language: str = "nl", **given: Any) -> CampaignPage:
    home = HomePage.objects.get(locale__language_code=language)
    page = CampaignPage(**({"title": "Winterstraten", "slug": "winter", "locale": home.locale} | given))
    made: CampaignPage = home.add_child(instance=page)
    return made


def test_a_campaign_says_its_message_when_and_who_pays(laid_out, visit, wednesday):
    page = campaign(message="Licht in de straat.", first_day=date(2026, 11, 14), last_day=date(2026, 12, 24), has_europe=True, europe_note="EFRO")
    CampaignPartner.objects.create(page=page, name="Buurtwinkels", url="https://buurtwinkels.example/", sort_order=1)
    CampaignPartner.objects.create(page=page, name="Fonds", role="funder", sort_order=2)
    shown = visit("/nl/winter/")
    assert (shown.text("h1"), shown.text(".campaign__period")) == ("Licht in de straat.", "Tot en met 24 december")
    assert shown.texts(".partners h2") == ["Wie doet mee", "Wie betaalt mee"]
    assert shown.links(".partners a") == [("Buurtwinkels", "https://buurtwinkels.example/")]
    assert shown.text(".europe__line") == "Medegefinancierd door de Europese Unie"
    assert shown.soup.select_one(".europe svg")["aria-label"] == "Vlag van de Europese Unie"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 28), date(2026, 12, 24), "Van 28 november tot en met 24 december"),
        (date(2026, 11, 14), date(2026, 12, 24), "Tot en met 24 december"),
        (date(2026, 12, 6), None, "Vanaf zondag 6 december"),
        (None, date(2026, 12, 24), "Tot en met 24 december"),
        (None, None, ""),
    ],
)
def test_the_period_in_words(first, last, said):
    assert period(first, last, "nl", date(2026, 11, 25)).replace("\xa0", " ") == said


def test_a_campaign_that_is_over_says_so_the_day_after(laid_out, client, clock):
    campaign(last_day=date(2026, 12, 24))
    clock(2026, 12, 24, 23, 59)
    before = client.get("/nl/winter/")
    assert "voorbij" not in before.content.decode()
    assert before["Cache-Control"] == "public, s-maxage=60"
    clock(2026, 12, 25, 0, 1)
    assert "Deze campagne is voorbij." in client.get("/nl/winter/").content.decode()


def test_the_towns_are_those_that_are_named_else_all_with_a_page(laid_out, visit, wednesday):
    tielt, damme = MunicipalityFactory(name="Tielt", slug="tielt", nis="37022"), MunicipalityFactory(name="Damme", slug="damme", nis="31006")
    town_page(tielt)
    page = campaign()
    assert visit("/nl/winter/").links(".towns a") == [("Tielt", "/nl/tielt/")]
    page.towns.set([tielt, damme])
    page.save()
    shown = visit("/nl/winter/")
    assert (shown.texts(".towns li"), shown.links(".towns a")) == (["Damme", "Tielt"], [("Tielt", "/nl/tielt/")])


def test_facts_are_those_of_the_dutch_page_in_every_language(laid_out, visit, wednesday):
    dutch = campaign(first_day=date(2026, 12, 1), has_europe=True, message="Licht in de straat.")
    CampaignPartner.objects.create(page=dutch, name="Buurtwinkels", sort_order=1)
    campaign("fr", slug="hiver", title="Rues d’hiver", translation_key=dutch.translation_key)
    shown = visit("/fr/hiver/")
    assert shown.texts(".partners li") == ["Buurtwinkels"]
    assert shown.soup.select(".europe")
    assert shown.soup.select_one("h1")["lang"] == "nl"


def test_the_french_form_opens_without_what_the_dutch_page_says(laid_out, wednesday):
    open_province()
    dutch = campaign()
    french = campaign("fr", slug="hiver", title="Rues d’hiver", translation_key=dutch.translation_key)
    province = sign_in(Client(), roles.province())
    forms = [province.get(f"/admin/pages/{page.pk}/edit/") for page in (dutch, french)]
    assert [form.status_code for form in forms] == [200, 200]
    assert ["partners-TOTAL_FORMS" in form.content.decode() for form in forms] == [True, False]


def test_the_page_asks_the_same_with_one_partner_and_with_ten(laid_out, client, wednesday, django_assert_max_num_queries):
    page = campaign()
    for number in range(10):
        CampaignPartner.objects.create(page=page, name=f"Partner {number}", sort_order=number)
    client.get("/nl/winter/")
    with django_assert_max_num_queries(12):
        client.get("/nl/winter/")


def test_the_materials_of_the_demo_are_files_that_open(laid_out, visit, wednesday):
    load_campaign(WEDNESDAY)
    shown = visit("/nl/winterstraten/")
    assert [name for name, _ in shown.links(".files a")] == ["Affiche Winterstraten", "Stempelkaart"]
    assert shown.text(".files__kind") == "PDF, 1 kB"
    with SiteDocument.objects.get(title="Stempelkaart").file.open() as file:
        assert file.read(4) == b"%PDF"
    assert paper("Affiche").endswith(b"%%EOF")
