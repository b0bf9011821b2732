"""The page of one shop."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from phonenumber_field.modelfields import PhoneNumberField
from phonenumber_field.phonenumber import PhoneNumber
from wagtail.models import Page

from shops.models import Shop, ShopDirectoryPage, ShopText
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import CategoryFactory, ShopFactory

pytestmark = pytest.mark.django_db

SITE = "http://localhost:8000"
KROON = "/nl/winkels/tielt/de-kroon/"
HOURS = "Mo-Fr 09:00-12:30,13:30-18:00; Sa 09:00-17:00; PH off"


@pytest.fixture
def addresses(laid_out) -> dict[str, str]:
    """The shop's address in each language."""
    return {page.locale.language_code: f"{page.url}tielt/de-kroon/" for page in ShopDirectoryPage.objects.select_related("locale")}


@pytest.fixture
def kroon(wednesday, laid_out) -> Shop:
    """De Kroon, a baker in the Bruggestraat of Tielt, with everything told."""
    shop = ShopFactory(
        name="De Kroon", house_number="52", box="3", opening_hours=HOURS, phone="+3251400101", email="de@kroon.example", website="https://kroon.example",
        webshop="https://kroon.example/shop", kind="franchise", chain_name="Kroontjes", since=1987, step_free="limited", door_width_cm=90,
        accessible_toilet=True, payment=["cash", "bancontact", "onbekend"], gift_voucher=True, delivers=True,
        provenance={"opening_hours": {"source": "shopkeeper", "date": "2026-11-10"}, "name": {"source": "osm", "date": "2026-11-01"}},
    )  # fmt: skip
    shop.more_categories.set([CategoryFactory(slug="ijs")])
    shop.save()
    ShopText.objects.create(shop=shop, language="nl", tagline="Brood van gisteren bestaat niet.", description="Wij bakken.\n\nElke dag.")
    return shop


def test_a_shop_shows_what_is_known_of_it(kroon, visit):
    page = visit(KROON)
    assert (page.status, page.text("h1"), page.text(".shophead__what")) == (200, "De Kroon", "Brood van gisteren bestaat niet.")
    assert page.text(".shophead .status") == "Sluit om 12.30 u."
    assert page.text("title") == "De Kroon, Tielt · Ik koop lokaal"
    assert page.texts(".story .prose p") == ["Wij bakken.", "Elke dag."]
    assert page.texts(".facts dt") == ["Adres", "Binnen", "Betalen", "Bestellen", "Ook", "Zaak"]
    assert page.texts(".facts dd") == [
        "Bruggestraat 52 bus 3, 8700 Tielt",
        "Met een kleine trede, deur van 90 cm, toegankelijk toilet",
        "Cash, Bancontact, cadeaubon van Tielt",
        "In de webshop, levert aan huis",
        "Ijs",
        "Franchise (Kroontjes), sinds 1987",
    ]
    actions = page.links(".actions a")
    assert [(words, address.partition("?")[0]) for words, address in actions] == [
        ("Bel 051 40 01 01", "tel:+32-51-40-01-01"),
        ("Route", "https://www.openstreetmap.org/directions"),
        ("Webshop", "https://kroon.example/shop"),
        ("Website", "https://kroon.example"),
        ("Mail", "mailto:de@kroon.example"),
    ]


def test_the_coming_week_stands_on_the_page_today_first(kroon, visit):
    page = visit(KROON)
    assert page.texts(".hours th") == ["Vandaag, woensdag", "Donderdag", "Vrijdag", "Zaterdag", "Zondag", "Maandag", "Dinsdag"]
    assert page.texts(".hours td")[:5] == ["9–12.30, 13.30–18 u."] * 3 + ["9–17 u.", "gesloten"]
    assert page.texts(".hours tr[aria-current=date] th") == ["Vandaag, woensdag"]
    assert "Uren bevestigd door de winkel, twee weken geleden." in page.texts(".soft")


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        ((2026, 11, 25, 8, 59), "Opent om 9 u."),
        ((2026, 11, 25, 11, 40), "Sluit om 12.30 u."),
        ((2026, 11, 25, 12, 30), "Opent om 13.30 u."),
        ((2026, 11, 25, 23, 59), "Opent morgen om 9 u."),
        ((2026, 11, 28, 17, 0), "Opent maandag om 9 u."),
        ((2026, 12, 25, 11, 40), "Opent morgen om 9 u."),
        ((2026, 12, 24, 18, 0), "Opent zaterdag om 9 u."),
        ((2026, 10, 25, 2, 30), "Opent morgen om 9 u."),
    ],
)
def test_the_line_about_now_is_true_at_that_moment(kroon, clock, visit, moment, status):
    clock(*moment)
    assert visit(KROON).text(".shophead .status").replace("Open tot", "Sluit om") == status


def test_a_holiday_is_said_in_the_week(kroon, clock, visit):
    clock(2026, 12, 25, 11, 40)
    assert visit(KROON).texts(".hours tr")[0] == "Vandaag, vrijdaggesloten, feestdag"


def test_what_nobody_told_is_left_out_and_unknown_hours_are_said_to_be_unknown(wednesday, laid_out, visit):
    ShopFactory(name="De Kroon", house_number="", latitude=None, longitude=None)
    page = visit(KROON)
    assert (page.texts(".facts dd"), page.links(".actions a")) == (["Bruggestraat, 8700 Tielt"], [])
    assert (page.text(".shophead .status"), page.text(".shophead__what")) == ("Uren onbekend", "Bakker")
    assert page.text(".notice") == "We kennen de uren niet."
    assert (page.texts(".hours"), page.texts(".story")) == ([], [])


def test_who_has_a_phone_can_be_asked_for_its_hours(wednesday, laid_out, visit):
    ShopFactory(name="De Kroon", phone="+3251400101")
    assert visit(KROON).text(".notice") == "We kennen de uren niet. Bel even voor je vertrekt."


def test_hours_that_nobody_understands_stand_there_word_for_word(wednesday, laid_out, visit):
    ShopFactory(name="De Kroon", raw={"opening_hours": "van 9 tot 6 <b>behalve</b> als het regent & zo"})
    page = visit(KROON)
    assert page.text(".notice") == "De winkel schrijft: van 9 tot 6 <b>behalve</b> als het regent & zo"
    assert page.text(".shophead .status") == "Uren onbekend"


def test_hours_in_the_wrong_grammar_are_unknown_and_break_nothing(wednesday, laid_out, visit):
    shop = ShopFactory(name="De Kroon")
    Shop.objects.filter(pk=shop.pk).update(opening_hours="Mo-Xx 25:99-<script>")
    assert (visit(KROON).text(".shophead .status"), visit("/nl/winkels/").statuses) == ("Uren onbekend", {"De Kroon": "Uren onbekend"})


def test_hours_by_appointment_are_said_to_be_so(wednesday, laid_out, visit):
    ShopFactory(name="De Kroon", opening_hours='Mo-Fr 09:00-18:00 "op afspraak"')
    assert visit(KROON).text(".shophead .status") == "Op afspraak"


def test_a_text_that_is_only_in_dutch_is_marked_as_dutch_elsewhere(kroon, addresses, visit):
    page = visit(addresses["fr"])
    assert (page.text(".shophead__what"), page.soup.select_one(".shophead__what")["lang"]) == ("Brood van gisteren bestaat niet.", "nl")
    assert [block["lang"] for block in page.soup.select(".story [lang]")] == ["nl"]
    assert len(page.texts(".fallback")) == 1
    dutch = visit(KROON)
    assert (dutch.texts(".fallback"), dutch.soup.select("main [lang]")) == ([], [])


def test_a_text_in_the_visitors_language_is_shown_without_a_mark(kroon, addresses, visit):
    ShopText.objects.create(shop=kroon, language="fr", tagline="Du pain.", description="Nous cuisons.")
    page = visit(addresses["fr"])
    assert (page.text(".shophead__what"), page.texts(".story .prose p")) == ("Du pain.", ["Nous cuisons."])
    assert (page.texts(".fallback"), page.soup.select("main [lang]")) == ([], [])
    assert visit(addresses["de"]).text(".shophead__what") == "Brood van gisteren bestaat niet."


def test_an_empty_text_does_not_hide_the_dutch_one(kroon, addresses, visit):
    ShopText.objects.create(shop=kroon, language="fr")
    assert visit(addresses["fr"]).text(".shophead__what") == "Brood van gisteren bestaat niet."


@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
def test_a_shop_names_its_own_address_and_its_versions(kroon, addresses, visit, language):
    page = visit(addresses[language])
    every = {code: f"{SITE}{url}" for code, url in addresses.items()}
    assert (page.canonical, page.versions, page.robots) == (every[language], every | {"x-default": every["nl"]}, "")
    assert page.facts_for_machines["Store"]["url"] == every[language]
    assert page.soup.html["lang"][:2] == language


def test_breadcrumbs_are_whole_addresses(kroon, visit):
    page = visit(KROON)
    steps = page.facts_for_machines["BreadcrumbList"]["itemListElement"]
    assert [(step["name"], step["item"]) for step in steps] == [("Winkels", f"{SITE}/nl/winkels/"), ("Tielt", f"{SITE}/nl/winkels/tielt/")]
    assert page.links(".trail a") == [("Winkels", "/nl/winkels/"), ("Tielt", "/nl/winkels/tielt/")]


def test_an_old_address_leads_to_the_present_one_for_good(kroon, visit):
    kroon.slug = "de-gouden-kroon"
    kroon.save()
    moved = visit(KROON)
    assert (moved.status, moved.goes_to) == (301, "/nl/winkels/tielt/de-gouden-kroon/")
    kroon.municipality = MunicipalityFactory(nis="31005", name="Brugge", slug="brugge")
    kroon.save()
    ways = [visit(f"/nl/winkels/tielt/{slug}/").goes_to for slug in ("de-kroon", "de-gouden-kroon")]
    assert ways == ["/nl/winkels/brugge/de-gouden-kroon/"] * 2
    assert visit("/fr/commerces/tielt/de-kroon/").goes_to == "/fr/commerces/brugge/de-gouden-kroon/"
    assert visit("/nl/winkels/brugge/de-gouden-kroon/").status == 200


def test_a_shop_that_is_not_published_is_missing_under_every_address_it_had(kroon, visit):
    kroon.slug = "de-gouden-kroon"
    kroon.save()
    kroon.unpublish()
    assert [visit(f"/nl/winkels/tielt/{slug}/").status for slug in ("de-kroon", "de-gouden-kroon", "nooit")] == [404, 404, 404]
    assert visit("/nl/winkels/brugge/de-gouden-kroon/").status == 404


def test_a_shop_asks_as_much_with_30_shops_around_it_as_with_one(kroon, client):
    def queries() -> int:
        client.get(KROON)  # what is kept between requests (menus, versions) is read first
        with CaptureQueriesContext(connection) as asked:
            assert client.get(KROON).status_code == 200
        return len(asked)

    ShopFactory()
    one = queries()
    ShopFactory.create_batch(29, opening_hours=HOURS)
    assert (one, one <= 12) == (queries(), True)


def counted(monkeypatch, owner: type, name: str) -> list[str]:
    """Grows by one for each call of `owner.name`."""
    calls: list[str] = []
    own = getattr(owner, name)

    def call(self, *args, **kwargs):
        calls.append(name)
        return own(self, *args, **kwargs)

    monkeypatch.setattr(owner, name, call)
    return calls


def test_a_number_is_checked_once_for_the_page_and_once_for_search_engines_whatever_is_said_of_it(kroon, visit, monkeypatch):
    checked = counted(monkeypatch, PhoneNumber, "is_valid")
    page = visit(KROON)
    assert (page.links(".actions .button"), len(checked)) == ([("Bel 051 40 01 01", "tel:+32-51-40-01-01")], 2)


def test_what_neighbours_do_not_show_of_themselves_is_not_read(kroon, visit, monkeypatch):
    ShopFactory.create_batch(5, phone="+3251400102", opening_hours=HOURS)
    visit(KROON)
    parsed = counted(monkeypatch, PhoneNumberField, "from_db_value")
    assert (len(visit(KROON).texts(".next li")), len(parsed)) == (5, 1)


def test_of_other_kinds_only_the_names_are_read(kroon, visit, monkeypatch):
    visit(KROON)
    with CaptureQueriesContext(connection) as asked:
        page = visit(KROON)
    (kinds,) = (query["sql"] for query in asked if "more_categories" in query["sql"])
    assert ("Ijs" in page.texts(".facts dd"), "synonyms" in kinds, "osm_tags" in kinds) == (True, False, False)


def test_the_address_of_the_directory_is_worked_out_as_often_for_five_neighbours_as_for_one(kroon, visit, monkeypatch):
    def times() -> int:
        visit(KROON)
        worked_out.clear()
        visit(KROON)
        return len(worked_out)

    worked_out = counted(monkeypatch, Page, "get_url_parts")
    ShopFactory()
    one = times()
    ShopFactory.create_batch(4)
    assert (times(), one) == (one, 3), "here, for the neighbours, and from the root of the web"
