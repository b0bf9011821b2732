"""The editors' list of shops as a file: what is narrowed in the list, harmless in a spreadsheet, and read in again without a change."""

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from municipalities import actions
from municipalities.models import Municipality
from shops.categories import load_categories
from shops.export import TITLES
from shops.importing.storing import import_shops
from shops.models import Category, Shop
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)
LIST = "/admin/snippets/shops/shop/"
FACTS = {
    "name": "Bakkerij Maes & zoon", "street": "Bruggestraat", "house_number": "52", "postcode": "8700", "place": "Tielt", "latitude": 51.00125,
    "longitude": 3.3251, "phone": "+3251401122", "email": "maes@bakker.example", "website": "https://bakker.example/", "kind": "independent",
    "webshop": "https://bakker.example/winkel/", "opening_hours": "Tu-Fr 06:30-12:30,13:30-18:00; Sa 06:30-17:00; PH off",
    "step_free": "limited", "door_width_cm": 85, "accessible_toilet": False, "payment": ["cash", "bancontact", "meal_voucher"],
    "gift_voucher": True, "delivers": False, "since": 1987, "confirmed_on": date(2026, 3, 1),
}  # fmt: skip


@pytest.fixture
def tielt() -> Municipality:
    return MunicipalityFactory(nis="37022", name="Tielt", slug="tielt", longitude=3.3, postcodes=["8700"])


@pytest.fixture
def editor(client: Client, tielt, wednesday) -> Client:
    return sign_in(client, roles.editor(tielt))


def table(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";"))


def test_the_file_holds_what_the_list_was_narrowed_to(editor, tielt):
    ShopFactory(municipality=tielt, name="Met uren", opening_hours="Mo 09:00-12:00")
    ShopFactory(municipality=tielt, name="Zonder uren")
    elsewhere = MunicipalityFactory(nis="37023", name="Gemeente 2", slug="gemeente-2", postcodes=["8701"])
    ShopFactory(municipality=elsewhere, name="Van de buren")
    assert [row["naam"] for row in table(editor.get(LIST, {"export": "csv"}))] == ["Met uren", "Zonder uren"]
    answer = editor.get(LIST, {"export": "csv", "look_at": "no_hours"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="winkels.csv"'
    assert [row["naam"] for row in table(answer)] == ["Zonder uren"]


def test_the_buttons_stand_with_the_list(editor, tielt):
    ShopFactory(municipality=tielt)
    page = editor.get(LIST, {"look_at": "no_hours"}).content.decode()
    assert "?look_at=no_hours&amp;export=csv" in page
    assert "?look_at=no_hours&amp;export=xlsx" in page


def test_no_cell_starts_a_formula(editor, tielt):
    ShopFactory(municipality=tielt, name="=HYPERLINK(1)", street="@SUM(1)", phone="+3251401122")
    row = table(editor.get(LIST, {"export": "csv"}))[0]
    assert (row["naam"], row["straat"], row["telefoon"]) == ("'=HYPERLINK(1)", "'@SUM(1)", "'+3251401122")
    sheet = load_workbook(BytesIO(editor.get(LIST, {"export": "xlsx"}).content)).active
    assert [cell.value for cell in sheet[1]] == list(TITLES)
    assert {cell.data_type for cell in sheet[2] if cell.value} == {"s"}


def test_a_file_that_is_read_in_again_changes_nothing(editor, tmp_path):
    actions.load_register()
    load_categories()
    tielt = Municipality.objects.get(slug="tielt")
    shop = ShopFactory(municipality=tielt, category=Category.objects.get(slug="bakker"), **FACTS)
    path = tmp_path / "winkels.csv"
    path.write_bytes(editor.get(LIST, {"export": "csv"}).getvalue())
    before = Shop.objects.filter(pk=shop.pk).values(*FACTS).get()
    report = import_shops(path, at=AT)
    assert (report.new, report.changed, report.unchanged, report.refusals, report.remarks) == (0, 0, 1, [], [])
    assert report.unknown_columns == ("bevestigd",)
    assert Shop.objects.filter(pk=shop.pk).values(*FACTS).get() == before


def test_the_list_as_a_file_read_in_again_under_its_own_source_takes_nothing_back(editor, tmp_path):
    """Not the box, not hours that nobody could read, and none of the numbers that the file has no column for."""
    actions.load_register()
    load_categories()
    (tmp_path / "gids.csv").write_text(
        "id;naam;soort;straat;nr;bus;postcode;plaats;openingsuren;telefoon\n7;De Kroon;bakker;Markt;1;A;8700;Tielt;zie website;051 40 11 22\n"
    )
    import_shops(tmp_path / "gids.csv", municipality="37022", at=AT)
    (tmp_path / "winkels.csv").write_bytes(editor.get(LIST, {"export": "csv"}).getvalue())
    report = import_shops(tmp_path / "winkels.csv", municipality="37022", source="gids", at=AT)
    shop = Shop.objects.get()
    assert (report.new, report.changed, report.vanished) == (0, 0, 0)
    assert (shop.box, shop.raw, list(shop.sources.values_list("ref", "vanished_at"))) == ("A", {"opening_hours": "zie website"}, [("7", None)])


def test_a_list_without_a_column_for_it_takes_no_phone_back(editor, tmp_path):
    actions.load_register()
    load_categories()
    for text in (
        "id;naam;straat;nr;postcode;telefoon\n7;De Kroon;Markt;1;8700;051 40 11 22\n",
        "id;naam;straat;nr;postcode\n7;De Kroon;Markt;1;8700\n",
    ):
        (tmp_path / "gids.csv").write_text(text)
        report = import_shops(tmp_path / "gids.csv", municipality="37022", at=AT)
    assert (str(Shop.objects.get().phone), report.changed) == ("+3251401122", 0)


def test_the_file_asks_as_many_queries_for_many_shops(editor, tielt):
    asked = []
    for count in (1, 20):
        ShopFactory.create_batch(count, municipality=tielt)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(table(editor.get(LIST, {"export": "csv"}))) in (1, 21)
        asked.append(len(queries))
    assert asked[0] == asked[1]
