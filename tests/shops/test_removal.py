"""A shop that its owner wants to see nowhere."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry, Revision

from municipalities import actions
from shops.importing.storing import import_shops
from shops.models import Shop, ShopSlug, ShopSource, ShopText, Suppression
from shops.removal import remove_at_owners_request

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
HEAD = "id;naam;soort;straat;nr;postcode;latitude;longitude;telefoon;vestigingsnummer\n"
KROON = "1;Bakkerij De Kroon;bakker;Markt;1;8700;51.0001;3.3301;051 40 11 22;2147812701\n"
MAES = "2;Slagerij Maes;slager;Markt;2;8700;51.0002;3.3302;;\n"


@pytest.fixture(autouse=True)
def register():
    actions.load_register()


@pytest.fixture
def bring(tmp_path):
    def imported(text: str, **options):
        path = tmp_path / "winkels.csv"
        path.write_text(text, encoding="utf-8")
        return import_shops(path, at=AT, **options)

    return imported


@pytest.fixture
def removed(bring) -> None:
    bring(HEAD + KROON + MAES)
    remove_at_owners_request(shop=Shop.objects.get(name="Bakkerij De Kroon"), at=AT)


def test_nothing_of_the_shop_is_left_but_keyed_hashes(bring):
    bring(HEAD + KROON)
    shop = Shop.objects.get()
    ShopText.objects.create(shop=shop, tagline="Brood van bij ons")
    shop.save_revision(log_action=True)
    remove_at_owners_request(shop=shop, at=AT)
    for rows in (Shop, ShopText, ShopSource, ShopSlug, Revision, ModelLogEntry):
        assert not rows.objects.exists()
    assert all(len(row.key_hash) == 64 and row.removed_at == AT for row in Suppression.objects.all())
    assert Suppression.objects.count() == 5


def test_the_same_file_does_not_bring_it_back(removed, bring):
    report = bring(HEAD + KROON + MAES)
    assert (report.read, report.suppressed, report.unchanged, report.vanished) == (2, 1, 1, 0)
    assert [shop.name for shop in Shop.objects.all()] == ["Slagerij Maes"]


@pytest.mark.parametrize(
    "row",
    [
        "99;Iets anders;bakker;Dorp;5;8700;;;;2147812701\n",
        "99;Bakkerij De Kroon BV;bakker;;;8700;;;+32 51 40 11 22;\n",
        "99;BAKKERIJ DE KROON;bakker;Markt;1;8700;;;;\n",
        "99;bakkerij de kroon;bakker;;;8700;51.0005;3.3307;;\n",
    ],
    ids=["establishment number", "phone", "door", "spot"],
)
def test_another_source_does_not_bring_it_back(removed, bring, row):
    report = bring(HEAD + row, source="andere")
    assert (report.suppressed, report.new) == (1, 0)


@pytest.mark.parametrize(
    "row",
    ["99;Bakkerij De Kroon;bakker;Markt;1;8500;50.83;3.26;;\n", "99;Slagerij De Linde;slager;Markt;1;8700;51.0001;3.3301;;\n"],
    ids=["elsewhere", "another name"],
)
def test_another_shop_is_not_kept_away(removed, bring, row):
    report = bring(HEAD + row, source="andere")
    assert (report.suppressed, report.new) == (0, 1)


def test_the_wish_holds_under_a_new_secret_while_the_old_one_is_kept(removed, bring, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert bring(HEAD + KROON).suppressed == 1


def test_a_hash_cannot_be_made_without_the_secret(removed, bring, settings):
    settings.SECRET_KEY = "another"
    assert bring(HEAD + KROON).suppressed == 0


@pytest.mark.parametrize(
    "address", ["tielt/bakkerij-de-kroon", "https://ikkooplokaal.example/nl/winkels/tielt/bakkerij-de-kroon/", "meulebeke/bakkerij-de-kroon"]
)
def test_the_command_takes_the_address_as_it_stands_on_the_site(bring, capsys, address):
    bring(HEAD + KROON)
    call_command("remove_shop", address, "--at-owners-request")
    assert capsys.readouterr().out == "Bakkerij De Kroon in Tielt is weg en blijft weg.\n"
    assert not Shop.objects.exists()


def test_an_address_without_a_shop_removes_nothing(bring):
    bring(HEAD + KROON)
    with pytest.raises(CommandError, match="Op tielt/niemand staat geen winkel"):
        call_command("remove_shop", "tielt/niemand", "--at-owners-request")
    assert Shop.objects.count() == 1
