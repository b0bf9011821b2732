"""A new shop that was refused goes a month later, unless somebody made something of it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import ModelLogEntry, Revision

from media_library.forms import PictureField
from media_library.models import SiteImage
from municipalities.models import Municipality
from municipalities.onboarding import onboard
from shops.models import OwnerRequest, OwnerVisit, Shop, ShopSource
from shops.shopkeepers import deciding, forgetting, proposing, visits
from shops.shopkeepers.proposing import Said
from tests.factories import roles
from tests.factories.candidacies import a_photo
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import CategoryFactory, ShopFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("laid_out")]
MONTH, SECOND = timedelta(days=30), timedelta(seconds=1)


@pytest.fixture
def editor(wednesday):
    town = MunicipalityFactory(name="Tielt", slug="tielt", nis="37022")
    onboard(municipality=town, at=wednesday)
    return roles.editor(town)


@pytest.fixture
def asked(editor, wednesday) -> OwnerRequest:
    """A new shop with a photo, as its keeper handed it in."""
    visit = OwnerVisit(email="an@boek.example", created_at=wednesday)
    visits.let_in(visit, wednesday)
    town = Municipality.objects.get(slug="tielt")
    facts: dict[str, Any] = {
        "name": "Het Boekenhuis",
        "category": CategoryFactory().pk,
        "municipality_id": town.pk,
        "street": "Markt",
        "house_number": "5",
    }
    picture = (PictureField().clean(a_photo()), "De etalage.")
    proposing.register(visit=visit, said=Said(facts, {"tagline": "Alles over tuinen.", "description": ""}, "nl", picture), at=wednesday)
    return OwnerRequest.objects.get()


@pytest.fixture
def refused(asked, editor, wednesday) -> OwnerRequest:
    deciding.refuse(request=asked, reason="Dit is geen winkel.", by=editor, at=wednesday)
    return asked


def test_the_draft_goes_thirty_days_after_the_refusal_and_not_a_second_before(refused, wednesday):
    assert forgetting.forget_refused(wednesday + MONTH - SECOND) == 0
    assert Shop.objects.filter(name="Het Boekenhuis").exists()
    assert forgetting.forget_refused(wednesday + MONTH) == 1
    assert not Shop.objects.exists()
    assert forgetting.forget_refused(wednesday + MONTH) == 0


def test_its_photo_request_revisions_and_history_go_with_it(refused, wednesday):
    file, shop = Path(SiteImage.objects.get().file.path), refused.shop
    assert (file.exists(), ModelLogEntry.objects.for_instance(shop).exists()) == (True, True)
    forgetting.forget_refused(wednesday + MONTH)
    left = [
        OwnerRequest.objects.exists(),
        SiteImage.objects.exists(),
        ModelLogEntry.objects.for_instance(shop).exists(),
        Revision.objects.for_instance(shop).exists(),
    ]
    assert left == [False, False, False, False]


def test_one_that_still_waits_stays_however_old(asked, wednesday):
    assert forgetting.forget_refused(wednesday + 20 * MONTH) == 0
    assert Shop.objects.count() == 1


def test_a_change_of_a_listed_shop_that_was_refused_takes_nothing_with_it(editor, wednesday):
    shop = ShopFactory()
    OwnerRequest.objects.create(shop=shop, kind="change", state="refused", created_at=wednesday, consented_at=wednesday, decided_at=wednesday)
    assert forgetting.forget_refused(wednesday + MONTH) == 0
    assert Shop.objects.count() == 1


def edited(shop: Shop, editor) -> None:
    shop.save_revision(user=editor)


def planned(shop: Shop, editor) -> None:
    shop.go_live_at = shop.latest_revision.created_at + 2 * MONTH
    shop.save()


def published(shop: Shop, editor) -> None:
    shop.get_latest_revision().publish(user=editor)


def taken_down_again(shop: Shop, editor) -> None:
    published(shop, editor)
    Shop.objects.get(pk=shop.pk).unpublish()


def on_a_list(shop: Shop, editor) -> None:
    seen = shop.latest_revision.created_at
    ShopSource.objects.create(shop=shop, source="osm", ref="node/1", first_seen=seen, last_seen=seen)


def handed_in(shop: Shop, editor) -> None:
    shop.get_workflow().start(shop, editor)


def asked_for(shop: Shop, editor) -> None:
    at = shop.latest_revision.created_at
    OwnerRequest.objects.create(shop=shop, kind="claim", created_at=at, consented_at=at)


@pytest.mark.parametrize("done", [edited, planned, published, taken_down_again, on_a_list, handed_in, asked_for])
def test_what_somebody_does_with_it_after_the_refusal_keeps_it(refused, editor, wednesday, clock, done):
    clock(2026, 11, 26, 9, 0)
    done(Shop.objects.get(), editor)
    assert forgetting.forget_refused(wednesday + 2 * MONTH) == 0
    assert Shop.objects.count() == 1


def test_a_photo_that_the_municipality_uses_elsewhere_stays(refused, editor, wednesday):
    other = ShopFactory(name="De Kroon", slug="kroon", photo=SiteImage.objects.get())
    assert forgetting.forget_refused(wednesday + MONTH) == 1
    assert list(SiteImage.objects.all()) == [other.photo]


def test_a_picture_that_the_editor_chose_before_refusing_stays(asked, editor, wednesday):
    draft = asked.shop.get_latest_revision_as_object()
    draft.photo = chosen = SiteImage.objects.create(title="Markt", file=draft.photo.file, collection=draft.photo.collection)
    draft.save_revision(user=editor)
    deciding.refuse(request=asked, reason="Nee.", by=editor, at=wednesday + SECOND)
    assert forgetting.forget_refused(wednesday + SECOND + MONTH) == 1
    assert list(SiteImage.objects.all()) == [chosen]
