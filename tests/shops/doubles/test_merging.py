"""Two shops become one: facts by choice, and everything that pointed at the one that goes leads to the one that stays."""

import json
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from wagtail.models import ModelLogEntry

from events.models import EventPage, EventShop
from home.models import StandardPage
from mail import links
from media_library.models import SiteImage
from municipalities.models import Municipality, SpecialDay
from shops.doubles.comparing import compare
from shops.doubles.finding import are_two, doubles_of
from shops.doubles.merging import merge
from shops.doubles.rooms import CannotMerge
from shops.importing.seals import seal
from shops.importing.storing import import_shops
from shops.models import NotDouble, OwnerRequest, Shop, Shopkeeper, ShopReport, ShopSlug, ShopSuggestion, ShopText
from shops.shopkeepers import mailing
from shops.special_openings import open_on
from tests.factories import roles
from tests.factories.events import make_event, town_page
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import CategoryFactory, ShopFactory
from tests.factories.votes import RoundFactory
from votes.models import Application, Candidate, Nomination

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
OWNER, LIST = {"source": "shopkeeper", "date": "2026-03-01"}, {"source": "gids", "date": "2026-10-01"}


@pytest.fixture
def town() -> Municipality:
    return MunicipalityFactory(nis="37022", name="Tielt", slug="tielt", longitude=3.3, postcodes=["8700"])


@pytest.fixture
def user(town):
    return roles.editor(town)


@pytest.fixture
def kroon(town) -> Shop:
    return ShopFactory(municipality=town, name="Bakkerij De Kroon", house_number="52", phone="+3251401122", provenance={"phone": OWNER, "name": LIST})


@pytest.fixture
def double(town) -> Shop:
    return ShopFactory(
        municipality=town,
        name="De Kroon",
        house_number="52",
        phone="+3251409999",
        website="https://kroon.example",
        establishment_number="2147812701",
        provenance={"phone": LIST, "website": LIST, "establishment_number": LIST},
        raw={"opening_hours": "zie website"},
    )


@pytest.fixture
def merged(kroon, double, user):
    """merged("website", ...): the double goes, with these facts of it taken."""

    def done(*taken: str, **more) -> Shop:
        merge(stays=kroon.pk, goes=double.pk, taken=taken, by=user, at=AT, **more)
        return Shop.objects.get()

    return done


def test_an_owners_word_goes_before_a_later_list_and_what_is_filled_before_nothing(kroon, double):
    assert {fact.key: fact.takes_other for fact in compare(kroon, double)} == {
        "name": False,
        "latitude": False,
        "phone": False,
        "website": True,
        "establishment_number": True,
    }
    assert {fact.key: fact.takes_other for fact in compare(double, kroon)}["phone"] is True


def test_chosen_facts_come_with_their_source_and_all_others_stay(merged):
    shop = merged("website", "establishment_number")
    assert (shop.name, str(shop.phone), shop.website, shop.establishment_number) == (
        "Bakkerij De Kroon",
        "+3251401122",
        "https://kroon.example",
        "2147812701",
    )
    assert shop.provenance == {"phone": OWNER, "name": LIST, "website": LIST, "establishment_number": LIST}
    assert shop.raw == {}


def test_the_address_of_the_one_leads_to_the_other_and_its_number_in_a_list_too(merged, double, kroon):
    double.sources.create(source="gids", ref="7", region="37022", first_seen=AT, last_seen=AT)
    shop = merged()
    assert set(ShopSlug.objects.values_list("slug", "shop")) == {("bakkerij-de-kroon", shop.pk), ("de-kroon", shop.pk)}
    assert list(shop.sources.values_list("source", "ref")) == [("gids", "7")]


def test_texts_fill_what_is_silent_and_never_take_the_place_of_what_is_told(merged, kroon, double):
    ShopText.objects.create(shop=kroon, language="nl", tagline="Zuurdesem.")
    ShopText.objects.create(shop=kroon, language="fr")
    ShopText.objects.create(shop=double, language="nl", tagline="Brood.")
    ShopText.objects.create(shop=double, language="fr", tagline="Du pain.")
    ShopText.objects.create(shop=double, language="en", tagline="Bread.")
    assert dict(merged().texts.values_list("language", "tagline")) == {"nl": "Zuurdesem.", "fr": "Du pain.", "en": "Bread."}


def test_special_openings_and_other_kinds_come_along(merged, town, kroon, double):
    both, only = (
        SpecialDay.objects.create(municipality=town, source=uuid4(), day=date(2026, 12, number), kind="koopzondag", opens=time(10), closes=time(18))
        for number in (6, 13)
    )
    open_on(shop=kroon, day=both, opens=time(10), closes=time(17), at=AT)
    open_on(shop=double, day=both, opens=time(11), closes=time(12), at=AT)
    open_on(shop=double, day=only, opens=time(13), closes=time(18), at=AT)
    tearoom = CategoryFactory(slug="tearoom")
    double.more_categories.add(tearoom)
    double.save()
    shop = merged()
    assert list(shop.special_openings.order_by("day").values_list("day", "opens")) == [(both.day, time(10)), (only.day, time(13))]
    assert "2026 Dec 13" in shop.special_hours
    assert list(shop.more_categories.all()) == [tearoom]


def test_what_it_said_of_events_holds_and_a_yes_goes_before_a_no(merged, laid_out, town, kroon, double):
    page = town_page(town)
    first, second, third = (make_event(page, title=f"Markt {number}", published=True) for number in (1, 2, 3))
    for event, mine, theirs in ((first, "nee", "ja"), (second, "ja", "nee"), (third, None, "ja")):
        for shop, answer in ((kroon, mine), (double, theirs)):
            if answer:
                EventShop.objects.create(event=event, shop=shop, answer=answer)
    EventPage.objects.filter(pk=first.pk).update(venue_shop=double)
    shop = merged()
    assert dict(EventShop.objects.values_list("event__title", "answer")) == {"Markt 1": "ja", "Markt 2": "ja", "Markt 3": "ja"}
    assert EventPage.objects.get(pk=first.pk).venue_shop == shop


def test_a_draft_that_names_it_as_its_venue_names_the_one_that_stays(merged, laid_out, town, double):
    event = make_event(town_page(town), title="Proeven", published=True)
    event.venue_shop = double
    event.save_revision()
    shop = merged()
    assert EventPage.objects.get(pk=event.pk).get_latest_revision_as_object().venue_shop == shop


def test_a_page_and_its_draft_on_which_an_editor_named_it_name_the_one_that_stays(merged, laid_out, kroon, double):
    blocks = [{"type": "named_shops", "value": {"title": "Twee bakkers", "shops": [double.pk, kroon.pk]}}]
    page = StandardPage(title="Bakkers", slug="bakkers", locale=laid_out["nl"].locale, body=json.dumps(blocks))
    laid_out["nl"].add_child(instance=page)
    page.intro = "Twee van de drie."
    page.save_revision()
    shop = merged()
    page.refresh_from_db()
    for version in (page, page.get_latest_revision_as_object()):
        assert list(version.body[0].value["shops"]) == [shop, shop]
    assert page.get_latest_revision_as_object().intro == "Twee van de drie."


def application(shop: Shop, voting_round) -> Application:
    return Application.objects.create(round=voting_round, shop=shop, state="waiting", created_at=AT, consented_at=AT, pitch="x")


def test_what_it_stands_for_goes_on(merged, town, kroon, double):
    voting_round = RoundFactory(municipality=town)
    told = {"round": voting_round, "number": 1, "name": "De Kroon", "slug": "de-kroon", "face": "tielt/de-kroon"}
    Candidate.objects.create(shop=double, **told)
    application(double, voting_round)
    Nomination.objects.create(round=voting_round, shop=double, created_at=AT, pitch="x")
    shop = merged()
    assert [Candidate.objects.get().shop, Application.objects.get().shop, Nomination.objects.get().shop] == [shop, shop, shop]
    assert (Candidate.objects.get().name, Application.objects.get().state) == ("De Kroon", "waiting")


def test_what_visitors_reported_and_the_keeper_wants_come_along(merged, kroon, double):
    ShopReport.objects.create(shop=double, what="gone", created_at=AT)
    ShopReport.objects.create(shop=double, what="hours", created_at=AT, settled_at=AT, outcome="mended")
    Shopkeeper.objects.create(shop=double, email="hallo@kroon.example")
    OwnerRequest.objects.create(shop=double, kind="claim", email="els@kroon.example", consented_at=AT, consent_version="1", created_at=AT)
    shop = merged()
    assert (shop.open_reports, shop.reports.count(), shop.shopkeeper.email, shop.requests.count()) == (1, 2, "hallo@kroon.example", 1)


def test_a_keeper_who_wants_no_mail_gets_none_from_either(merged, kroon, double):
    Shopkeeper.objects.create(shop=kroon, email="hallo@kroon.example")
    Shopkeeper.objects.create(shop=double, declined_at=AT)
    assert (merged().shopkeeper.email, Shopkeeper.objects.get().declined_at) == ("hallo@kroon.example", AT)


def test_what_somebody_called_two_stays_two(town, kroon, double, user):
    anker = ShopFactory(municipality=town, name="Het Anker")
    for other in (anker, kroon):
        are_two(one=double, other=other, by=user, at=AT)
    shop = merge(stays=kroon.pk, goes=double.pk, taken=[], by=user, at=AT)
    assert [{row.one_id, row.other_id} for row in NotDouble.objects.all()] == [{shop.pk, anker.pk}]


def test_what_a_list_says_of_a_confirmed_fact_comes_along_and_of_another_goes(merged, kroon, double):
    told = {"source": "gids", "date": "2026-11-01", "told_at": AT}
    ShopSuggestion.objects.create(shop=double, fact="phone", value={"phone": "+3251407777"}, **told)
    ShopSuggestion.objects.create(shop=double, fact="website", value={"website": "https://anders.example"}, **told)
    shop = merged()
    assert list(shop.suggestions.values_list("fact", "value")) == [("phone", {"phone": "+3251407777"})]


def test_a_link_that_was_mailed_goes_on_speaking_for_the_shop_that_it_became(merged, kroon, double):
    Shopkeeper.objects.create(shop=double, email="hallo@kroon.example")
    token = mailing.link_for(double, "hallo@kroon.example", "nl", AT).rstrip("/").rpartition("/")[2]
    assert mailing.shop_of(token, AT).pk == double.pk
    shop = merged()
    assert mailing.shop_of(token, AT) == shop
    Shopkeeper.objects.update(email="els@elders.example")
    with pytest.raises(links.Expired):
        mailing.shop_of(token, AT)


def test_all_that_may_point_at_a_shop_was_thought_of():
    """Moved, or meant to go with the shop: journal and questions of imports, what is made of it, an hour's visit."""
    moved = {
        *("ambassadors.AmbassadorPage.shop", "events.EventPage.venue_shop", "events.EventShop.shop", "events.LostAnswer.shop"),
        *("votes.Application.shop", "votes.Candidate.shop", "votes.Nomination.shop"),
        *("shops.ImportRow.shop", "shops.OwnerRequest.shop", "shops.ShopReport.shop", "shops.ShopSlug.shop", "shops.ShopSource.shop"),
        *("shops.ShopText.shop", "shops.Shop_more_categories.shop", "shops.Shopkeeper.shop", "shops.SpecialOpening.shop"),
        *("shops.NotDouble.one", "shops.NotDouble.other", "shops.ShopSuggestion.shop"),
    }
    goes = {
        *("shops.ImportChange.shop", "shops.ImportDecision.shop", "shops.OpenInterval.shop", "shops.OwnerVisit.shop"),
        "shops.ShopWord.shop",
    }
    relations = [field for field in Shop._meta.get_fields(include_hidden=True) if field.auto_created and not field.concrete]
    assert {f"{one.related_model._meta.label}.{one.field.name}" for one in relations} == moved | goes


def test_two_that_stand_in_one_round_stay_two_and_nothing_changes(town, kroon, double, user):
    voting_round = RoundFactory(municipality=town)
    application(kroon, voting_round)
    application(double, voting_round)
    before = list(Shop.objects.order_by("pk").values())
    with pytest.raises(CannotMerge, match="allebei kandidaat in dezelfde stemronde"):
        merge(stays=kroon.pk, goes=double.pk, taken=["website"], by=user, at=AT)
    assert list(Shop.objects.order_by("pk").values()) == before


def test_the_log_keeps_what_the_one_that_went_was(merged, double, user):
    shop = merged("website")
    entry = ModelLogEntry.objects.get(action="shops.merge")
    assert (entry.object_id, entry.user) == (str(shop.pk), user)
    assert (entry.data["merged"]["name"], entry.data["merged"]["facts"]["phone"], entry.data["taken"]) == ("De Kroon", "+3251409999", ["website"])
    assert "Samengevoegd met De Kroon: naam De Kroon" in entry.formatter.format_message(entry)


def test_the_next_list_knows_both_numbers_as_the_one_shop(tmp_path, town, user):
    CategoryFactory(slug="bakker")
    table = tmp_path / "gids.csv"
    rows = "1;Bakkerij De Kroon;bakker;Bruggestraat;52;8700\n2;Het Broodhuis;bakker;Markt;3;8700\n"
    table.write_text("id;naam;soort;straat;nr;postcode\n" + rows)
    import_shops(table, municipality=town, at=AT)
    kroon, broodhuis = Shop.objects.order_by("pk")
    merge(stays=kroon.pk, goes=broodhuis.pk, taken=[], by=user, at=AT)
    for day in (1, 2):
        report = import_shops(table, municipality=town, at=AT + timedelta(days=day))
        assert (report.new, report.changed, report.vanished, Shop.objects.get().name) == (0, 0, 0, "Bakkerij De Kroon")


@pytest.mark.parametrize("gone", ["stays", "goes"])
def test_one_that_is_gone_is_a_refusal(kroon, double, user, gone):
    keys = {"stays": kroon.pk, "goes": double.pk} | {gone: 999999}
    with pytest.raises(CannotMerge, match="staat er niet meer"):
        merge(**keys, taken=[], by=user, at=AT)


def test_one_that_changed_since_it_was_looked_at_is_a_refusal(kroon, double, merged):
    seals = (seal(Shop.objects.get(pk=kroon.pk)), seal(Shop.objects.get(pk=double.pk)))
    Shop.objects.filter(pk=double.pk).update(phone="+3251407777")
    with pytest.raises(CannotMerge, match="veranderde intussen"):
        merged(seals=seals)
    assert Shop.objects.count() == 2


def test_a_draft_that_waits_and_a_shop_elsewhere_and_one_that_nobody_sees_are_refused(kroon, double, merged):
    double.name = "Anders"
    double.save_revision()
    with pytest.raises(CannotMerge, match="Bij De Kroon wacht nog een concept"):
        merged()
    Shop.objects.filter(pk=double.pk).update(has_unpublished_changes=False)
    Shop.objects.filter(pk=kroon.pk).update(live=False)
    with pytest.raises(CannotMerge, match="staat niet op de site en de andere wel"):
        merged()
    Shop.objects.filter(pk=kroon.pk).update(municipality=MunicipalityFactory())
    with pytest.raises(CannotMerge, match="niet in dezelfde gemeente"):
        merged()


@pytest.mark.parametrize("extra", [0, 28])
def test_a_town_is_searched_in_three_questions(town, kroon, double, user, extra, django_assert_num_queries):
    for number in range(extra):
        ShopFactory(municipality=town, name=f"Winkel {number}", street=f"Straat {number}", latitude=51.1 + number / 50)
    with django_assert_num_queries(3):
        pairs = doubles_of(town.pk)
    assert [(pair.one, pair.other) for pair in pairs] == [(kroon.pk, double.pk)]
    are_two(one=double, other=kroon, by=user, at=AT)
    are_two(one=kroon, other=double, by=user, at=AT)
    assert doubles_of(town.pk) == []


def picture(title: str) -> SiteImage:
    return SiteImage.objects.create(title=title, file="x.jpg", width=4, height=4)


@pytest.mark.parametrize(("taken", "stays"), [((), "mine"), (("photo",), "theirs")])
def test_the_person_chooses_which_photo_stays(kroon, double, merged, taken, stays):
    photos = {"mine": picture("De Kroon in 1990"), "theirs": picture("De Kroon vandaag")}
    Shop.objects.filter(pk=kroon.pk).update(photo=photos["mine"])
    Shop.objects.filter(pk=double.pk).update(photo=photos["theirs"])
    assert merged(*taken).photo == photos[stays]


@pytest.mark.parametrize("taken", [(), ("photo",)])
def test_the_only_photo_comes_along_and_is_never_lost(kroon, double, merged, taken):
    photo = picture("De toog")
    Shop.objects.filter(pk=double.pk).update(photo=photo)
    assert merged(*taken).photo == photo


def test_a_photo_stays_when_the_other_has_none(kroon, merged):
    photo = picture("De toog")
    Shop.objects.filter(pk=kroon.pk).update(photo=photo)
    assert merged("photo").photo == photo
