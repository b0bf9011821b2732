"""What a shopkeeper tells becomes a draft that the municipality judges; hours stand at once where it says so.

What a keeper left as it was is confirmed there and then: that changes nothing on the site but since when it is sure.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import WorkflowState

from shops import confirming, provenance
from shops.importing import drafts
from shops.importing.facts import FACTS
from shops.importing.matching import name_key, number_key, street_key
from shops.models import OwnerRequest, OwnerVisit, Shop
from shops.shopkeepers import letters
from shops.shopkeepers.asked import PHOTO, Said, draft_of, put_back, sort_out, tell, told, waiting_request
from shops.shopkeepers.pictures import forget_picture, stored_picture

CONSENT_VERSION = "2026-11"
HOURS = "opening_hours"
HOURS_BY_SHOP = "shops.hours_by_shopkeeper"


class AlreadyListed(Exception):
    """`shop` is in the directory already."""

    def __init__(self, shop: Shop) -> None:
        super().__init__(shop.pk)
        self.shop = shop


class NotYours(Exception):
    """The visit does not speak for the shop."""


@dataclass(frozen=True)
class Wish:
    """other: what the site should say, by name. settled: names of which it says the right thing already."""

    other: dict[str, Any]
    settled: set[str]
    picture: tuple[File, str] | None


@dataclass(frozen=True)
class Done:
    """at_once: names of facts that stand on the site now. waits: what the municipality looks at; None for nothing."""

    at_once: tuple[str, ...]
    waits: OwnerRequest | None


@transaction.atomic
def change(*, visit: OwnerVisit, said: Said, at: datetime) -> Done:
    """Take in what the keeper of a listed shop says. What waits already is renewed, or ends where it asks nothing any more. Raises NotYours."""
    if not (visit.is_open(at) and visit.is_known and visit.shop_id):
        raise NotYours
    shop = Shop.objects.select_for_update(of=("self",)).select_related("municipality").listed().filter(pk=visit.shop_id).first()
    if shop is None:
        raise NotYours
    right, other = sort_out(shop, waiting_request(shop, held=True), said)
    at_once = (HOURS,) if HOURS in other and shop.municipality.shops_set_hours else ()
    if at_once:
        set_at_once(shop, other.pop(HOURS), at)
    settled = {*right, *at_once}
    confirming.confirm_by_shopkeeper(key=shop.pk, at=at, facts=settled)
    return Done(at_once, ask(Shop.objects.get(pk=shop.pk), visit, Wish(other, settled, said.picture), at))


def set_at_once(shop: Shop, opening_hours: str, at: datetime) -> None:
    drafted = drafts.content_of(shop)
    shop.opening_hours = opening_hours
    provenance.confirm(shop, [HOURS], source=provenance.SHOPKEEPER, at=at)
    shop.save()
    if drafted:
        drafts.carry_over(shop, drafted)
    log(instance=shop, action=HOURS_BY_SHOP, content_changed=True)


@transaction.atomic
def register(*, visit: OwnerVisit, said: Said, at: datetime) -> Done:
    """A shop that the directory does not have: a draft that nobody sees before the municipality approves. Raises NotYours, AlreadyListed."""
    if not visit.is_open(at) or visit.shop_id:
        raise NotYours
    refuse_double(said)
    use_up(visit, "nieuw")
    facts = {("category_id" if fact == "category" else fact): value for fact, value in said.facts.items()}
    shop = Shop(live=False, has_unpublished_changes=True, **facts)
    provenance.confirm(shop, [fact for fact in said.facts if fact in FACTS and said.facts[fact]], source=provenance.SHOPKEEPER, at=at)
    shop.save()
    wish = Wish({name: text for name, text in said.by_name().items() if text and name not in said.facts}, set(), said.picture)
    return Done((), hand_in(shop, OwnerRequest(shop=shop, kind=OwnerRequest.Kind.NEW, created_at=at), wish, visit, at))


def use_up(visit: OwnerVisit, outcome: str) -> None:
    """Let a visit do its one thing, and forget its mailbox: of two that are sent at once the second finds it done. Raises NotYours."""
    if not OwnerVisit.objects.filter(pk=visit.pk, handed_in="").update(handed_in=outcome, email=""):
        raise NotYours


def refuse_double(said: Said) -> None:
    """By phone, or by name and door. Raises AlreadyListed."""
    facts = said.facts
    standing = Shop.objects.listed().filter(municipality=facts["municipality_id"]).select_related("municipality")
    same_phone = standing.filter(phone=facts["phone"]) if facts.get("phone") else standing.none()
    door = street_key(facts["street"]), number_key(facts["house_number"])
    near = standing.filter(postcode__in=["", facts["postcode"]]) if facts.get("postcode") else standing
    named = [shop for shop in near if name_key(shop.name) == name_key(facts["name"])]
    named += [shop for shop in same_phone if name_key(shop.name) == name_key(facts["name"])]
    for shop in named:
        if shop in same_phone or (street_key(shop.street), number_key(shop.house_number)) == door:
            raise AlreadyListed(shop)


def ask(shop: Shop, visit: OwnerVisit, wish: Wish, at: datetime) -> OwnerRequest | None:
    """What waits for the municipality from now on. Who says the same again gets no second mail."""
    waits = waiting_request(shop)
    if waits is None:
        waits = OwnerRequest(shop=shop, kind=OwnerRequest.Kind.CHANGE, created_at=at)
    names = {*waits.facts} - wish.settled | wish.other.keys()
    if not (names or wish.picture):
        if waits.pk:
            withdraw(shop, waits)
        return None
    if waits.pk and names == {*waits.facts} and not wish.picture and says(draft_of(shop), wish.other):
        return waits
    if taken_back := {*waits.facts} & wish.settled:
        put_back(shop, waits, taken_back)
    waits.facts = sorted(names)
    return hand_in(Shop.objects.get(pk=shop.pk), waits, wish, visit, at)


def says(draft: Shop, other: dict[str, Any]) -> bool:
    return all(told(draft, name) == value for name, value in other.items())


def withdraw(shop: Shop, request: OwnerRequest) -> None:
    """Nothing is asked any more. An author's approval of the same draft goes on."""
    for state in WorkflowState.objects.active().for_instance(shop).filter(requested_by=None):
        state.cancel()
    put_back(shop, request, {*request.facts})
    request.delete()


def hand_in(shop: Shop, request: OwnerRequest, wish: Wish, visit: OwnerVisit, at: datetime) -> OwnerRequest:
    """On top of the draft that may be there, for the editors to look at."""
    draft = draft_of(shop)
    for name, value in wish.other.items():
        tell(draft, name, value)
    provenance.confirm(draft, wish.other.keys() & FACTS, source=provenance.SHOPKEEPER, at=at)
    before = request.draft.as_object().photo if request.draft and PHOTO in request.facts else None
    if wish.picture:
        draft.photo = stored_picture(*wish.picture, shop=shop, at=at)
    request.draft = draft.save_revision(clean=False)
    if wish.picture:
        forget_picture(before, shop)
    request.facts = sorted({*request.facts, *wish.other, *([PHOTO] if wish.picture else [])})
    request.email, request.language = visit.email, visit.language
    request.consented_at, request.consent_version = at, CONSENT_VERSION
    request.workflow_state = start_approval(Shop.objects.get(pk=shop.pk))
    request.save()
    letters.tell_received(request, at)
    return request


def start_approval(shop: Shop) -> WorkflowState | None:
    """Ask the editors to look at the latest draft; None where the municipality takes no part, and the province looks."""
    workflow = shop.get_workflow()
    if workflow is None:
        return None
    standing = WorkflowState.objects.select_for_update(of=("self",)).active().for_instance(shop).first()
    if standing is None:
        return workflow.start(shop, None)
    if standing.status == WorkflowState.STATUS_NEEDS_CHANGES:
        standing.resume(user=None)
    return standing


@transaction.atomic
def claim(*, visit: OwnerVisit, name: str, words: str, at: datetime) -> OwnerRequest:
    """Somebody asks to be taken for the keeper of a listed shop; whoever asks again says it anew. Raises NotYours."""
    if not (visit.is_open(at) and visit.shop_id):
        raise NotYours
    use_up(visit, "vraag")
    told = {"contact_name": name, "words": words, "language": visit.language, "consented_at": at, "consent_version": CONSENT_VERSION}
    request = OwnerRequest.objects.create(kind=OwnerRequest.Kind.CLAIM, shop_id=visit.shop_id, email=visit.email, created_at=at, **told)
    letters.tell_received(request, at)
    return request
