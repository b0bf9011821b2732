"""What a keeper can say of a shop, each by a name: a fact ("phone"), a text ("texts.nl.tagline") or "photo".

OwnerRequest.facts holds these names. They are read from a shop, from its draft, or from what a form says, and compared alike.
"""

from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import File

from shops.differences import differences
from shops.importing.facts import put, value_of
from shops.models import OwnerRequest, Shop, ShopText
from shops.shopkeepers.pictures import forget_picture

PHOTO = "photo"
TOLD = ("tagline", "description")


@dataclass(frozen=True)
class Said:
    """facts: by field of Shop, category as its key. texts: by field of ShopText, in `language`. picture: clean pixels, with what it shows.

    shown: what the form began with, by name; a name that is not in it counts as shown as it stands.
    """

    facts: dict[str, Any]
    texts: dict[str, str]
    language: str
    picture: tuple[File, str] | None = None
    shown: dict[str, Any] = field(default_factory=dict)

    def by_name(self) -> dict[str, Any]:
        return {**self.facts, **{text_name(self.language, part): text for part, text in self.texts.items()}}


def text_name(language: str, part: str) -> str:
    return f"texts.{language}.{part}"


def waiting_request(shop: Shop, *, held: bool = False) -> OwnerRequest | None:
    """The change of its keeper that the municipality still has to look at; there is one at most. held: until the end of the transaction."""
    rows = OwnerRequest.objects.filter(shop=shop, state=OwnerRequest.State.WAITING).exclude(kind=OwnerRequest.Kind.CLAIM)
    return (rows.select_for_update(of=("self",)) if held else rows).select_related("draft").first()


def told(shop: Shop, name: str) -> Any:
    """A photo as its key."""
    if name == PHOTO:
        return shop.photo_id
    _texts, _dot, rest = name.partition("texts.")
    language, _dot, part = rest.partition(".")
    return getattr(text_of(shop, language), part, "").replace("\r\n", "\n") if part else value_of(shop, name)


def text_of(shop: Shop, language: str) -> ShopText | None:
    return next((text for text in shop.texts.all() if text.language == language), None)


def tell(draft: Shop, name: str, value: Any) -> None:
    """Put it on the draft, which is not stored; texts in other languages, and other parts of this one, stay."""
    if name == PHOTO:
        draft.photo_id = value
    elif name.startswith("texts."):
        _texts, language, part = name.split(".")
        text = text_of(draft, language) or ShopText(language=language)
        setattr(text, part, value)
        keep_text(draft, text)
    else:
        put(draft, name, value)


def keep_text(draft: Any, text: ShopText) -> None:
    """One that says nothing any more is no text."""
    if any(getattr(text, part) for part in TOLD):
        draft.texts.add(text)
    elif text_of(draft, text.language):
        draft.texts.remove(text)


def sort_out(shop: Shop, waits: OwnerRequest | None, said: Said) -> tuple[set[str], dict[str, Any]]:
    """Names that are right as they stand on the site, and what should stand there instead, by name.

    What the keeper left as the form showed it, while something else came to stand there meanwhile, is neither.
    """
    standing = drafted(shop, waits)
    right, other = set[str](), dict[str, Any]()
    for name, value in said.by_name().items():
        now = told(standing, name)
        if value == said.shown.get(name, now) and value != now:
            continue
        if value == told(shop, name):
            right.add(name)
        else:
            other[name] = value
    return right, other


def drafted(shop: Shop, waits: OwnerRequest | None) -> Shop:
    """The shop as visitors see it, with what its keeper told before and still waits; nothing of what an editor drafted."""
    if waits is None:
        return shop
    draft, copy = draft_of(shop), Shop.objects.get(pk=shop.pk)
    for name in waits.facts:
        tell(copy, name, told(draft, name))
    return copy


def draft_of(shop: Shop) -> Shop:
    draft: Shop = Shop.objects.get(pk=shop.pk).get_latest_revision_as_object()
    return draft


def put_back(shop: Shop, request: OwnerRequest, names: set[str], by: Any = None) -> None:
    """Let the draft say what the site says, of these names, so that nobody publishes them by accident; what an editor wrote there stays."""
    draft = draft_of(shop)
    asked = request.draft.as_object() if request.draft else draft
    restore(draft, shop, asked, names)
    draft.save_revision(user=by, clean=False)
    if not differences(shop, draft):
        Shop.objects.filter(pk=shop.pk).update(has_unpublished_changes=False)
    if PHOTO in names:
        forget_picture(asked.photo, shop)


def restore(draft: Shop, shop: Shop, asked: Shop, names: set[str]) -> None:
    """asked: the draft as the keeper left it; where `draft` says something else by now, an editor wrote it."""
    for name in names:
        if told(draft, name) != told(asked, name):
            continue
        tell(draft, name, told(shop, name))
        known = {name: shop.provenance[name]} if name in shop.provenance else {}
        draft.provenance = {fact: said for fact, said in draft.provenance.items() if fact != name} | known
