"""An editor has the form of a shop open while somebody else changes the shop: what the editor left alone stays as it became."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from municipalities.onboarding import onboard
from shops.models import Shop, Shopkeeper, ShopSuggestion
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.shops.test_hours_field import fields_of
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("laid_out")]

PUBLISH, EVERYTHING = {"action-publish": "action-publish"}, {"action-publish": "alles-klopt"}
TOLD = {"source": "gids", "date": "2026-01-01"}


@pytest.fixture
def shop(wednesday) -> Shop:
    town = MunicipalityFactory(name="Tielt", slug="tielt", postcodes=["8700"])
    onboard(municipality=town, at=wednesday)
    facts = {"opening_hours": "Mo-Fr 09:00-18:00", "street": "Markt", "house_number": "1", "email": "info@kroon.example"}
    return ShopFactory(municipality=town, name="De Kroon", provenance=dict.fromkeys(facts, TOLD), **facts)


@pytest.fixture
def editor(client, shop):
    return sign_in(client, roles.editor(shop.municipality))


def opened(client, shop: Shop) -> dict[str, str]:
    """The form as the browser sends it when nobody touches it."""
    page = BeautifulSoup(client.get(address(shop)).content, "html.parser")
    fields = fields_of(page.select_one("form[data-edit-form]"))
    return {name: value for name, value in fields.items() if name and not name.startswith("action-")}


def address(shop: Shop) -> str:
    return f"/admin/snippets/shops/shop/edit/{shop.pk}/"


def become(shop: Shop, **facts: str) -> None:
    """What the shopkeeper says of it meanwhile; no revision is made of that."""
    fresh = Shop.objects.get(pk=shop.pk)
    for fact, value in facts.items():
        setattr(fresh, fact, value)
        fresh.provenance[fact] = {"source": "shopkeeper", "date": "2026-11-25"}
    fresh.save()


def said(shop: Shop, fact: str) -> tuple[str, str]:
    fresh = Shop.objects.get(pk=shop.pk)
    return str(getattr(fresh, fact)), fresh.fact_source(fact).get("source", "")


def test_hours_that_the_shop_set_meanwhile_stay_when_the_editor_publishes_another_website(editor, shop):
    form = opened(editor, shop)
    become(shop, opening_hours="Mo-Fr 07:00-19:00")
    assert editor.post(address(shop), form | PUBLISH | {"website": "https://kroon.example"}).status_code == 302
    assert said(shop, "opening_hours") == ("Mo-Fr 07:00-19:00", "shopkeeper")
    assert said(shop, "website") == ("https://kroon.example", "municipality")


def test_what_the_editor_types_over_the_same_fact_is_the_last_word(editor, shop):
    form = opened(editor, shop)
    become(shop, phone="+3251401122")
    editor.post(address(shop), form | PUBLISH | {"phone": "051 99 99 99"})
    assert said(shop, "phone") == ("+3251999999", "municipality")


def test_everything_is_right_vouches_for_what_the_form_showed_only(editor, shop):
    form = opened(editor, shop)
    become(shop, opening_hours="Mo-Fr 07:00-19:00")
    editor.post(address(shop), form | EVERYTHING)
    assert said(shop, "opening_hours") == ("Mo-Fr 07:00-19:00", "shopkeeper")
    assert said(shop, "house_number") == ("1", "municipality")


def test_an_address_is_one_fact_an_editor_who_types_a_number_means_the_street_on_the_form(editor, shop):
    form = opened(editor, shop)
    become(shop, street="Kerkstraat", house_number="80")
    editor.post(address(shop), form | PUBLISH | {"house_number": "3"})
    assert (said(shop, "street")[0], said(shop, "house_number")[0]) == ("Markt", "3")


def test_a_form_that_is_sent_without_what_it_showed_is_compared_with_what_stands_there(editor, shop):
    form = opened(editor, shop)
    editor.post(address(shop), form | PUBLISH | {"was": "[broken", "website": "https://kroon.example"})
    assert said(shop, "website") == ("https://kroon.example", "municipality")
    assert said(shop, "opening_hours") == ("Mo-Fr 09:00-18:00", "gids")


def test_another_address_in_a_draft_leaves_the_keeper_his_way_in_until_it_is_published(client, shop):
    keeper = Shopkeeper.objects.create(shop=shop, email="an@mail.example")
    author = sign_in(client, roles.author(shop.municipality))
    author.post(address(shop), opened(author, shop) | {"email": "winkel@kroon.example"})
    keeper.refresh_from_db()
    assert keeper.email == "an@mail.example"
    Shop.objects.get(pk=shop.pk).get_latest_revision().publish()
    keeper.refresh_from_db()
    assert (said(shop, "email"), keeper.email) == (("winkel@kroon.example", "municipality"), "")


def test_the_accepted_mailbox_stays_when_something_else_is_published(editor, shop):
    keeper = Shopkeeper.objects.create(shop=shop, email="an@mail.example")
    editor.post(address(shop), opened(editor, shop) | PUBLISH | {"website": "https://kroon.example"})
    keeper.refresh_from_db()
    assert keeper.email == "an@mail.example"


def test_a_suggestion_is_settled_by_what_is_published_and_not_by_a_draft(editor, shop, wednesday):
    row = {"fact": "website", "value": {"website": "https://kroon.example"}, "source": "gids", "date": "2026-11-01", "told_at": wednesday}
    ShopSuggestion.objects.create(shop=shop, **row)
    editor.post(address(shop), opened(editor, shop) | {"website": "https://kroon.example"})
    assert ShopSuggestion.objects.exists()
    editor.post(address(shop), opened(editor, shop) | PUBLISH)
    assert not ShopSuggestion.objects.exists()


def told_after(client, shop: Shop, form: dict[str, str]) -> list[str]:
    page = BeautifulSoup(client.post(address(shop), form, follow=True).content, "html.parser")
    return [" ".join(line.get_text().split()) for line in page.select(".messages li")][1:]


def test_the_editor_is_told_what_became_of_what_she_left_alone_and_by_whom(editor, shop):
    form = opened(editor, shop)
    become(shop, phone="+3257200000", opening_hours="Mo-Fr 07:00-19:00")
    assert told_after(editor, shop, form | PUBLISH | {"website": "https://kroon.example"}) == [
        "Terwijl je bezig was, veranderde dit, en zo bleef het: telefoon is nu 057 20 00 00 (de winkel zelf); "
        "openingsuren is nu ma–vr 7–19 u., za en zo gesloten (de winkel zelf)."
    ]


def test_a_colleague_is_named_and_what_was_typed_over_too(client, shop):
    editor = sign_in(client, roles.editor(shop.municipality))
    form = opened(editor, shop)
    colleague = roles.province()
    colleague.first_name, colleague.last_name = "An", "Peeters"
    colleague.save()
    other = sign_in(Client(), colleague)
    other.post(address(shop), opened(other, shop) | PUBLISH | {"phone": "057 20 00 00"})
    assert told_after(editor, shop, form | PUBLISH | {"phone": "051 40 11 22"}) == [
        "Wat jij typte, staat er nu. Intussen was er veranderd: telefoon was 057 20 00 00 (An Peeters)."
    ]


def test_who_was_alone_is_told_nothing_of_it(editor, shop):
    assert told_after(editor, shop, opened(editor, shop) | PUBLISH | {"website": "https://kroon.example"}) == []
