"""What is open in the editors' tool of the directory, and to whom."""

from typing import Any

from municipalities.doors import (
    PROVINCE,
    any_row,
    free,
    is_key,
    open_bulk,
    open_doors,
    revision,
    revision_or_word,
    row,
    row_of,
    task_state,
    workflow_state,
)
from municipalities.models import Role
from municipalities.rights import reach
from shops.models import Category, ImportBatch, OwnerRequest, Shop, ShopSuggestion

SHOP = "wagtailsnippets_shops_shop"


def open_all() -> None:
    """Called once, when everything is loaded."""
    open_shops()
    open_kinds()
    open_imports()
    open_what_comes_in()
    open_doubles()
    open_suggestions()
    open_bulk(Shop, "delete")
    open_bulk(Shop, "confirm", all_is_narrowed=True)


def open_shops() -> None:
    shop = row(Shop)
    open_doors(*views("list", "list_results", "add", "preview_on_add"), "shops_hours_in_words")
    open_doors(*views("edit", "delete", "copy", "history", "history_results", "preview_on_edit", "unpublish", "lock", "unlock"), pk=shop)
    open_doors(*views("revisions_view", "revisions_revert", "revisions_unschedule"), pk=shop, revision_id=revision)
    open_doors(*views("revisions_compare"), pk=shop, revision_id_a=revision_or_word, revision_id_b=revision_or_word)
    open_doors(*views("workflow_action", "collect_workflow_action_data"), pk=shop, action_name=free, task_state_id=task_state)
    open_doors(*views("confirm_workflow_cancellation", "workflow_history"), pk=shop)
    open_doors(*views("workflow_history_detail"), pk=shop, workflow_state_id=workflow_state)
    open_doors(*views("workflow_preview"), pk=shop, task_id=free)
    chooser = "wagtailsnippetchoosers_shops_shop"
    open_doors(f"{chooser}:choose", f"{chooser}:choose_results")
    open_doors(f"{chooser}:chosen", pk=shop)
    open_doors(f"{chooser}:chosen_multiple", asked={"id": shop})


def open_kinds() -> None:
    """Every kind of shop is on the public site; only the province words them."""
    chooser, kind = "wagtailsnippetchoosers_shops_category", any_row(Category)
    open_doors(f"{chooser}:choose", f"{chooser}:choose_results", f"{chooser}:chosen_multiple")
    open_doors(f"{chooser}:chosen", pk=kind)
    kinds = "wagtailsnippets_shops_category"
    open_doors(f"{kinds}:list", f"{kinds}:list_results", to=PROVINCE)
    open_doors(f"{kinds}:edit", f"{kinds}:history", f"{kinds}:history_results", pk=kind, to=PROVINCE)


def views(*names: str) -> list[str]:
    return [f"{SHOP}:{name}" for name in names]


def open_imports() -> None:
    """For editors: what a file says goes straight to the site, which an author may not."""
    editing, batch = {Role.EDITOR, Role.PROVINCE}, own_import
    open_doors("shops_import:upload", "shops_import:list", to=editing)
    steps = (
        "preview",
        "confirm",
        "progress",
        "try_again",
        "undo",
        "discard",
        "refused",
        "refused_file",
        "refused_workbook",
        "settle",
        "columns",
        "decide",
    )
    open_doors(*(f"shops_import:{step}" for step in steps), to=editing, pk=batch)


def open_what_comes_in() -> None:
    """What visitors report and shopkeepers ask: for editors, who decide."""
    editing = {Role.EDITOR, Role.PROVINCE}
    open_doors("shops_reports:list", "shops_requests:list", to=editing)
    open_doors("shops_reports:shop", to=editing, pk=edited_shop)
    open_doors("shops_placing:list", to=editing)
    open_doors("shops_placing:shop", to=editing, pk=edited_shop)
    open_doors("shops_requests:one", to=editing, pk=own_request)
    open_doors("shops_requests:hours", to=editing, municipality_id=own_town)


def open_doubles() -> None:
    editing = {Role.EDITOR, Role.PROVINCE}
    open_doors("shops_doubles:list", to=editing)
    open_doors("shops_doubles:compare", to=editing, pk=edited_shop, other=edited_shop)


def open_suggestions() -> None:
    editing = {Role.EDITOR, Role.PROVINCE}
    open_doors("shops_suggestions:list", to=editing)
    open_doors("shops_suggestions:take", "shops_suggestions:dismiss", to=editing, pk=own_suggestion)


def own_suggestion(user: Any, value: Any) -> bool:
    row = row_of(ShopSuggestion, value)
    return row is not None and edited_shop(user, row.shop_id)


def edited_shop(user: Any, value: Any) -> bool:
    """A shop that the user may publish."""
    shop = row_of(Shop, value)
    return shop is not None and reach(user).edits(shop.municipality_id)


def own_request(user: Any, value: Any) -> bool:
    request = row_of(OwnerRequest, value)
    return request is not None and reach(user).edits(request.shop.municipality_id)


def own_town(user: Any, value: Any) -> bool:
    return is_key(value) and reach(user).edits(int(value))


def own_import(user: Any, value: Any) -> bool:
    """An import into a municipality that the user edits; one of the whole region is for who edits all."""
    batch = row_of(ImportBatch, value)
    return batch is not None and reach(user).edits(batch.municipality_id)
