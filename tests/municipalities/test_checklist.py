"""What a municipality that takes part still has to do, and how that is counted."""

from datetime import UTC, datetime

import pytest

from accounts.models import User
from home.models import MunicipalityPage
from media_library.models import SiteImage
from municipalities import checklist
from municipalities.checklist import Item, progress, progress_of
from municipalities.joining import named, standings
from municipalities.models import Municipality
from municipalities.onboarding import begin, offboard, onboard
from shops.models import Shop
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
INVITED, CAME = "Er is iemand uitgenodigd", "Er heeft iemand ingelogd"
LINE, ABOUT = "De zin onder de naam is van jullie", "De tekst over winkelen is van jullie"
DUTCH, SECOND = "De Nederlandse pagina staat online", "De pagina staat online in nog een taal"
HOURS, PHOTO = "Negen winkels op de tien hebben hun uren", "Een winkel heeft een foto"
EVENTS = "Er staat iets in de agenda"
REACH = "Er staat hoe je er geraakt en waar je parkeert"


@pytest.fixture
def tielt() -> Municipality:
    return MunicipalityFactory(name="Tielt", slug="tielt", nis="37022")


def done(town: Municipality) -> set[str]:
    return {item.label for item in progress(town, AT) if item.done}


def item(town: Municipality, label: str) -> Item:
    return next(item for item in progress(town, AT) if item.label == label)


def page(town: Municipality, language: str = "nl") -> MunicipalityPage:
    return MunicipalityPage.objects.get(municipality=town, locale__language_code=language)


def shop(town: Municipality, **facts) -> Shop:
    return ShopFactory(municipality=town, **facts)


def test_nothing_is_done_on_the_day_a_municipality_joins(tielt):
    onboard(municipality=tielt, at=AT)
    assert [item.label for item in progress(tielt, AT)] == [INVITED, CAME, LINE, ABOUT, DUTCH, SECOND, REACH, HOURS, PHOTO, EVENTS]
    assert done(tielt) == set()
    assert item(tielt, LINE).url == f"/admin/pages/{page(tielt).pk}/edit/"
    assert item(tielt, SECOND).url == f"/admin/pages/{page(tielt, 'fr').pk}/edit/"
    without_hours = f"/admin/snippets/shops/shop/?municipality={tielt.pk}&state=live&look_at=no_hours"
    assert item(tielt, HOURS) == Item(HOURS, False, without_hours, "Er staan nog geen winkels.")


def test_how_one_gets_there_is_done_when_the_dutch_page_or_its_draft_says_it(tielt):
    onboard(municipality=tielt, at=AT)
    town = page(tielt)
    town.reach = [{"type": "bus", "value": {"text": "<p>Halte Markt.</p>"}}]
    town.save_revision()
    assert REACH in done(tielt)
    town.reach = []
    town.save_revision().publish()
    assert REACH not in done(tielt)


def test_the_link_about_hours_leads_to_the_shops_without_them(tielt, client, wednesday):
    silent = shop(tielt, name="De Stille", opening_hours="")
    shop(tielt, name="De Klok", opening_hours="Mo-Fr 09:00-18:00")
    for user in (roles.province(), roles.editor(tielt)):
        listed = sign_in(client, user).get(item(tielt, HOURS).url)
        assert [found.pk for found in listed.context["object_list"]] == [silent.pk]


def test_a_municipality_without_pages_gets_the_same_list_without_links(tielt):
    assert [(item.label, item.done, item.url) for item in progress(tielt, AT)][2:6] == [(label, False, "") for label in (LINE, ABOUT, DUTCH, SECOND)]


def test_somebody_is_invited_and_then_somebody_came(tielt):
    editor = roles.editor(tielt)
    assert done(tielt) == {INVITED}
    User.objects.filter(pk=editor.pk).update(last_login=AT)
    assert done(tielt) == {INVITED, CAME}


def test_who_edits_for_another_municipality_does_not_count(tielt):
    roles.editor(MunicipalityFactory(name="Kortrijk", slug="kortrijk", nis="34022"))
    assert done(tielt) == set()


def test_own_words_count_as_soon_as_they_are_kept_as_a_draft(tielt):
    onboard(municipality=tielt, at=AT)
    dutch = page(tielt)
    dutch.townline = "Hier knippert de halletoren."
    dutch.save_revision()
    assert done(tielt) == {LINE}
    dutch.about = "<p>Op zondag is het markt.</p>"
    dutch.save_revision()
    assert done(tielt) == {LINE, ABOUT}


def test_the_marks_of_the_editor_do_not_make_words_ones_own_nor_does_emptying(tielt):
    onboard(municipality=tielt, at=AT)
    dutch = page(tielt)
    dutch.about = dutch.about.replace("<p>", '<p data-block-key="a1b2c">').replace("Tielt", "<b>Tielt</b>")
    dutch.save_revision()
    assert done(tielt) == set()
    dutch.about, dutch.townline = "<p> </p>", ""
    dutch.save_revision()
    assert done(tielt) == set()


def test_a_page_counts_when_it_is_online_the_second_language_beside_dutch(tielt):
    onboard(municipality=tielt, at=AT)
    page(tielt, "de").save_revision().publish()
    assert done(tielt) == {SECOND}
    page(tielt).save_revision().publish()
    assert done(tielt) == {DUTCH, SECOND}


def test_hours_count_when_at_most_one_shop_in_ten_has_none(tielt):
    for _ in range(9):
        shop(tielt, opening_hours="Mo-Fr 09:00-18:00")
    shop(tielt, opening_hours="")
    shop(MunicipalityFactory(name="Kortrijk", slug="kortrijk", nis="34022"), opening_hours="")
    assert (done(tielt), item(tielt, HOURS).help) == ({HOURS}, "1 van de 10 winkels heeft geen uren.")
    shop(tielt, opening_hours="")
    assert (done(tielt), item(tielt, HOURS).help) == (set(), "2 van de 11 winkels hebben geen uren.")


def test_a_photo_of_a_shop_that_nobody_sees_does_not_count(tielt):
    photo = SiteImage.objects.create(title="De toog", file="toog.jpg", width=10, height=10)
    hidden = shop(tielt, photo=photo, live=False)
    assert PHOTO not in done(tielt)
    Shop.objects.filter(pk=hidden.pk).update(live=True)
    assert PHOTO in done(tielt)


def test_a_room_adds_its_items_to_the_register(tielt, monkeypatch):
    monkeypatch.setattr(checklist, "_REGISTER", [])
    checklist.register(lambda towns, at: {town.pk: [Item("later", True)] for town in towns}, order=2)
    checklist.register(lambda towns, at: {town.pk: [Item("eerst", False)] for town in towns}, order=1)
    assert [item.label for item in progress(tielt, AT)] == ["eerst", "later"]


def test_thirty_municipalities_cost_as_many_queries_as_one(django_assert_num_queries):
    towns = [MunicipalityFactory(name=f"Stad {number}", slug=f"stad-{number}", nis=f"9{number:04}") for number in range(30)]
    for town in towns:
        begin(town, AT)
    for some in (towns[:1], towns):
        with django_assert_num_queries(5):
            assert len(progress_of(some, AT)) == len(some)
        with django_assert_num_queries(7):
            assert len(standings(some, AT)) == len(some)


def test_a_municipality_that_takes_no_part_has_no_checklist(tielt):
    assert (standings([tielt], AT)[0].takes_part, standings([tielt], AT)[0].items) == (False, ())
    onboard(municipality=tielt, at=AT)
    roles.editor(tielt)
    joined = standings([tielt], AT)[0]
    assert (joined.takes_part, joined.editors, joined.done, len(joined.items)) == (True, 1, 1, 10)
    offboard(municipality=tielt, at=AT)
    assert (standings([tielt], AT)[0].takes_part, standings([tielt], AT)[0].items) == (False, ())


def test_a_municipality_is_found_by_its_name_a_village_and_its_code_once(tielt):
    kortrijk = MunicipalityFactory(name="Kortrijk", slug="kortrijk", nis="34022", villages=["Aalbeke", "Marke", "Kooigem"])
    MunicipalityFactory(name="Meulebeke", slug="meulebeke", nis="37007", successor=tielt)
    assert [list(named(words)) for words in ("tielt", "marke", "34022", "K", "meulebeke", "")] == [
        *([tielt], [kortrijk], [kortrijk], [kortrijk], [], [kortrijk, tielt])
    ]
