"""What a walk by addresses does not see: foreign keys in forms, people with two towns, and what an author changes at once."""

import re
from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.test import Client
from wagtail.models import GroupCollectionPermission

from events.models import EventPage
from home.models import MunicipalityPage
from media_library.models import SiteImage
from municipalities.guarding import Guard
from municipalities.models import Role
from municipalities.roles import give
from shops.models import Shop
from tests.ground import ground
from tests.isolation.patterns import Filled, Pattern
from tests.isolation.town import Town, both_towns, the_superuser
from tests.isolation.walking import form_on
from tests.signing_in import sign_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def both(django_db_setup, django_db_blocker) -> Iterator[tuple[Town, Town]]:
    with ground(django_db_blocker):
        yield both_towns()


@pytest.fixture
def kortrijk(both: tuple[Town, Town], db: None) -> Town:
    """As it was made, whoever looked at its people before."""
    return deepcopy(both[0])


@pytest.fixture
def tielt(both: tuple[Town, Town], db: None) -> Town:
    return deepcopy(both[1])


def own_form(shop: Shop) -> tuple[str, dict]:
    """The address of a shop's form, and what it holds."""
    address = f"/admin/snippets/shops/shop/edit/{shop.pk}/"
    superuser = sign_in(Client(), the_superuser())
    return address, form_on(superuser, Filled(Pattern(address, "", frozenset()), "shop", address, {}, True))


@pytest.mark.parametrize("who", ["editor", "author"])
def test_a_photo_of_a_neighbour_cannot_be_put_on_a_shop(kortrijk, tielt, who):
    shop, theirs = Shop.objects.get(name=tielt.named("winkelconcept")), SiteImage.objects.get(title=kortrijk.named("foto"))
    address, fields = own_form(shop)
    client = sign_in(Client(), tielt.users[who])
    answer = client.post(address, fields | {"photo": theirs.pk})
    assert answer.status_code == 200, "a wrong choice shows the form again"
    assert kortrijk.named("foto") not in answer.content.decode()
    shop.refresh_from_db()
    assert (shop.photo_id, shop.latest_revision.content["photo"]) == (None, None)


def test_words_where_a_photo_is_asked_for_break_nothing(kortrijk, tielt):
    address, fields = own_form(Shop.objects.get(name=tielt.named("winkelconcept")))
    assert sign_in(Client(), tielt.users["editor"]).post(address, fields | {"photo": "abc"}).status_code in {200, 302}


@pytest.mark.parametrize("who", ["editor", "author"])
def test_a_shop_of_a_neighbour_cannot_be_put_on_an_event_and_is_not_named(kortrijk, tielt, who):
    event, theirs = EventPage.objects.get(title=tielt.named("wedstrijd")), Shop.objects.get(name=kortrijk.named("winkelconcept"))
    address = f"/admin/pages/{event.pk}/edit/"
    superuser = sign_in(Client(), the_superuser())
    fields = form_on(superuser, Filled(Pattern(address, "", frozenset()), "event", address, {}, True)) | {"body-count": "0"}
    fields = {name: value for name, value in fields.items() if "__prefix__" not in name}
    event.current_workflow_state.cancel()
    answer = sign_in(Client(), tielt.users[who]).post(address, fields | {"venue_shop": theirs.pk})
    assert answer.status_code == 200, "a wrong choice shows the form again"
    assert kortrijk.named("winkelconcept") not in answer.content.decode()
    event.refresh_from_db()
    assert (event.venue_shop_id, event.get_latest_revision().content["venue_shop"]) == (None, None)


@pytest.fixture
def in_two_towns(kortrijk, tielt) -> Client:
    """Editor of Tielt, author of Kortrijk."""
    user = tielt.users["editor"]
    give(user=user, role=Role.AUTHOR, municipality=kortrijk.municipality)
    user.refresh_from_db()
    return sign_in(Client(), user)


def test_an_editor_here_who_is_an_author_there_takes_no_shop_off_the_site_there(kortrijk, in_two_towns):
    shop = Shop.objects.get(name="Bakker Kortrijk")
    answer = in_two_towns.post(f"/admin/snippets/shops/shop/unpublish/{shop.pk}/")
    shop.refresh_from_db()
    assert (shop.live, answer.status_code) == (True, 302)


def test_without_the_guard_that_shop_would_be_off_the_site(kortrijk, in_two_towns, monkeypatch):
    monkeypatch.setattr(Guard, "guarded_row", None)
    shop = Shop.objects.get(name="Bakker Kortrijk")
    in_two_towns.post(f"/admin/snippets/shops/shop/unpublish/{shop.pk}/")
    shop.refresh_from_db()
    assert not shop.live


def test_an_editor_here_who_is_an_author_there_moves_no_shop_from_there(kortrijk, tielt, in_two_towns):
    shop = Shop.objects.get(name=kortrijk.named("winkelconcept"))
    address, fields = own_form(shop)
    in_two_towns.post(address, fields | {"municipality": tielt.municipality.pk, "action-publish": "1"})
    shop.refresh_from_db()
    assert (shop.municipality, shop.live) == (kortrijk.municipality, False)


def test_an_author_neither_replaces_nor_deletes_a_picture_that_is_in_use(tielt):
    image = SiteImage.objects.get(title=tielt.named("foto"))
    SiteImage.objects.update(uploaded_by_user=tielt.users["author"])
    client = sign_in(Client(), tielt.users["author"])
    assert client.get(f"/admin/images/{image.pk}/").status_code == 200, "one's own, and nobody uses it yet"
    shop = Shop.objects.get(name="Bakker Tielt")
    shop.photo = image
    shop.save()
    for address in (f"/admin/images/{image.pk}/", f"/admin/images/{image.pk}/delete/", f"/admin/bulk/media_library/siteimage/delete/?id={image.pk}"):
        assert client.post(address, {"title": "overgenomen"}).status_code == 302
    assert SiteImage.objects.filter(title=tielt.named("foto")).exists()
    assert not GroupCollectionPermission.objects.filter(group__user=tielt.users["author"], permission__codename="change_image").exists()
    assert sign_in(Client(), tielt.users["editor"]).get(f"/admin/images/{image.pk}/").status_code == 200


def test_the_chooser_says_no_draft_title_of_a_neighbour_and_its_search_works(kortrijk, tielt):
    page = MunicipalityPage.objects.get(municipality=kortrijk.municipality, locale__language_code="nl")
    client = sign_in(Client(), tielt.users["editor"])
    for address in (f"/admin/choose-page/{page.pk}/", f"/admin/choose-page/chosen-multiple/?id={page.pk}", "/admin/choose-page/search/?q=Zwaluw"):
        answer = client.get(address, follow=True)
        assert (answer.status_code, re.findall("Zwaluwnest-\\w+", answer.content.decode())) == (200, [])
    assert "Merelhout" in client.get("/admin/choose-page/search/?q=Merelhout").content.decode()
