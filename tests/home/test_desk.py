"""The editor's home: what waits for them, this week's numbers, and what they do most. Of their own municipality only."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.models import Collection, Workflow, WorkflowState

from content import visits
from content.visits import Seen
from media_library.models import SiteImage
from municipalities.checklist import Item
from municipalities.models import Onboarding
from municipalities.onboarding import onboard
from shops.models import ImportBatch, Shop
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.public_page import words
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree", "wednesday")]


class Desk:
    """What somebody sees."""

    def __init__(self, user):
        self.client = sign_in(Client(), user)
        self.look()

    def look(self):
        answer = self.client.get("/admin/")
        assert answer.status_code == 200, answer.get("Location")
        self.soup = BeautifulSoup(answer.content, "html.parser").select_one(".desk")

    def texts(self, selector):
        return [words(found) for found in self.soup.select(selector)]

    @property
    def waiting(self):
        return {words(found.select_one(".desk__what")): found.select_one(".desk__what")["href"] for found in self.soup.select(".desk__one")}

    @property
    def shortcuts(self):
        return {words(found.select_one("strong")): found["href"] for found in self.soup.select(".desk__shortcut")}


@pytest.fixture
def tielt():
    return MunicipalityFactory(nis="37022", name="Tielt", slug="tielt", longitude=3.3, postcodes=["8700", "8760"])


@pytest.fixture
def brugge():
    return MunicipalityFactory(nis="31005", name="Brugge", slug="brugge", postcodes=["8000"])


def an_image(title, collection, description=""):
    drawn = BytesIO()
    Image.new("RGB", (4, 4)).save(drawn, "PNG")
    return SiteImage.objects.create(
        title=title, collection=collection, description=description, width=4, height=4, file=ContentFile(drawn.getvalue(), "x.png")
    )


def refused_import(town, name="winkels.csv", refused=3):
    return ImportBatch.objects.create(
        source="csv", municipality=town, state=ImportBatch.State.DONE, refused_open=refused, file_name=name, started_at=timezone.now()
    )


# -- what waits


def test_with_nothing_to_do_the_desk_says_so_kindly(tielt):
    desk = Desk(roles.editor(tielt))
    assert desk.waiting == {}
    assert desk.texts(".desk__empty") == ["Niets. Alles is bij, dus neem gerust een koffie."]


def test_shops_that_nobody_confirmed_for_a_year_wait_for_the_editor_of_their_town(tielt, brugge, wednesday):
    for town, when in [(tielt, None), (tielt, date(2025, 11, 20)), (tielt, date(2026, 11, 1)), (brugge, None)]:
        Shop.objects.filter(pk=ShopFactory(municipality=town).pk).update(confirmed_on=when)
    ShopFactory(municipality=tielt, live=False)
    address = "/admin/snippets/shops/shop/?look_at=unconfirmed"
    assert Desk(roles.editor(tielt)).waiting == {"2 winkels zijn een jaar niet bevestigd": address}
    assert Desk(roles.province()).waiting == {"3 winkels zijn een jaar niet bevestigd": address}


def test_an_author_is_not_asked_to_confirm_or_to_import(tielt):
    ShopFactory(municipality=tielt)
    refused_import(tielt)
    assert Desk(roles.author(tielt)).waiting == {}


def test_one_shop_is_said_in_the_singular(tielt):
    ShopFactory(municipality=tielt)
    assert list(Desk(roles.editor(tielt)).waiting) == ["1 winkel is een jaar niet bevestigd"]


def test_imports_with_refused_rows_wait_for_the_editor_of_their_town(tielt, brugge):
    own = refused_import(tielt)
    refused_import(tielt, refused=0)
    refused_import(brugge)
    desk = Desk(roles.editor(tielt))
    assert list(desk.waiting) == ["1 import met geweigerde rijen"]
    assert f"/{own.pk}/" in next(iter(desk.waiting.values()))


def test_images_without_a_description_wait_for_who_may_change_them(tielt, brugge, wednesday):
    own, other = (onboard(municipality=town, at=wednesday).collection for town in (tielt, brugge))
    silent = an_image("Markt", own)
    an_image("Toren", own, description="De halletoren vanop de markt")
    an_image("Reien", other)
    desk = Desk(roles.editor(tielt))
    assert desk.waiting == {"1 beeld heeft geen beschrijving": f"/admin/images/{silent.pk}/"}
    assert desk.texts(".desk__first li") == ["Markt"]


def test_three_are_named_and_the_others_counted(tielt, wednesday):
    own = onboard(municipality=tielt, at=wednesday).collection
    for number in range(5):
        an_image(f"Beeld {number}", own)
    desk = Desk(roles.editor(tielt))
    assert list(desk.waiting) == ["5 beelden hebben geen beschrijving"]
    assert desk.texts(".desk__first li") == ["Beeld 4", "Beeld 3", "Beeld 2", "en nog andere"]


@pytest.fixture
def handed_in(tielt, wednesday):
    """A draft of a shop in Tielt, that its author handed in."""
    workflow = Workflow.objects.get(pk=onboard(municipality=tielt, at=wednesday).workflow_id)
    author = roles.author(tielt)
    shop = ShopFactory(municipality=tielt)
    Shop.objects.update(confirmed_on=date(2026, 11, 1))
    shop.refresh_from_db()
    shop.tagline = "Nieuw"
    shop.save_revision(user=author)
    return workflow.start(shop, author)


def test_what_an_author_hands_in_waits_for_the_editors_of_the_town(handed_in, tielt, brugge):
    assert Desk(roles.editor(tielt)).waiting == {"1 bijdrage wacht op jouw oordeel": "/admin/nakijken/"}
    assert Desk(handed_in.requested_by).waiting == {}
    assert Desk(roles.editor(brugge)).waiting == {}


def test_what_came_back_waits_for_its_author(handed_in, tielt):
    WorkflowState.objects.update(status=WorkflowState.STATUS_NEEDS_CHANGES)
    handed_in.current_task_state.reject(user=roles.editor(tielt), comment="Welke uren?")
    shop = Shop.objects.get()
    assert Desk(handed_in.requested_by).waiting == {"1 bijdrage van jou kwam terug met een vraag": f"/admin/snippets/shops/shop/edit/{shop.pk}/"}


# -- this week


def seen(shop, at, times):
    for _ in range(times):
        visits.add_one(Seen("shop", str(shop.pk), shop.municipality.slug), at)


def test_this_week_stands_beside_the_week_before_per_day_and_per_shop(tielt, brugge, wednesday):
    bakery, butcher, elsewhere = ShopFactory(name="Bakker"), ShopFactory(name="Slager"), ShopFactory(name="Reien", municipality=brugge)
    seen(bakery, wednesday, 3)
    seen(butcher, wednesday - timedelta(days=6), 1)
    seen(bakery, wednesday - timedelta(days=7), 2)
    seen(elsewhere, wednesday, 9)
    desk = Desk(roles.editor(tielt))
    assert desk.texts(".desk__number") == ["4 keer bekeken"]
    assert "100 % meer dan de week ervoor" in desk.texts(".desk__soft")
    assert desk.texts(".desk__day") == ["1 do 19", "0 vr 20", "0 za 21", "0 zo 22", "0 ma 23", "0 di 24", "3 wo 25"]
    assert desk.texts(".desk__rank") == ["Bakker 3", "Slager 1"]
    assert Desk(roles.province()).texts(".desk__rank") == ["Reien 9", "Bakker 3", "Slager 1"]


def test_without_visits_the_week_says_so(tielt):
    desk = Desk(roles.editor(tielt))
    assert desk.texts(".desk__number") == ["0 keer bekeken"]
    assert desk.texts(".desk__day") == []


def test_a_shop_that_is_gone_leaves_the_ranking(tielt, wednesday):
    shop = ShopFactory(municipality=tielt)
    seen(shop, wednesday, 1)
    shop.delete()
    desk = Desk(roles.editor(tielt))
    assert (desk.texts(".desk__number"), desk.texts(".desk__rank")) == (["1 keer bekeken"], [])


# -- what is done most


def test_the_shortcuts_lead_where_an_editor_may_go(tielt, wednesday):
    onboard(municipality=tielt, at=wednesday)
    desk = Desk(roles.editor(tielt))
    assert list(desk.shortcuts) == [
        "Een winkel toevoegen",
        "Nieuwe actie of evenement",
        "Kondig een koopzondag aan",
        "Winkels nakijken",
        "De pagina van je gemeente",
    ]
    answers = {address: desk.client.get(address, follow=True).status_code for address in desk.shortcuts.values()}
    assert answers == dict.fromkeys(desk.shortcuts.values(), 200)


def test_everything_that_waits_can_be_opened(tielt, wednesday):
    ShopFactory(municipality=tielt)
    refused_import(tielt)
    desk = Desk(roles.editor(tielt))
    assert len(desk.waiting) == 2
    assert {address: desk.client.get(address).status_code for address in desk.waiting.values()} == dict.fromkeys(desk.waiting.values(), 200)


def test_the_province_goes_to_the_pages(tielt):
    assert Desk(roles.province()).shortcuts["Naar de pagina's"] == "/admin/pages/"


# -- the greeting and the checklist


def test_the_greeting_knows_the_name_the_town_and_the_day(tielt):
    editor = roles.editor(tielt)
    editor.first_name = "Lien"
    editor.save()
    desk = Desk(editor)
    assert (desk.texts("h1"), desk.texts(".desk__today")) == (["Dag Lien"], ["Tielt, woensdag 25 november"])


def test_every_town_has_its_own_skyline_and_the_province_a_street(tielt, brugge):
    drawn = [str(Desk(user).soup.select_one(".desk__street svg")) for user in (roles.editor(tielt), roles.editor(brugge), roles.province())]
    assert len(set(drawn)) == 3


def test_what_still_has_to_be_done_stands_there_until_it_is_done(tielt, monkeypatch):
    items = [Item("Er is iemand uitgenodigd", True), Item("De pagina staat online", False, "/admin/pages/", "Eén klik.")]
    monkeypatch.setattr("municipalities.checklist.progress_of", lambda towns, at: {town.pk: items for town in towns})
    desk = Desk(roles.editor(tielt))
    assert "Klaar om te starten in Tielt" in desk.texts("h2")
    assert desk.texts(".desk__item a") == ["De pagina staat online"]
    items[1] = Item("De pagina staat online", True)
    desk.look()
    assert desk.texts(".desk__item") == []


# -- of the own municipality only, and as quick for many as for one


def test_wagtails_own_panels_and_numbers_of_the_whole_site_are_gone(tielt, brugge, wednesday, client):
    onboard(municipality=brugge, at=wednesday)
    page = sign_in(client, roles.editor(tielt)).get("/admin/")
    soup = BeautifulSoup(page.content, "html.parser")
    assert soup.select(".w-dashboard, .w-summary, #panel-recent_edits, #panel-workflow_objects_to_moderate") == []
    assert "Brugge" not in words(soup.select_one("main"))


def test_the_desk_asks_as_much_for_thirty_as_for_one(tielt, wednesday, django_assert_num_queries, django_assert_max_num_queries):
    standing = onboard(municipality=tielt, at=wednesday)
    author, editor = roles.author(tielt), roles.editor(tielt)

    def fill(number):
        for _ in range(number):
            shop = ShopFactory(municipality=tielt)
            seen(shop, wednesday, 1)
            shop.save_revision(user=author)
            standing.workflow.start(shop, author)
            refused_import(tielt)
            an_image("Markt", standing.collection)

    fill(4)
    desk = Desk(editor)
    with django_assert_max_num_queries(60) as few:
        desk.look()
    fill(26)
    with django_assert_num_queries(len(few)):
        desk.look()
    assert list(desk.waiting) == [
        "30 bijdragen wachten op jouw oordeel",
        "30 imports met geweigerde rijen",
        "30 winkels zijn een jaar niet bevestigd",
        "30 beelden hebben geen beschrijving",
    ]


def test_who_left_sees_nothing_of_the_town_any_more(tielt, wednesday):
    onboard(municipality=tielt, at=wednesday)
    ShopFactory(municipality=tielt)
    editor = roles.editor(tielt)
    Onboarding.objects.update(offboarded_at=wednesday)
    desk = Desk(editor)
    assert (desk.waiting, desk.texts(".desk__number"), "Tielt" in desk.soup.text) == ({}, [], False)
    assert Collection.objects.count() > 1
