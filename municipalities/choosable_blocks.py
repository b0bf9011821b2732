"""What an editor names in a text of blocks: each must be one that they may choose, as in any other field (municipalities.guarding).

Pictures and documents of one's own or of everybody, pages that anybody may read, rows within reach: a form that is drawn again shows the title
of what was sent, so that what nobody may see is forgotten as soon as it is read.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import Form
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.models import Page
from wagtail.permissions import policy_registry

from municipalities.doors import choosable_page, touches
from municipalities.guarding import FILES, NOT_THIS_FILE


def keep_blocks_to_choosable_files(form: Form, name: str, user: Any) -> None:
    """Let each image, document, page or row in the StreamField `name` be one that `user` may choose; those that stand there stay.

    What may not be chosen is forgotten as soon as it is read, so that the form, drawn again, does not show it; the block in which it was says so.
    """
    field = form.fields[name]
    standing = set(files_in(getattr(form.instance, name)))  # type: ignore[attr-defined]
    read, clean = field.widget.value_from_datadict, field.clean
    refused: dict[int, list[Any]] = {}  # by the place of the block

    def read_choosable(data: Any, files: Any, key: str) -> Any:
        value = read(data, files, key)
        found = {
            place: [file for file in files_in(child.value) if file not in standing and not may_choose(user, file)]
            for place, child in enumerate(value)
        }
        refused.clear()
        refused.update({place: files for place, files in found.items() if files})
        forget(value, [file for files in refused.values() for file in files])
        return value

    def clean_choosable(value: Any) -> Any:
        if refused:
            raise refusal(refused)
        return clean(value)

    field.widget.value_from_datadict = read_choosable
    field.clean = clean_choosable  # type: ignore[method-assign]


def refusal(refused: dict[int, list[Any]]) -> blocks.stream_block.StreamBlockValidationError:
    """Says it above the text, with the numbers of the blocks, and in each block what was wrong."""
    places = ", ".join(str(place + 1) for place in refused)
    return blocks.stream_block.StreamBlockValidationError(
        block_errors={place: ValidationError(list(dict.fromkeys(map(said_of, files)))) for place, files in refused.items()},
        non_block_errors=[_("Wat je koos, kan hier niet: kijk naar blok %(places)s.") % {"places": places}],
    )


def said_of(chosen: Any) -> str:
    if isinstance(chosen, FILES):
        return str(NOT_THIS_FILE)
    if isinstance(chosen, Page):
        return _("Deze pagina kun je hier niet kiezen. Neem er een die gepubliceerd is.")
    return _("Dit kun je hier niet kiezen. Neem iets van je eigen gemeente.")


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
