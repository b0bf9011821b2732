"""The editors' list of shops, and confirming what is still right."""

import re
from datetime import UTC, date, datetime

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from media_library.models import SiteImage
from municipalities.models import Municipality, Role
from shops import bulk_confirm
from shops.bulk_confirm import ConfirmShops
from shops.confirming import confirm_as_they_stand
from shops.models import Shop
from shops.panels import SHOP_FORM
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import CategoryFactory, ShopFactory
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)
LIST = "/admin/snippets/shops/shop/"
BULK = "/admin/bulk/shops/shop/confirm/"
TODAY = {"source": "municipality", "date": "2026-11-25"}


@pytest.fixture
def tielt() -> Municipality:
    return MunicipalityFactory(nis="37022", name="Tielt", slug="tielt", postcodes=["8700"])


@pytest.fixture
def other() -> Municipality:
    return MunicipalityFactory(nis="37023", name="Gemeente 2", slug="gemeente-2", postcodes=["8701"])


@pytest.fixture
def editor(client: Client, tielt: Municipality, wednesday) -> Client:
    return sign_in(client, roles.editor(tielt))


def rows(answer) -> list[list[str]]:
    """Per shop its cells, without the box to tick and the buttons."""
    body = answer.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    cells = [re.findall(r"<td.*?</td>", row, re.DOTALL)[1:] for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)]
    return [[words(cell) for cell in row] for row in cells]


def words(html: str) -> str:
    return " ".join(re.sub(r"<(?:button|svg|ul|div [^>]*data-controller).*?</(?:button|svg|ul)>|<[^>]+>", " ", html, flags=re.DOTALL).split())


def listed(client: Client, **asked) -> set[str]:
    answer = client.get(LIST, asked)
    return {shop.name for shop in answer.context["object_list"]}


def test_the_list_shows_kind_place_day_of_confirmation_and_state(editor, tielt):
    told = {fact: {"source": "municipality", "date": "2026-03-03"} for fact in ("name", "street")}
    ShopFactory(name="Bakkerij A", municipality=tielt, place="Aarsele", provenance=told)
    ShopFactory(name="Bakkerij B", municipality=tielt, provenance={"name": told["name"]}, has_unpublished_changes=True)
    ShopFactory(name="Bakkerij C", municipality=tielt, live=False)
    assert [[cell.removesuffix(" Bewerken").strip() for cell in row[1:]] for row in rows(editor.get(LIST))] == [
        ["Bakker", "Aarsele", "3 mrt 2026", "gepubliceerd"],
        ["Bakker", "Tielt", "niet alles", "gepubliceerd, met concept"],
        ["Bakker", "Tielt", "nog nooit", "concept"],
    ]


def test_an_editor_sees_the_shops_of_the_own_municipality_only(editor, tielt, other):
    ShopFactory(name="Van ons", municipality=tielt)
    ShopFactory(name="Van hen", municipality=other)
    assert listed(editor) == {"Van ons"}
    assert listed(editor, municipality=other.pk) == {"Van ons"}


def test_the_filters_narrow_together(editor, tielt):
    photo = SiteImage.objects.create(title="Toog", width=1, height=1)
    old = {fact: {"source": "municipality", "date": "2025-01-01"} for fact in ("name", "street")}
    ShopFactory(name="Stil", municipality=tielt)
    ShopFactory(name="Oud", municipality=tielt, photo=photo, opening_hours="", provenance=old)
    fine = {fact: {"source": "shopkeeper", "date": "2026-01-01"} for fact in ("name", "street", "opening_hours")}
    ShopFactory(name="In orde", municipality=tielt, photo=photo, opening_hours="Mo-Fr 09:00-18:00", provenance=fine)
    gone = ShopFactory(name="Weg", municipality=tielt, photo=photo, live=False, category=CategoryFactory(slug="slager"))
    gone.sources.create(source="osm", ref="node/1", first_seen=AT, last_seen=AT, vanished_at=AT)
    assert listed(editor, look_at="unconfirmed") == {"Stil", "Oud", "Weg"}
    assert listed(editor, look_at="no_photo") == {"Stil"}
    assert listed(editor, look_at=["no_hours", "unconfirmed"]) == {"Stil", "Oud", "Weg"}
    assert listed(editor, look_at="gone") == {"Weg"}
    assert listed(editor, state="draft") == {"Weg"}
    assert listed(editor, state="live", look_at="no_hours", q="oud") == {"Oud"}
    assert listed(editor, category=gone.category_id) == {"Weg"}


def test_only_who_works_for_several_municipalities_can_choose_one(client, tielt, other, wednesday):
    MunicipalityFactory(nis="37024", name="Gemeente 3", slug="gemeente-3")
    user = roles.editor(tielt)
    assert "municipality" not in sign_in(client, user).get(LIST).context["filters"].form.fields
    roles.give(user=user, role=Role.EDITOR, municipality=other)
    choices = sign_in(Client(), user).get(LIST).context["filters"].form.fields["municipality"].choices
    assert [str(label) for key, label in choices if key] == ["Gemeente 2", "Tielt"]


def test_the_list_asks_as_many_questions_for_one_shop_as_for_thirty(editor, tielt):
    asked = {}
    for count in (1, 30):
        while Shop.objects.count() < count:
            ShopFactory(municipality=tielt).save_revision()
        editor.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            assert len(rows(editor.get(LIST))) == count
        asked[count] = len(queries)
    assert asked[1] == asked[30] < 20


def test_confirming_notes_the_word_of_the_municipality_of_today_for_every_filled_fact(tielt):
    shop = ShopFactory(
        municipality=tielt,
        phone="+3251401122",
        provenance={"phone": {"source": "osm", "date": "2024-01-01"}},
        raw={"phone": "x", "website": "zie fb"},
    )
    by = roles.superuser()
    assert confirm_as_they_stand(keys=[shop.pk], by=by, at=AT) == 1
    shop.refresh_from_db()
    filled = {"name", "category", "street", "house_number", "postcode", "place", "latitude", "longitude", "phone"}
    assert shop.provenance == dict.fromkeys(filled, TODAY)
    assert (shop.confirmed_on, shop.raw) == (date(2026, 11, 25), {"website": "zie fb"})
    assert ModelLogEntry.objects.for_instance(shop).values_list("action", "user").get() == ("shops.confirm", by.pk)


def test_the_day_of_a_confirmation_is_that_of_brussels(tielt):
    shop = ShopFactory(municipality=tielt)
    confirm_as_they_stand(keys=[shop.pk], by=roles.superuser(), at=datetime(2026, 11, 24, 23, 30, tzinfo=UTC))
    assert Shop.objects.get().confirmed_on == date(2026, 11, 25)


def test_confirming_leaves_a_draft_that_somebody_has_open_to_its_writer(tielt):
    shop = ShopFactory(municipality=tielt, phone="+3251401122")
    shop.phone = "+3251401199"
    shop.provenance["phone"] = {"source": "municipality", "date": "2026-11-24"}
    shop.save_revision()
    confirm_as_they_stand(keys=[shop.pk], by=roles.superuser(), at=AT)
    live, draft = Shop.objects.get(), Shop.objects.get().latest_revision.content
    assert (str(live.phone), live.provenance["phone"]) == ("+3251401122", TODAY)
    assert (draft["phone"], draft["provenance"]["phone"]["date"], draft["provenance"]["name"]) == ("+3251401199", "2026-11-24", TODAY)


def ask(user, method: str = "get", **asked):
    """The action itself, behind whatever door leads to it."""
    request = getattr(RequestFactory(), method)(f"{BULK}?{'&'.join(f'{key}={value}' for key, values in asked.items() for value in values)}")
    request.user, request.session = user, {}
    request._messages = FallbackStorage(request)
    return ConfirmShops(request, Shop).dispatch(request)


def test_the_confirmation_names_and_changes_own_shops_only(tielt, other, wednesday):
    own, theirs = ShopFactory(name="Van ons", municipality=tielt), ShopFactory(name="Van hen", municipality=other)
    user = roles.editor(tielt)
    page = ask(user, id=[own.pk, theirs.pk])
    assert [item["item"] for item in page.context_data["items"]] == [own]
    assert page.context_data["items_with_no_access"] == []
    ask(user, "post", id=[own.pk, theirs.pk])
    assert list(Shop.objects.exclude(confirmed_on=None)) == [own]


def test_an_author_confirms_nothing(tielt, wednesday):
    shop = ShopFactory(municipality=tielt)
    ask(roles.author(tielt), "post", id=[shop.pk])
    assert Shop.objects.get().confirmed_on is None


def test_all_of_a_narrowed_list_is_what_is_in_that_list(tielt, other, wednesday):
    wanted = ShopFactory(name="Zonder uren", municipality=tielt)
    ShopFactory(name="Met uren", municipality=tielt, opening_hours="Mo 09:00-12:00")
    ShopFactory(name="Zonder uren van hen", municipality=other)
    ask(roles.editor(tielt), "post", id=["all"], look_at=["no_hours"], q=["zonder"])
    assert list(Shop.objects.exclude(confirmed_on=None)) == [wanted]


def test_a_superuser_confirms_from_the_list(client, tielt, wednesday):
    shop = ShopFactory(name="De Kroon", municipality=tielt)
    beheer = sign_in(client, roles.superuser())
    page = beheer.get(BULK, {"id": shop.pk, "next": LIST}).content.decode()
    assert "Kloppen de gegevens van deze winkel nog?" in page
    assert "De Kroon" in page
    answer = beheer.post(f"{BULK}?id={shop.pk}&next={LIST}", follow=True)
    assert "1 winkel bevestigd." in answer.content.decode()
    assert Shop.objects.get().confirmed_on == date(2026, 11, 25)


def fields_of(shop: Shop) -> dict[str, str]:
    """What the form sends when nobody touches it."""
    blank = SHOP_FORM.bind_to_model(Shop).get_form_class()(instance=shop)
    data = {name: blank[name].value() for name in blank.fields if blank[name].value() not in (None, [])}
    return data | {"texts-TOTAL_FORMS": "0", "texts-INITIAL_FORMS": "0", "texts-MIN_NUM_FORMS": "0", "texts-MAX_NUM_FORMS": "4"}


def test_the_form_of_a_shop_confirms_all_of_it_with_what_was_typed(editor, tielt):
    shop = ShopFactory(municipality=tielt, phone="+3251401122")
    address = f"{LIST}edit/{shop.pk}/"
    assert "Alles klopt nog" in editor.get(address).content.decode()
    answer = editor.post(address, fields_of(shop) | {"phone": "051 40 11 23", "action-publish": "alles-klopt"})
    assert answer.status_code == 302
    shop.refresh_from_db()
    assert (str(shop.phone), shop.confirmed_on) == ("+3251401123", date(2026, 11, 25))
    assert shop.provenance["name"] == shop.provenance["phone"] == TODAY
    assert not shop.has_unpublished_changes


def test_publishing_alone_confirms_only_what_changed(editor, tielt):
    shop = ShopFactory(municipality=tielt)
    editor.post(f"{LIST}edit/{shop.pk}/", fields_of(shop) | {"phone": "051 40 11 23", "action-publish": "action-publish"})
    assert Shop.objects.get().provenance == {"phone": TODAY}


def test_an_author_is_not_offered_to_say_that_all_is_right(client, tielt):
    shop = ShopFactory(municipality=tielt)
    page = sign_in(client, roles.author(tielt)).get(f"{LIST}edit/{shop.pk}/")
    assert (page.status_code, "Alles klopt nog" in page.content.decode()) == (200, False)


def test_an_editor_confirms_from_the_list_through_the_door_of_bulk_actions(editor, tielt, other):
    own, theirs = ShopFactory(name="Van ons", municipality=tielt), ShopFactory(name="Van hen", municipality=other)
    answer = editor.post(f"{BULK}?id={own.pk}&next={LIST}", follow=True)
    assert "1 winkel bevestigd." in answer.content.decode()
    page = editor.get(BULK, {"id": [own.pk, theirs.pk]}, follow=True)
    assert "Van hen" not in page.content.decode()
    editor.post(f"{BULK}?id={own.pk}&id={theirs.pk}&next={LIST}")
    assert list(Shop.objects.exclude(confirmed_on=None)) == [own]


def test_a_long_choice_names_the_first_and_counts_the_others_and_all_are_confirmed(editor, tielt, other, monkeypatch):
    monkeypatch.setattr(bulk_confirm, "SHOWN", 2)
    for name in ("Aster", "Berk", "Ceder", "Den"):
        ShopFactory(name=name, municipality=tielt)
    ShopFactory(name="Van hen", municipality=other)
    page = editor.get(BULK, {"id": "all", "next": LIST}).content.decode()
    assert [name in page for name in ("Aster", "Berk", "Ceder", "Den", "Van hen")] == [True, True, False, False, False]
    assert "deze 4 winkels" in page
    assert "En nog 2 andere." in page
    editor.post(f"{BULK}?id=all&next={LIST}")
    assert set(Shop.objects.exclude(confirmed_on=None).values_list("name", flat=True)) == {"Aster", "Berk", "Ceder", "Den"}


@pytest.mark.parametrize("number", [1, 30])
def test_the_question_asks_as_much_for_one_as_for_thirty(editor, tielt, number, django_assert_max_num_queries):
    ShopFactory.create_batch(number, municipality=tielt)
    editor.get(LIST)
    with django_assert_max_num_queries(16):
        assert f"{'deze winkel' if number == 1 else 'deze 30 winkels'} nog?" in editor.get(BULK, {"id": "all", "next": LIST}).content.decode()
