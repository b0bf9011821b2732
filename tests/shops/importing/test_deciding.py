"""Rows that may be a shop that stands there: shown with what they are like, decided by a person, one by one or all of a kind."""

import pytest

from shops.importing.doubts import NEAR, NUMBER, SEVERAL, Doubt, Ruling, Rulings, doubt_about
from shops.importing.matching import Known, Matcher
from shops.models import ImportDecision, ImportRow, Shop
from tests.factories.shops import ShopFactory
from tests.shops.importing.pages import HEAD, KROON, step, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]

NUMBERED = "id;naam;soort;straat;nr;postcode;plaats;vestigingsnummer\n"


def known(pk: int | None, name: str, number: str = "", *, latitude: float | None = None, phone: str = "", establishment: str = "") -> Known:
    return Known(pk, 1, name, "bruggestraat" if number else "", number, latitude, 3.3 if latitude else None, phone, establishment, False)


@pytest.mark.parametrize(
    ("standing", "row", "expected"),
    [
        ([known(7, "bakkerij de kroon", "52")], known(None, "bakkerij de kroon", "52"), None),
        ([known(7, "bakkerij kroon", "52")], known(None, "bakkerij de kroon", "52"), None),
        ([known(7, "bakkerij de kroon", "52", latitude=51.0)], known(None, "bakkerij de kroon", "54", latitude=51.0005), (NEAR, [7])),
        ([known(7, "bakkerij de kroon", "52", latitude=51.0)], known(None, "slager maes", "54", latitude=51.0001), None),
        (
            [known(7, "kroon", latitude=51.0), known(8, "bakker de kroon", latitude=51.0003)],
            known(None, "de kroon", latitude=51.0002),
            (SEVERAL, [8, 7]),
        ),
        ([known(7, "kroon", "52"), known(8, "kroon", "52")], known(None, "kroon", "52"), (SEVERAL, [7, 8])),
        ([known(7, "kroon", "52", establishment="2147812701")], known(None, "maes", "3", establishment="2147812701"), (NUMBER, [7])),
        ([known(7, "kroon", "52", establishment="2147812701")], known(None, "de kroon", "3", establishment="2147812701"), None),
    ],
)
def test_what_is_not_certain_about_a_row(standing, row, expected):
    doubt = doubt_about(row, Matcher(standing), None)
    assert (doubt and (doubt.kind, [shop.pk for shop in doubt.shops])) == expected


def test_a_shop_of_another_town_or_of_this_import_is_never_asked_about():
    shop = known(7, "kroon", "52", latitude=51.0)
    row = known(None, "kroon", "54", latitude=51.0005)
    assert doubt_about(row, Matcher([shop]), 2) is None
    shop.is_new = True
    assert doubt_about(row, Matcher([shop]), None) is None


def test_a_word_about_a_row_goes_before_one_about_all():
    rulings = Rulings({"rij 2": Ruling("new")}, {NEAR: Ruling("skip")})
    doubt = Doubt(NEAR, ())
    assert (rulings.of("rij 2", doubt), rulings.of("rij 3", doubt), rulings.of("rij 3", Doubt(NUMBER, ()))) == (Ruling("new"), Ruling("skip"), None)


@pytest.fixture
def near(tielt) -> Shop:
    """De Kroon, two doors away from where the list has it."""
    return ShopFactory(municipality=tielt, name="De Kroon", house_number="50", latitude=51.0, longitude=3.3, phone="")


LIST = "id;naam;soort;straat;nr;postcode;plaats;lat;lon\n1;Bakkerij De Kroon;bakker;Bruggestraat;52;8700;Tielt;51.0003;3.3\n"


def decide(send, editor, batch, answer: str, page: str = "rij") -> None:
    row = batch.rows.get(kind="question")
    name = f"rij-{row.pk}" if page == "rij" else f"soort-{row.doubt['kind']}"
    assert send(editor, step(batch, "decide"), {name: answer}).status_code == 302
    batch.refresh_from_db()


def test_a_row_like_a_shop_near_by_is_shown_with_that_shop(editor, near, upload):
    batch = upload(editor, LIST)
    page = words(editor.get(step(batch, "preview") + "?toon=question"))
    assert "Lijkt op een winkel in de buurt: De Kroon (Bruggestraat 50, 8700 Tielt)" in page
    assert "Nu: een nieuwe winkel" in page
    assert "dezelfde winkel als De Kroon (Bruggestraat 50, 8700 Tielt)" in page
    assert (batch.foretold["new"], batch.foretold["changed"]) == (1, 0)


@pytest.mark.parametrize("page", ["rij", "soort"])
def test_the_same_shop_is_changed_instead_of_made_and_the_next_list_knows_it(editor, near, upload, send, page):
    batch = upload(editor, LIST)
    decide(send, editor, batch, f"same:{near.pk}" if page == "rij" else "same", page)
    assert (batch.state, batch.foretold["new"], batch.rows.get(kind="question").doubt["what"]) == ("ready", 0, "same")
    assert "selected" in editor.get(step(batch, "preview") + "?toon=question").content.decode()
    send(editor, step(batch, "confirm"))
    assert [(source.source, source.ref) for source in near.sources.all()] == [("winkels", "1")]
    assert Shop.objects.count() == 1
    row = batch.rows.get(kind="question")
    assert (row.doubt["said"], row.doubt["what"], row.shop) == (True, "same", near)
    again = upload(editor, LIST)
    assert (again.foretold["unchanged"], again.rows.filter(kind="question").count()) == (1, 0)


def test_a_row_that_is_skipped_is_counted_and_what_it_told_before_has_not_vanished(editor, near, upload, send):
    batch = upload(editor, LIST)
    decide(send, editor, batch, "skip")
    send(editor, step(batch, "confirm"))
    batch.refresh_from_db()
    assert {name: batch.counts[name] for name in ("read", "new", "skipped", "vanished")} == {"read": 1, "new": 0, "skipped": 1, "vanished": 0}
    assert "overgeslagen 1" in words(editor.get(step(batch, "preview")))
    assert Shop.objects.get() == near


def test_a_new_shop_with_the_number_of_another_comes_without_that_number(editor, tielt, upload, send):
    theirs = ShopFactory(municipality=tielt, name="Bakkerij De Kroon", establishment_number="2147812701")
    batch = upload(editor, NUMBERED + "2;Slagerij Maes;slager;Markt;3;8700;Tielt;2147812701\n")
    assert (batch.foretold["new"], batch.foretold["unchanged"]) == (0, 1)
    decide(send, editor, batch, "new")
    assert (batch.foretold["new"], batch.foretold["unchanged"]) == (1, 0)
    send(editor, step(batch, "confirm"))
    made = Shop.objects.exclude(pk=theirs.pk).get()
    theirs.refresh_from_db()
    assert (made.name, made.establishment_number, theirs.name, theirs.establishment_number) == (
        "Slagerij Maes",
        "",
        "Bakkerij De Kroon",
        "2147812701",
    )
    again = upload(editor, NUMBERED + "2;Slagerij Maes;slager;Markt;3;8700;Tielt;2147812701\n")
    assert (again.foretold["unchanged"], again.foretold["new"]) == (1, 0)


def test_what_was_decided_is_taken_back_with_its_import(editor, near, upload, send):
    before = Shop.objects.values().get()
    batch = upload(editor, LIST)
    decide(send, editor, batch, f"same:{near.pk}")
    send(editor, step(batch, "confirm"))
    send(editor, step(batch, "undo"))
    assert (Shop.objects.values().get(), near.sources.count()) == (before, 0)
    assert upload(editor, LIST).rows.filter(kind="question").count() == 1


def test_a_decision_can_be_taken_back_before_confirming(editor, near, upload, send):
    batch = upload(editor, LIST)
    decide(send, editor, batch, "skip")
    decide(send, editor, batch, "")
    assert (batch.foretold["new"], ImportDecision.objects.count()) == (1, 0)


def test_what_is_no_answer_changes_nothing(editor, near, other, upload, send):
    elsewhere = ShopFactory(municipality=other, name="Geheim")
    batch = upload(editor, LIST)
    row = batch.rows.get(kind="question")
    for sent in (
        {f"rij-{row.pk}": f"same:{elsewhere.pk}"},
        {"rij-999999": "new"},
        {f"rij-{row.pk}": "same:" + "9" * 40},
        {"soort-x": "new"},
        {"rij-": ""},
    ):
        assert send(editor, step(batch, "decide"), sent).status_code == 302
    assert not ImportDecision.objects.exists()
    send(editor, step(batch, "confirm"))
    answer = send(editor, step(batch, "decide"), {"soort-near": "skip"}, follow=True)
    assert "Dat is intussen al gebeurd." in answer.content.decode()
    assert Shop.objects.filter(municipality=near.municipality).count() == 2


def test_hours_without_days_are_those_of_every_day_and_remarked(editor, upload, send):
    batch = upload(editor, HEAD.strip() + ";openingsuren\n" + KROON.strip() + ";9.30 - 12 en 13.30 - 18\n")
    text = "Er staan geen dagen bij deze uren, we lezen ze als elke dag: “9.30 - 12 en 13.30 - 18”"
    assert batch.rows.get(kind=ImportRow.Kind.DOUBT).text == text
    send(editor, step(batch, "confirm"))
    assert Shop.objects.get().opening_hours == "09:30-12:00,13:30-18:00"


def test_hours_of_which_only_a_part_is_certain_keep_their_words(editor, upload, send):
    batch = upload(editor, HEAD.strip() + ";openingsuren\n" + KROON.strip() + ";Mo-Fr 9:00-5:00\n")
    text = "Uren kunnen twee dingen betekenen, alleen het zekere is genomen: “Mo-Fr 9:00-5:00”"
    assert batch.rows.get(kind=ImportRow.Kind.DOUBT).text == text
    send(editor, step(batch, "confirm"))
    shop = Shop.objects.get()
    assert (shop.opening_hours, shop.raw) == ("Mo-Fr 09:00-17:00, Mo-Fr 17:00-05:00 unknown", {"opening_hours": "Mo-Fr 9:00-5:00"})
    again = upload(editor, HEAD.strip() + ";openingsuren\n" + KROON.strip() + ";Mo-Fr 9:00-17:00\n")
    send(editor, step(again, "confirm"))
    shop.refresh_from_db()
    assert (shop.opening_hours, shop.raw) == ("Mo-Fr 09:00-17:00", {})
