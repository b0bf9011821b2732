"""The page of an ambassador in the editors' tool: who may do what, what the form takes, and what waits."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield
from wagtail_localize.models import TranslationSource

from ambassadors.models import AmbassadorPage
from ambassadors.waiting import stories_to_tell
from media_library.models import SiteImage
from municipalities.models import Onboarding
from municipalities.onboarding import onboard, open_province
from municipalities.rights import reach
from shops.doubles.merging import merge
from shops.models import Shop
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def taking_part(kroon) -> Shop:
    """De Kroon, of Tielt that takes part."""
    onboard(municipality=kroon.municipality, at=timezone.now())
    open_province()
    return kroon


def client_of(user: Any) -> Client:
    return sign_in(Client(), user)


def edit(page: AmbassadorPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form(**changed: Any) -> dict[str, Any]:
    """What the form of an editor sends."""
    fields = {"pitch": "Kom proeven.", "supports": "", "picture": "", "story": streamfield([("text", rich_text("<p>Wij bakken.</p>"))])}
    hidden = {"seo_title": "", "search_description": "", "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    return nested_form_data(fields | hidden | changed)


def picture(title: str, collection: Collection) -> SiteImage:
    return SiteImage.objects.create(title=title, collection=collection, file="x.jpg", width=4, height=4)


# -- who may do what


def test_the_municipality_writes_and_publishes_and_only_the_province_takes_away(taking_part, choose):
    page = choose(taking_part)["nl"]
    able = {"can_edit": 0, "can_publish": 0, "can_delete": 0, "can_unpublish": 0, "can_move": 0, "can_copy": 0}
    people = {"author": roles.author(taking_part.municipality), "editor": roles.editor(taking_part.municipality), "province": roles.province()}
    may = {who: {right for right in able if getattr(page.permissions_for_user(user), right)()} for who, user in people.items()}
    assert may == {"author": {"can_edit"}, "editor": {"can_edit", "can_publish"}, "province": set(able)}


@pytest.mark.parametrize("view", ["delete", "unpublish", "move", "copy"])
def test_an_editor_cannot_take_it_away_by_its_address_either(taking_part, choose, view):
    page = choose(taking_part)["nl"]
    client = client_of(roles.editor(taking_part.municipality))
    for address in (reverse(f"wagtailadmin_pages:{view}", args=[page.pk]), f"/admin/bulk/wagtailcore/page/{view}/?id={page.pk}"):
        client.post(address, {"new_title": "x", "new_slug": "x", "new_parent_page": page.get_parent().pk})
        kept = AmbassadorPage.objects.get(pk=page.pk)
        assert (kept.live, kept.path, AmbassadorPage.objects.count()) == (True, page.path, 4), address


def test_nobody_of_a_municipality_names_an_ambassador_by_hand(taking_part):
    parent = taking_part.municipality.pages.get(locale__language_code="nl")
    address = reverse("wagtailadmin_pages:add", args=["ambassadors", "ambassadorpage", parent.pk])
    for user in (roles.editor(taking_part.municipality), roles.author(taking_part.municipality)):
        client = client_of(user)
        client.post(address, form(title="x", slug="x", year=2026, municipality=taking_part.municipality.pk))
        assert (client.get(address).status_code, AmbassadorPage.objects.count()) == (302, 0)
    assert client_of(roles.province()).get(address).status_code == 200


def test_an_editor_of_another_municipality_does_not_see_it(taking_part, choose):
    ieper = MunicipalityFactory(nis="33011", name="Ieper", slug="ieper")
    onboard(municipality=ieper, at=timezone.now())
    page = choose(taking_part, languages="")["nl"]
    answer = client_of(roles.editor(ieper)).get(edit(page), follow=True)
    assert "De Kroon" not in answer.content.decode()


# -- the form


def test_an_editor_tells_the_story_and_publishes_it(taking_part, choose, visit):
    page = choose(taking_part, languages="")["nl"]
    answer = client_of(roles.editor(taking_part.municipality)).post(edit(page), form(**{"action-publish": "1"}))
    assert answer.status_code == 302
    assert visit("/nl/tielt/ambassadeur-2026-de-kroon/").texts(".portrait__quote, .prose p") == ["“Kom proeven.”", "Wij bakken."]


def test_what_the_vote_decided_is_no_field_of_the_municipality(taking_part, choose):
    page = choose(taking_part, languages="")["nl"]
    client = client_of(roles.editor(taking_part.municipality))
    shown = BeautifulSoup(client.get(edit(page)).content, "html.parser")
    assert shown.select("[name=year], [name=shop], [name=shop_name], [name=is_provincial], [name=title], [name=result_url]") == []
    client.post(edit(page), form(year=2031, is_provincial="on", shop_name="Ik", title="Ik", **{"action-publish": "1"}))
    kept = AmbassadorPage.objects.get(pk=page.pk)
    assert (kept.live, kept.year, kept.is_provincial, kept.shop_name, kept.title) == (True, 2026, False, "De Kroon", "De Kroon")


def test_facts_stand_in_the_form_of_the_dutch_page_only(taking_part, choose):
    pages = choose(taking_part, languages="")
    client = client_of(roles.province())
    found = {code: bool(BeautifulSoup(client.get(edit(pages[code])).content, "html.parser").select("[name=year]")) for code in ("nl", "fr")}
    assert found == {"nl": True, "fr": False}


def test_the_province_adds_one_of_long_ago_and_the_shop_fills_in_what_it_is(taking_part):
    parent = taking_part.municipality.pages.get(locale__language_code="nl")
    facts = {
        "title": "De Kroon",
        "slug": "ambassadeur-2018-de-kroon",
        "municipality": taking_part.municipality.pk,
        "year": 2018,
        "shop": taking_part.pk,
    }
    empty = dict.fromkeys(("shop_name", "place", "category", "edition_name", "result_url"), "")
    answer = client_of(roles.province()).post(
        reverse("wagtailadmin_pages:add", args=["ambassadors", "ambassadorpage", parent.pk]), form(**facts, **empty)
    )
    assert answer.status_code == 302
    made = AmbassadorPage.objects.get()
    assert (made.shop_name, made.place, made.category, made.face) == ("De Kroon", "Aarsele", taking_part.category, "tielt/de-kroon")


def test_a_picture_is_one_that_the_editor_may_choose(taking_part, choose):
    ieper = MunicipalityFactory(nis="33011", name="Ieper", slug="ieper")
    onboard(municipality=ieper, at=timezone.now())
    own = picture("Oven", Onboarding.objects.get(municipality=taking_part.municipality).collection)
    foreign = picture("Geheim", Onboarding.objects.get(municipality=ieper).collection)
    page = choose(taking_part, languages="")["nl"]
    client = client_of(roles.editor(taking_part.municipality))

    def sent(image: Any) -> str:
        story = streamfield([("picture", {"image": image, "caption": ""})])
        answer = client.post(edit(page), form(story=story, **{"action-publish": "1"}), follow=True)
        assert answer.status_code == 200
        return answer.content.decode()

    for image in (foreign.pk, 99999, "woorden"):
        assert "Geheim" not in sent(image)
        assert AmbassadorPage.objects.get(pk=page.pk).live is False, image
    assert "Geheim" not in client.post(edit(page), form(picture=foreign.pk, **{"action-publish": "1"}), follow=True).content.decode()
    sent(own.pk)
    kept = AmbassadorPage.objects.get(pk=page.pk)
    assert (kept.live, [block.value["image"] for block in kept.story]) == (True, [own])


def test_a_picture_that_stands_there_stays_whoever_saves(taking_part, choose):
    shared = picture("Van de provincie", Collection.get_first_root_node().add_child(name="Elders"))
    page = choose(taking_part, story=[("picture", {"image": shared, "caption": ""})])["nl"]
    client = client_of(roles.editor(taking_part.municipality))
    story = streamfield([("picture", {"image": shared.pk, "caption": "Nieuw"})])
    client.post(edit(page), form(story=story, **{"action-publish": "1"}))
    assert [(block.value["image"], block.value["caption"]) for block in AmbassadorPage.objects.get(pk=page.pk).story] == [(shared, "Nieuw")]


def test_a_draft_is_seen_as_it_would_be_before_anybody_publishes_it(taking_part, choose):
    page = choose(taking_part, languages="")["nl"]
    page.pitch = "Nog niet gezegd."
    page.save_revision()
    shown = page.get_latest_revision_as_object().make_preview_request()
    assert (shown.status_code, "Nog niet gezegd." in shown.content.decode()) == (200, True)


def test_a_translator_is_given_words_and_no_facts(taking_part, choose):
    source, _made = TranslationSource.update_or_create_from_instance(choose(taking_part)["nl"])
    given = {segment.context.path for segment in source.stringsegment_set.select_related("context")}
    assert given == {"pitch", "supports"}


# -- what waits


def test_drafts_that_nobody_wrote_in_wait_for_a_story(taking_part, choose):
    page = choose(taking_part, languages="")["nl"]
    choose(ShopFactory(name="De Ster", municipality=taking_part.municipality))
    editor = roles.editor(taking_part.municipality)
    waiting = stories_to_tell(editor, reach(editor).sees, timezone.now())
    assert (waiting.label, waiting.count, waiting.first) == ("ambassadeur wacht op een verhaal", 1, (("De Kroon", edit(page)),))
    client_of(editor).post(edit(page), form())
    assert stories_to_tell(editor, reach(editor).sees, timezone.now()) is None


def test_an_editor_of_another_municipality_has_nothing_waiting_and_the_province_has_all(taking_part, choose, django_assert_num_queries):
    for number in range(5):
        choose(ShopFactory(name=f"Winkel {number}", municipality=taking_part.municipality), languages="")
    assert stories_to_tell(None, frozenset({0}), timezone.now()) is None
    with django_assert_num_queries(2):
        waiting = stories_to_tell(None, None, timezone.now())
    assert (waiting.count, [name for name, _ in waiting.first]) == (5, ["Winkel 0", "Winkel 1", "Winkel 2"])


def test_the_menu_leads_to_the_ambassadors_where_there_are_any(taking_part, choose):
    client = client_of(roles.editor(taking_part.municipality))
    assert ("ambassadeurs-" in client.get("/admin/").content.decode()) is False
    choose(taking_part, languages="")
    parent = taking_part.municipality.pages.get(locale__language_code="nl")
    below = reverse("wagtailadmin_explore", args=[parent.pk])
    assert (below in client.get("/admin/").content.decode(), "De Kroon (2026)" in client.get(below).content.decode()) == (True, True)


def test_a_draft_that_waits_while_its_shop_becomes_another_leads_to_that_one(taking_part, choose):
    page = choose(taking_part)["nl"]
    page.pitch = "Kom proeven."
    page.save_revision()
    twin = ShopFactory(municipality=taking_part.municipality, name="De Kroon bis")
    merge(stays=twin.pk, goes=taking_part.pk, taken=[], by=roles.province(), at=timezone.now())
    AmbassadorPage.objects.get(pk=page.pk).get_latest_revision().publish()
    page.refresh_from_db()
    assert (page.shop, page.pitch) == (twin, "Kom proeven.")
