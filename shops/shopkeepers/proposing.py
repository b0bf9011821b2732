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
from shops.importing.facts import FACTS, put, value_of
from shops.importing.matching import name_key, number_key, street_key
from shops.models import OwnerRequest, OwnerVisit, Shop, ShopText
from shops.shopkeepers import letters
from shops.shopkeepers.pictures import forget_picture, stored_picture

CONSENT_VERSION = "2026-11"
TOLD = ("tagline", "description")
HOURS_BY_SHOP = "shops.hours_by_shopkeeper"


class AlreadyListed(Exception):
    """`shop` is in the directory already."""

    def __init__(self, shop: Shop) -> None:
        super().__init__(shop.pk)
        self.shop = shop


class NotYours(Exception):
    """The visit does not speak for the shop."""


@dataclass(frozen=True)
class Said:
    """facts: by field of Shop, category as its key. texts: by field of ShopText, in `language`. picture: clean pixels, with what it shows."""

    facts: dict[str, Any]
    texts: dict[str, str]
    language: str
    picture: tuple[File, str] | None = None


@dataclass(frozen=True)
class Done:
    """at_once: names of facts that stand on the site now. waits: what the municipality looks at; None for nothing."""

    at_once: tuple[str, ...]
    waits: OwnerRequest | None


def changed_facts(shop: Shop, said: Said) -> list[str]:
    return [fact for fact, value in said.facts.items() if value_of(shop, fact) != value]


def changed_texts(shop: Shop, said: Said) -> bool:
    standing = {text.language: text for text in shop.texts.all()}.get(said.language, ShopText())
    return any(getattr(standing, part).replace("\r\n", "\n") != text for part, text in said.texts.items())


@transaction.atomic
def change(*, visit: OwnerVisit, said: Said, at: datetime) -> Done:
    """Take in what the keeper of a listed shop says. Raises NotYours."""
    if not (visit.is_open(at) and visit.is_known and visit.shop_id):
        raise NotYours
    shop = Shop.objects.select_for_update(of=("self",)).select_related("municipality").listed().filter(pk=visit.shop_id).first()
    if shop is None:
        raise NotYours
    changed = changed_facts(shop, said)
    at_once = tuple(fact for fact in changed if fact == "opening_hours" and shop.municipality.shops_set_hours)
    if at_once:
        set_at_once(shop, said, at)
    confirming.confirm_by_shopkeeper(key=shop.pk, at=at, facts=[fact for fact in said.facts if fact not in changed or fact in at_once])
    left = [fact for fact in changed if fact not in at_once]
    if not (left or changed_texts(shop, said) or said.picture):
        return Done(at_once, None)
    return Done(at_once, propose(Shop.objects.get(pk=shop.pk), visit, said, left, OwnerRequest.Kind.CHANGE, at))


def set_at_once(shop: Shop, said: Said, at: datetime) -> None:
    drafted = drafts.content_of(shop)
    shop.opening_hours = said.facts["opening_hours"]
    provenance.confirm(shop, ["opening_hours"], source=provenance.SHOPKEEPER, at=at)
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
    use_up(visit)
    facts = {("category_id" if fact == "category" else fact): value for fact, value in said.facts.items()}
    shop = Shop(live=False, has_unpublished_changes=True, **facts)
    provenance.confirm(shop, [fact for fact in said.facts if fact in FACTS and said.facts[fact]], source=provenance.SHOPKEEPER, at=at)
    shop.save()
    return Done((), propose(shop, visit, said, [], OwnerRequest.Kind.NEW, at))


def use_up(visit: OwnerVisit) -> None:
    """Let a visit do its one thing: of two that are sent at once the second finds it gone. Raises NotYours."""
    if not OwnerVisit.objects.filter(pk=visit.pk).delete()[0]:
        raise NotYours


def refuse_double(said: Said) -> None:
    """By phone, or by name and door. Raises AlreadyListed."""
    facts = said.facts
    standing = Shop.objects.listed().filter(municipality=facts["municipality_id"]).select_related("municipality")
    same_phone = standing.filter(phone=facts["phone"]) if facts.get("phone") else standing.none()
    door = street_key(facts["street"]), number_key(facts["house_number"])
    named = [shop for shop in standing.filter(postcode__in=["", facts.get("postcode", "")]) if name_key(shop.name) == name_key(facts["name"])]
    named += [shop for shop in same_phone if name_key(shop.name) == name_key(facts["name"])]
    for shop in named:
        if shop in same_phone or (street_key(shop.street), number_key(shop.house_number)) == door:
            raise AlreadyListed(shop)


def propose(shop: Shop, visit: OwnerVisit, said: Said, changed: list[str], kind: str, at: datetime) -> OwnerRequest:
    """On top of the draft that may be there, and handed in; a request that waits already says this instead."""
    standing = OwnerRequest.objects.select_for_update(of=("self",)).filter(shop=shop, state=OwnerRequest.State.WAITING).exclude(kind="claim").first()
    draft: Any = shop.get_latest_revision_as_object()
    facts = sorted({*changed, *(standing.facts if standing else [])} & said.facts.keys())
    for fact in facts:
        put(draft, fact, said.facts[fact])
    provenance.confirm(draft, facts, source=provenance.SHOPKEEPER, at=at)
    tell(draft, said)
    before = draft.photo if standing and "photo" in standing.facts else None
    if said.picture:
        draft.photo = stored_picture(*said.picture, shop=shop, at=at)
    revision = draft.save_revision(clean=False)
    if before is not None and before != draft.photo:
        forget_picture(before, shop)
    request = standing or OwnerRequest(shop=shop, kind=kind, created_at=at)
    has_photo = bool(said.picture) or (standing is not None and "photo" in standing.facts)
    request.draft, request.facts = revision, [*facts, *said.texts, *(["photo"] if has_photo else [])]
    request.email, request.language = visit.email, visit.language
    request.consented_at, request.consent_version = at, CONSENT_VERSION
    request.workflow_state = hand_in(Shop.objects.get(pk=shop.pk))
    request.save()
    letters.tell_received(request, at)
    return request


def tell(draft: Shop, said: Said) -> None:
    """Put the texts on the draft; one in another language stays."""
    own = next((text for text in draft.texts.all() if text.language == said.language), None)
    if own is None and not any(said.texts.values()):
        return
    own = own or ShopText(language=said.language)
    for part, text in said.texts.items():
        setattr(own, part, text)
    draft.texts.add(own)


def hand_in(shop: Shop) -> WorkflowState | None:
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
    use_up(visit)
    told = {"contact_name": name, "words": words, "language": visit.language, "consented_at": at, "consent_version": CONSENT_VERSION}
    request = OwnerRequest.objects.create(kind=OwnerRequest.Kind.CLAIM, shop_id=visit.shop_id, email=visit.email, created_at=at, **told)
    letters.tell_received(request, at)
    return request
