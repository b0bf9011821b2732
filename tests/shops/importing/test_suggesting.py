"""What a list says otherwise of a confirmed fact waits beside it, once per fact and source, and never writes itself."""

from datetime import UTC, datetime, timedelta

import pytest
from wagtail.models import ModelLogEntry

from shops import suggestions
from shops.importing.storing import import_shops
from shops.models import Shop, ShopSuggestion
from shops.query import ShopQuery
from shops.search import search_shops
from shops.suggestions import CannotTake, dismiss, settle, take
from tests.factories import roles
from tests.factories.shops import CategoryFactory, ShopFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
OWNER = {"source": "shopkeeper", "date": "2026-03-01"}
HEAD = "id;naam;soort;straat;nr;postcode;plaats;telefoon;website;uren\n"
ROW = "1;BAKKERIJ DE KROON;bakker;Markt;3;8700;Tielt;051/40.99.99;https://kroon.example;ma-vr 9u-18u\n"


@pytest.fixture
def shop(tielt) -> Shop:
    """Confirmed by its owner, but for its website."""
    facts = ("name", "street", "phone", "opening_hours", "category")
    made = ShopFactory(
        municipality=tielt,
        name="Bakkerij De Kroon",
        house_number="52",
        phone="+3251401122",
        opening_hours="Mo-Fr 08:00-18:00",
        provenance=dict.fromkeys(facts, OWNER),
    )
    made.sources.create(source="gids", ref="1", region="37022", first_seen=AT, last_seen=AT)
    return made


@pytest.fixture
def bring(tmp_path, tielt):
    """bring(rows, days): an import of the list "gids", so many days later."""

    def brought(rows: str, days: int = 0, source: str = "gids"):
        path = tmp_path / "gids.csv"
        path.write_text(HEAD + rows)
        return import_shops(path, municipality=tielt, source=source, at=AT + timedelta(days=days))

    return brought


def waiting() -> dict[str, object]:
    return {row.fact: row.value for row in suggestions.waiting(None)}


def test_what_was_confirmed_stays_and_what_the_list_says_waits_beside_it(shop, bring):
    bring(ROW)
    shop.refresh_from_db()
    assert (str(shop.phone), shop.street, shop.house_number, shop.opening_hours) == ("+3251401122", "Bruggestraat", "52", "Mo-Fr 08:00-18:00")
    assert shop.website == "https://kroon.example"
    assert waiting() == {
        "phone": {"phone": "+3251409999"},
        "street": {"street": "Markt", "house_number": "3", "box": "", "postcode": "8700", "place": "Tielt"},
        "opening_hours": {"opening_hours": "Mo-Fr 09:00-18:00"},
    }


def test_a_second_list_waits_beside_the_first_and_a_repeat_adds_nothing(shop, bring):
    bring(ROW)
    keys = set(ShopSuggestion.objects.values_list("pk", flat=True))
    bring(ROW, 1)
    assert set(ShopSuggestion.objects.values_list("pk", flat=True)) == keys
    bring(ROW.replace("051/40.99.99", "051 40 88 88").replace("Markt;3", "Bruggestraat;52"), 2, source="kaart")
    assert set(ShopSuggestion.objects.filter(fact="phone").values_list("source", "value__phone")) == {
        ("gids", "+3251409999"),
        ("kaart", "+3251408888"),
    }


def test_a_list_that_says_the_same_again_or_nothing_takes_its_word_back(shop, bring):
    bring(ROW)
    bring(ROW.replace("051/40.99.99", "051 40 11 22").replace("ma-vr 9u-18u", ""), 1)
    assert waiting().keys() == {"street"}


def test_what_was_dismissed_comes_back_only_when_the_list_says_something_else(shop, bring, tielt):
    bring(ROW)
    user = roles.editor(tielt)
    dismiss(suggestion=ShopSuggestion.objects.get(fact="phone").pk, by=user, at=AT)
    bring(ROW.replace("kroon.example", "kroon2.example"), 1)
    assert "phone" not in waiting()
    bring(ROW.replace("051/40.99.99", "051 40 88 88"), 2)
    assert waiting()["phone"] == {"phone": "+3251408888"}
    assert ShopSuggestion.objects.get(fact="phone").dismissed_by is None


def test_taking_one_writes_it_as_the_word_of_the_municipality(shop, bring, tielt):
    bring(ROW)
    user = roles.editor(tielt)
    take(suggestion=ShopSuggestion.objects.get(fact="street").pk, by=user, at=AT)
    shop.refresh_from_db()
    assert (shop.street, shop.house_number, shop.fact_source("street")) == ("Markt", "3", {"source": "municipality", "date": "2026-11-23"})
    assert [found.pk for found in search_shops(ShopQuery(text="markt 3"), AT).shops] == [shop.pk]
    assert waiting().keys() == {"phone", "opening_hours"}
    assert ModelLogEntry.objects.get(action="shops.take_suggestion").user == user


def test_a_draft_that_is_open_gets_what_was_taken_and_keeps_its_own_words(shop, bring, tielt):
    bring(ROW)
    shop.refresh_from_db()
    shop.website = "https://nieuw.example"
    shop.save_revision()
    take(suggestion=ShopSuggestion.objects.get(fact="phone").pk, by=roles.editor(tielt), at=AT)
    draft = Shop.objects.get().get_latest_revision_as_object()
    assert (str(draft.phone), draft.website) == ("+3251409999", "https://nieuw.example")


def test_one_that_somebody_took_before_is_a_refusal(shop, bring, tielt):
    bring(ROW)
    key, user = ShopSuggestion.objects.get(fact="phone").pk, roles.editor(tielt)
    take(suggestion=key, by=user, at=AT)
    with pytest.raises(CannotTake, match="wacht niet meer"):
        take(suggestion=key, by=user, at=AT)


def test_a_number_of_another_shop_is_a_refusal_and_goes_on_waiting(shop, tielt):
    ShopFactory(municipality=tielt, name="Maes", establishment_number="2147812701")
    said = {"fact": "establishment_number", "value": {"establishment_number": "2147812701"}}
    row = ShopSuggestion.objects.create(shop=shop, source="gids", date="2026-11-23", told_at=AT, **said)
    with pytest.raises(CannotTake, match="staat al bij een andere winkel"):
        take(suggestion=row.pk, by=roles.editor(tielt), at=AT)
    assert waiting().keys() == {"establishment_number"}


def test_a_shop_that_says_it_itself_by_now_waits_for_nobody(shop, bring):
    bring(ROW)
    shop.refresh_from_db()
    shop.phone = "+3251409999"
    settle(shop)
    assert waiting().keys() == {"street", "opening_hours"}


def test_what_nobody_knows_the_kind_of_suggests_no_kind(shop, bring):
    CategoryFactory(slug="slager")
    bring(ROW.replace(";bakker;", ";iets vaags;"))
    assert "category" not in waiting()
    bring(ROW.replace(";bakker;", ";slager;"), 1)
    assert list(waiting()["category"]) == ["category"]


def test_a_suggestion_goes_with_the_import_that_is_taken_back(editor, shop, upload, send):
    from tests.shops.importing.pages import step

    batch = upload(editor, HEAD + ROW, source="gids")
    assert waiting() == {}
    send(editor, step(batch, "confirm"))
    assert waiting().keys() == {"phone", "street", "opening_hours"}
    send(editor, step(batch, "undo"))
    assert not ShopSuggestion.objects.exists()


# -- the screens

LIST = "/admin/winkels/voorstellen/"


def test_an_editor_sees_both_and_takes_or_leaves(editor, shop, bring):
    bring(ROW)
    page = editor.get(LIST).content.decode()
    assert all(told in page for told in ("051 40 11 22", "051 40 99 99", "de winkel zelf", "Bruggestraat 52", "Markt 3", "gids"))
    edit = editor.get(f"/admin/snippets/shops/shop/edit/{shop.pk}/").content.decode()
    assert f"{LIST}?winkel={shop.pk}" in edit
    assert "gids zegt iets anders bij telefoon: <b>051 40 99 99</b>" in edit
    assert "gids zegt iets anders bij straat: <b>Markt 3 8700 Tielt</b>" in edit
    assert "voorstellen van lijsten" in editor.get("/admin/").content.decode()
    editor.post(f"{LIST}{ShopSuggestion.objects.get(fact='phone').pk}/overnemen/")
    editor.post(f"{LIST}{ShopSuggestion.objects.get(fact='street').pk}/laten/")
    shop.refresh_from_db()
    assert (str(shop.phone), shop.street) == ("+3251409999", "Bruggestraat")
    assert waiting().keys() == {"opening_hours"}


def test_nobody_sees_or_takes_what_waits_elsewhere(editor, other):
    theirs = ShopFactory(municipality=other, name="Geheim")
    row = ShopSuggestion.objects.create(shop=theirs, fact="phone", value={"phone": "+3251400000"}, source="gids", date="2026-11-23", told_at=AT)
    assert "Geheim" not in editor.get(f"{LIST}?winkel={theirs.pk}").content.decode()
    for act in ("overnemen", "laten"):
        assert editor.post(f"{LIST}{row.pk}/{act}/")["Location"] == "/admin/"
    assert ShopSuggestion.objects.get().dismissed_at is None


def test_what_the_list_or_the_shop_says_otherwise_since_the_page_was_opened_is_looked_at_again(editor, shop, bring):
    bring(ROW)
    phone, street = (ShopSuggestion.objects.get(fact=fact) for fact in ("phone", "street"))
    seen = {line.row.fact: line.seen for line in editor.get(LIST).context["lines"]}
    ShopSuggestion.objects.filter(pk=phone.pk).update(value={"phone": "+3251400000"})
    Shop.objects.filter(pk=shop.pk).update(street="Kerkstraat")
    for act, row in (("overnemen", phone), ("laten", street)):
        page = editor.post(f"{LIST}{row.pk}/{act}/", {"seen": seen[row.fact]}, follow=True).content.decode()
        assert "De lijst of de winkel zegt intussen iets anders. Kijk nog eens." in page
    shop.refresh_from_db()
    assert (str(shop.phone), waiting().keys()) == ("+3251401122", {"phone", "street", "opening_hours"})
    seen = {line.row.fact: line.seen for line in editor.get(LIST).context["lines"]}
    editor.post(f"{LIST}{phone.pk}/overnemen/", {"seen": seen["phone"]})
    shop.refresh_from_db()
    assert str(shop.phone) == "+3251400000"


def test_who_decides_stays_where_he_was_in_the_list(editor, shop, bring):
    bring(ROW)
    row = ShopSuggestion.objects.get(fact="phone")
    assert f"{LIST}{row.pk}/overnemen/?winkel={shop.pk}" in editor.get(f"{LIST}?winkel={shop.pk}").content.decode()
    assert editor.post(f"{LIST}{row.pk}/overnemen/?winkel={shop.pk}&p=2&x=1")["Location"] == f"{LIST}?winkel={shop.pk}&p=2"


@pytest.mark.parametrize("asked", ["x", "9" * 40, "-1", ""])
def test_a_shop_that_is_none_shows_all(editor, shop, bring, asked):
    bring(ROW)
    assert len(editor.get(f"{LIST}?winkel={asked}").context["lines"]) == 3


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_as_many_questions_for_one_as_for_thirty(editor, tielt, count, django_assert_max_num_queries):
    for number in range(count):
        shop = ShopFactory(municipality=tielt, name=f"Winkel {number}")
        ShopSuggestion.objects.create(shop=shop, fact="phone", value={"phone": "+3251400000"}, source="gids", date="2026-11-23", told_at=AT)
    editor.get(LIST)
    with django_assert_max_num_queries(18):
        assert len(editor.get(LIST).context["lines"]) == count
