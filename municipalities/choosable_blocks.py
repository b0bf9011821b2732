"""What an editor names in a text of blocks: each must be one that they may choose, as in any other field (municipalities.guarding).

Pictures and documents of one's own or of everybody, pages that anybody may read, rows within reach: a form that is drawn again shows the title
of what was sent, so that what nobody may see is forgotten as soon as it is read.
"""

from typing import Any

from django.db.models import Model
from django.forms import Form
from wagtail import blocks
from wagtail.models import Page
from wagtail.permissions import policy_registry

from municipalities.doors import choosable_page, touches
from municipalities.guarding import FILES, refuse_choice


def keep_blocks_to_choosable_files(form: Form, name: str, user: Any) -> None:
    """Let each image, document, page or row in the StreamField `name` be one that `user` may choose; those that stand there stay.

    What may not be chosen is forgotten as soon as it is read, so that the form, drawn again, does not show it; the form says so.
    """
    field = form.fields[name]
    standing = set(files_in(getattr(form.instance, name)))  # type: ignore[attr-defined]
    read, clean = field.widget.value_from_datadict, field.clean
    refused: list[Any] = []

    def read_choosable(data: Any, files: Any, key: str) -> Any:
        value = read(data, files, key)
        refused[:] = [file for file in files_in(value) if file not in standing and not may_choose(user, file)]
        forget(value, refused)
        return value

    def clean_choosable(value: Any) -> Any:
        return refuse_choice(value) if refused else clean(value)

    field.widget.value_from_datadict = read_choosable
    field.clean = clean_choosable  # type: ignore[method-assign]


def may_choose(user: Any, chosen: Any) -> bool:
    if isinstance(chosen, FILES):
        return bool(policy_registry.get_by_type(type(chosen)).user_has_permission_for_instance(user, "choose", chosen))
    return choosable_page(user, chosen.pk) if isinstance(chosen, Page) else touches(user, chosen)


def files_in(value: Any) -> list[Any]:
    """Every image, document, page and row in a value of blocks, however deep."""
    if isinstance(value, Model):
        return [value]
    return [file for part in parts(value) for file in files_in(part)]


def parts(value: Any) -> list[Any]:
    if isinstance(value, blocks.StreamValue):
        return [child.value for child in value]
    if isinstance(value, blocks.StructValue):
        return list(value.values())
    return list(value) if isinstance(value, blocks.list_block.ListValue) else []


def forget(value: Any, refused: list[Any]) -> None:
    """Empty the places in `value` that hold one of `refused`."""
    if isinstance(value, blocks.StreamValue):
        for child in value:
            child.value = None if child.value in refused else child.value
    elif isinstance(value, blocks.StructValue):
        value.update({key: None for key, part in value.items() if part in refused})
    elif isinstance(value, blocks.list_block.ListValue):
        for child in value.bound_blocks:
            child.value = None if child.value in refused else child.value
    for part in parts(value):
        forget(part, refused)
