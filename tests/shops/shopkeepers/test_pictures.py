"""A photo that a shop sent is there as long as somebody shows it, and no longer."""

import re

import pytest
from django.core.files.storage import default_storage

from home.models import StandardPage
from media_library.models import SiteImage
from shops.models import OwnerRequest, Shop
from shops.removal import remove_at_owners_request
from shops.shopkeepers.pictures import SENT_IN, forget_picture
from tests.factories.candidacies import a_photo
from tests.factories.keepers import FORM, filled, keeper_of
from tests.factories.shops import ShopFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("laid_out", "wednesday")]


@pytest.fixture
def send(kroon, wednesday):
    """Send a photo; the picture as it is stored."""

    def sent(description: str = "De toog.") -> SiteImage:
        keeper_of(kroon, wednesday).post(FORM, filled(kroon) | {"photo": a_photo(), "photo_description": description})
        return SiteImage.objects.latest("pk")

    return sent


@pytest.fixture
def decide(browser):
    def decided(decision: str) -> None:
        asked = OwnerRequest.objects.get(state="waiting")
        browser.post(f"/admin/winkels/van-winkels/{asked.pk}/", {"decision": decision, "seen": asked.draft_id, "reason": "Nee."})

    return decided


def descriptions() -> list[str]:
    return sorted(SiteImage.objects.values_list("description", flat=True))


def test_who_leaves_leaves_no_photo_behind(kroon, wednesday, send, decide, django_capture_on_commit_callbacks):
    shown = send("Op de site.")
    decide("approve")
    waits = send("Wacht nog.")
    assert Shop.objects.get(pk=kroon.pk).photo == shown
    with django_capture_on_commit_callbacks(execute=True):
        remove_at_owners_request(shop=Shop.objects.get(pk=kroon.pk), at=wednesday)
    assert descriptions() == []
    assert [default_storage.exists(image.file.name) for image in (shown, waits)] == [False, False]


def test_a_photo_that_something_else_shows_stays_when_the_shop_leaves(kroon, wednesday, send, decide, laid_out):
    shown = send()
    decide("approve")
    ShopFactory(name="De Linde", slug="linde", photo=shown)
    remove_at_owners_request(shop=Shop.objects.get(pk=kroon.pk), at=wednesday)
    assert descriptions() == ["De toog."]


def test_a_new_photo_replaces_the_one_that_the_shop_sent_before(kroon, send, decide):
    send("Van vorig jaar.")
    decide("approve")
    send("Van nu.")
    decide("approve")
    assert (descriptions(), Shop.objects.get(pk=kroon.pk).photo.description) == (["Van nu."], "Van nu.")


def test_a_photo_of_a_shop_with_a_long_name_is_known_as_sent_in_by_its_whole_random_part(kroon, send):
    Shop.objects.filter(pk=kroon.pk).update(slug="k" * 140)
    kroon.refresh_from_db()
    name = send().file.name
    assert re.fullmatch(r"original_images/winkel-k{40}-[0-9a-f]{16}\.jpg", name)
    assert SENT_IN.search(name)


@pytest.mark.parametrize("is_draft", [False, True], ids=["published", "draft"])
def test_a_page_with_the_same_number_as_the_shop_keeps_its_photo(kroon, send, laid_out, is_draft):
    image, page = send(), StandardPage(title="Over ons", slug="over-ons", locale=laid_out["nl"].locale)
    laid_out["nl"].add_child(instance=page)
    page.picture = image
    if is_draft:
        page.save_revision()
    else:
        page.save()
    forget_picture(image, Shop(pk=page.pk))
    assert descriptions() == ["De toog."]
