"""What somebody changed, in words: "openingsuren: was ma-vr 9-18 u., wordt ma-vr 9-17 u.". Rooms give their own words for their rows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.db.models import Field, Model
from django.utils.text import capfirst
from django.utils.translation import gettext
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from municipalities.moderation.wording import blocks_of, lines, said, words_of

BOOKKEEPING = frozenset(
    {
        *("id", "page_ptr", "path", "depth", "numchild", "content_type", "owner", "first_published_at", "go_live_at", "expire_at"),
        *("sort_order", "wagtail_admin_comments"),
    }
)


class Difference(NamedTuple):
    """label: what it is about. was, becomes: in words, "niets" for what is not filled."""

    label: str
    was: str
    becomes: str

    def __str__(self) -> str:
        return gettext("%(label)s: was %(was)s, wordt %(becomes)s") % self._asdict()


@dataclass(frozen=True)
class Change:
    """What would be published. is_new: nothing of it is on the site today, so all that is filled counts as changed."""

    instance: Any
    is_new: bool
    differences: list[Difference]


Compare = Callable[[Any, Any], Iterable[tuple[str, str, str]]]
_COMPARES: dict[type[Model], Compare] = {}


def register_differences(model: type[Model], compare: Compare) -> None:
    """Let `compare(before, after)` say what differs between two rows of `model`, in the active language, as (label, was, becomes)."""
    _COMPARES[model] = compare


def change_in(revision: Revision) -> Change:
    """What `revision` would change on the site, in the active language."""
    after, standing = revision.as_object(), revision.content_object
    before = standing if standing.live else type(after)()
    return Change(after, not standing.live, [*differences(before, after), *moments(before, after)])


def differences(before: Any, after: Any) -> list[Difference]:
    """In the words of the nearest class that has its own, else field by field; what is the same is left out."""
    compare = next((_COMPARES[kind] for kind in type(after).__mro__ if kind in _COMPARES), by_fields)
    return [Difference(*found) for found in compare(before, after)]


def moments(before: Any, after: Any) -> Iterator[Difference]:
    """When it comes on the site, and leaves it."""
    for name, label in {"go_live_at": gettext("publiceer op"), "expire_at": gettext("haal van de site op")}.items():
        was, becomes = getattr(before, name, None), getattr(after, name, None)
        if was != becomes:
            yield Difference(label, said(None, was), said(None, becomes))


def by_fields(before: Any, after: Any) -> list[Difference]:
    """Of each field that people fill in, and of the rows that hang below it; the own fields of a kind of page before those of all pages."""
    model = type(after)
    own = sorted(fields_of(model), key=lambda field: field.name != "title" and field.model is Page)
    found = [*(of_field(field, before, after) for field in own), *(of_rows(relation, before, after) for relation in relations_of(model))]
    return [difference for difference in found if difference]


def fields_of(model: type[Model]) -> list[Field]:
    plain = [field for field in model._meta.concrete_fields if field.editable and field.name not in BOOKKEEPING]
    return [*plain, *get_all_child_m2m_relations(model)]


def relations_of(model: type[Model]) -> list[Any]:
    return [relation for relation in get_all_child_relations(model) if relation.get_accessor_name() not in BOOKKEEPING]


def of_field(field: Field, before: Any, after: Any) -> Difference | None:
    """Nothing when it is the same. What looks the same but is not (bold became plain) is named as such."""
    was, becomes = getattr(before, field.name, None), getattr(after, field.name, None)
    label = str(field.verbose_name)
    if isinstance(field, StreamField):
        return of_blocks(label, blocks_of(was), blocks_of(becomes))
    words = said(field, was), said(field, becomes)
    if words[0] != words[1]:
        return Difference(label, *words)
    if field.many_to_many or was == becomes or not (was or becomes):
        return None
    return Difference(label, words[0], gettext("%(words)s (met een andere opmaak)") % {"words": words[1]})


def of_blocks(label: str, was: list[tuple[str, str]], becomes: list[tuple[str, str]]) -> Difference | None:
    """Only the blocks that changed, each with its kind before it."""
    pieces = [piece for piece in SequenceMatcher(a=was, b=becomes, autojunk=False).get_opcodes() if piece[0] != "equal"]
    former = [block for _, begin, end, _, _ in pieces for block in was[begin:end]]
    later = [block for _, _, _, begin, end in pieces for block in becomes[begin:end]]
    return Difference(label, told(former), told(later)) if pieces else None


def told(blocks: list[tuple[str, str]]) -> str:
    return lines(f"{kind}: {words}" for kind, words in blocks) or gettext("niets")


def of_rows(relation: Any, before: Any, after: Any) -> Difference | None:
    """Of what hangs below a row, one line each."""
    name = relation.get_accessor_name()
    was, becomes = (lines(row_in_words(row, relation.field) for row in getattr(side, name).all()) for side in (before, after))
    label = str(relation.related_model._meta.verbose_name_plural)
    return Difference(label, was or gettext("niets"), becomes or gettext("niets")) if was != becomes else None


def row_in_words(row: Any, parent: Field) -> str:
    values = (said(field, getattr(row, field.name)) for field in fields_of(type(row)) if field != parent and getattr(row, field.name))
    return capfirst(", ".join(values)) or words_of(str(row))
