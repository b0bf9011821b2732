"""A shop as a list shows it."""

from datetime import UTC, datetime

import pytest

from shops.cards import card, freshness, front_of, state_of, where
from shops.models import Shop
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)


def confirmed(source: str, date: str, fact: str = "opening_hours") -> Shop:
    return Shop(provenance={fact: {"source": source, "date": date}})


def test_a_card_says_what_where_and_whether_it_is_open(wednesday):
    shop = ShopFactory(name="De Kroon", house_number="52", opening_hours="We 09:00-18:00")
    shown = card(shop, "/nl/winkels/tielt/de-kroon/", AT, "nl")
    assert (shown.kind, shown.where, shown.status.kind, shown.status.text, shown.fresh) == (
        "Bakker",
        "Bruggestraat 52, Tielt",
        "open",
        "Open tot 18\xa0u.",
        "",
    )
    assert (shown.shop, shown.url) == (shop, "/nl/winkels/tielt/de-kroon/")


def test_a_card_says_until_when_that_is_true_and_nothing_of_it_for_another_moment(wednesday):
    shop = ShopFactory(opening_hours="We 09:00-18:00")
    unknown = ShopFactory(opening_hours="")
    shown = [card(one, "", AT, "nl", moment).until for one in (shop, unknown) for moment in (None, AT)]
    assert shown == [state_of(shop, AT).until, None, None, None]
    assert shown[0] is not None


@pytest.mark.parametrize(
    ("hours", "kind"),
    [
        ("We 09:00-18:00", "open"),
        ("We 09:00-12:00", "soon"),
        ("We 09:00-12:40", "soon"),
        ("We 09:00-12:41", "open"),
        ("We 12:00-18:00", "closed"),
        ("", "unknown"),
        ("of zoiets", "unknown"),
        ('open "op afspraak"', "unknown"),
    ],
)
def test_there_are_four_kinds_of_now(hours, kind):
    shop = ShopFactory.build(municipality=MunicipalityFactory(), category__parent=None, opening_hours=hours, slug="x")
    assert card(shop, "", AT, "nl").status.kind == kind


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        ({"street": "Markt", "house_number": "1", "place": "Aarsele"}, "Markt 1, Aarsele"),
        ({"street": "Markt", "house_number": "", "place": ""}, "Markt, Bruges"),
        ({"street": "", "house_number": "", "place": ""}, "Bruges"),
    ],
)
def test_where_it_is_reads_as_far_as_it_is_known(facts, line):
    town = MunicipalityFactory(nis="31005", name="Brugge", name_fr="Bruges", slug="brugge")
    assert where(Shop(municipality=town, **facts), "fr") == line


@pytest.mark.parametrize(
    ("shop", "words"),
    [
        (confirmed("shopkeeper", "2026-11-25"), "vandaag"),
        (confirmed("municipality", "2026-11-24"), "gisteren"),
        (confirmed("shopkeeper", "2026-11-04"), "drie weken geleden"),
        (confirmed("osm", "2026-11-24"), ""),
        (confirmed("demo", "2026-11-24"), ""),
        (confirmed("shopkeeper", "2026-11-24", fact="name"), ""),
        (Shop(), ""),
    ],
)
def test_only_its_owner_or_municipality_confirms_hours(shop, words):
    assert freshness(shop, AT, "nl") == words


def test_the_front_of_a_shop_is_drawn_once_and_depends_on_its_address_and_its_cloth():
    assert front_of("tielt/de-kroon", "brood") is front_of("tielt/de-kroon", "brood")
    assert len({front_of(seed, cloth) for seed in ("tielt/de-kroon", "brugge/de-kroon") for cloth in ("brood", "wonen")}) == 4
