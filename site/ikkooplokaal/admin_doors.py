"""The doors of Wagtail's own views that are open to editors, and the guard that keeps all others closed.

A superuser passes everywhere. Everybody else passes only where a door is open to their role and every object that the address names is
within their reach (municipalities.doors). What stands behind no door: Wagtail's users, groups, sites, languages, workflows, collections,
reports over all towns, its API for images and documents, and whatever a later version adds.
"""

import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.admin.auth import permission_denied
from wagtail.admin.models import EditingSession
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Task, UploadedFile

from ikkooplokaal.translating.doors import open_translating
from municipalities.doors import (
    EVERY_ROLE,
    PROVINCE,
    Check,
    any_row,
    asked_for,
    bulk_is_open,
    choosable_page,
    choosable_row,
    explorable_page,
    file_of_ones_own,
    free,
    is_open,
    model_named,
    open_bulk,
    open_doors,
    own_row,
    page,
    page_below_root,
    publishable_page,
    revision,
    revision_or_word,
    row,
    row_of,
    task_state,
    touches,
    workflow_state,
)
from municipalities.guarding import FILES
from municipalities.page_rights import makeable_below
from municipalities.rights import reach

logger = logging.getLogger(__name__)

# Addresses that say nothing about anybody's content and need no login, or end one.
WITHOUT_A_KEY = frozenset({"wagtailadmin_sprite", "wagtailadmin_javascript_catalog", "wagtailadmin_login", "wagtailadmin_logout"})
# Wagtail has an address for making a row while choosing one, and no form for it here.
LEADS_NOWHERE = re.compile(r"wagtailsnippetchoosers_\w+:create")


class AdminDoorsMiddleware:
    """Refuses what no door leads to, before the view is called."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict[str, Any]) -> HttpResponse | None:
        if not request.path_info.startswith(reverse("wagtailadmin_home")) or not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if LEADS_NOWHERE.fullmatch(name):
            raise Http404
        if request.user.is_superuser or name in WITHOUT_A_KEY or is_open(request):
            return None
        logger.warning("door closed", extra={"view": name, "user": request.user.pk})
        return permission_denied(request)


def open_all() -> None:
    """Called once, when everything is loaded."""
    open_own_corner()
    open_pages()
    open_page_choosers()
    open_images()
    open_documents()
    open_translating()
    open_province()


def open_own_corner() -> None:
    open_doors("wagtailadmin_home", "wagtailadmin_account", "wagtailadmin_dismissibles", to=EVERY_ROLE)
    open_doors("wagtailadmin_editing_sessions:ping", app_label=free, model_name=free, object_id=free, session_id=free, also=editing_session)
    open_doors("wagtailadmin_editing_sessions:release", session_id=own_row(EditingSession, "user"))
    open_doors("wagtail_bulk_action", app_label=free, model_name=free, action=free, also=bulk_within_reach)
    open_doors("wagtailadmin_block_preview")
    open_bulk(Page, "delete", "move", "publish", "unpublish")
    for files in FILES:
        open_bulk(files, "delete", "add_tags", "add_to_collection", all_is_narrowed=True)


def open_pages() -> None:
    open_doors("wagtailadmin_explore_root", *views("search", "search_results"))
    open_doors("wagtailadmin_explore", "wagtailadmin_explore_results", parent_page_id=explorable_page)
    open_doors(
        "wagtailadmin_api:pages:listing", asked={"child_of": explorable_page, "descendant_of": explorable_page, "ancestor_of": explorable_page}
    )
    open_doors("wagtailadmin_api:pages:detail", pk=explorable_page)
    named: dict[str, Any] = {"content_type_app_name": free, "content_type_model_name": free, "parent_page_id": page}
    open_doors(*views("add", "preview_on_add"), **named, asked={"parent_page": page}, also=kind_that_one_makes)
    open_doors(*views("add_subpage"), parent_page_id=page)
    open_doors(
        *views("edit", "preview_on_edit", "view_draft", "revisions_index", "workflow_history", "history", "history_results"),
        *views("set_privacy", "lock", "unlock", "confirm_workflow_cancellation"),
        page_id=page,
    )
    open_doors(*views("convert_alias"), page_id=publishable_page)
    open_doors(*views("delete", "unpublish"), page_id=page_below_root)
    open_doors(*views("copy"), page_id=page_below_root, asked={"new_parent_page": page})
    open_doors(*views("move"), page_to_move_id=page_below_root, asked={"new_parent_page": page})
    open_doors(*views("move_confirm"), page_to_move_id=page_below_root, destination_id=page)
    open_doors(*views("set_page_position"), page_to_move_id=page_below_root)
    open_doors(*views("workflow_action", "collect_workflow_action_data"), page_id=page, action_name=free, task_state_id=task_state)
    open_doors(*views("workflow_preview"), page_id=page, task_id=any_row(Task))
    open_doors(*views("revisions_view", "revisions_revert", "revisions_unschedule"), page_id=page, revision_id=revision)
    open_doors(*views("revisions_compare"), pk=page, revision_id_a=revision_or_word, revision_id_b=revision_or_word)
    open_doors(*views("workflow_history_detail"), page_id=page, workflow_state_id=workflow_state)


def views(*names: str) -> list[str]:
    return [f"wagtailadmin_pages:{name}" for name in names]


def open_page_choosers() -> None:
    """What they offer is narrowed by the hook construct_page_chooser_queryset (ikkooplokaal.wagtail_hooks)."""
    kinds = ("external_link", "email_link", "phone_link", "anchor_link")
    open_doors("wagtailadmin_choose_page", "wagtailadmin_choose_page_search", *(f"wagtailadmin_choose_page_{kind}" for kind in kinds))
    open_doors("wagtailadmin_choose_page_child", parent_page_id=choosable_page)
    open_doors("wagtailadmin_choose_page_chosen_multiple", asked={"id": choosable_page})


def open_images() -> None:
    image, choosable = file_of_ones_own(get_image_model()), choosable_row(get_image_model())
    uploaded = own_row(UploadedFile, "uploaded_by_user")
    open_doors("wagtailimages:index", "wagtailimages:index_results", "wagtailimages:add", "wagtailimages:add_multiple")
    open_doors("wagtailimages:edit", "wagtailimages:delete", "wagtailimages:edit_multiple", "wagtailimages:delete_multiple", image_id=image)
    open_doors("wagtailimages:create_multiple_from_uploaded_image", "wagtailimages:delete_upload_multiple", uploaded_file_id=uploaded)
    open_doors("wagtailimages:preview", image_id=choosable, filter_spec=free)
    open_doors("wagtailimages_chooser:select_format", image_id=choosable)
    open_file_chooser("wagtailimages_chooser", choosable)


def open_documents() -> None:
    document = file_of_ones_own(get_document_model())
    uploaded = own_row(UploadedFile, "uploaded_by_user")
    open_doors("wagtaildocs:index", "wagtaildocs:index_results", "wagtaildocs:add", "wagtaildocs:add_multiple")
    open_doors("wagtaildocs:edit", "wagtaildocs:delete", document_id=document)
    open_doors("wagtaildocs:edit_multiple", "wagtaildocs:delete_multiple", doc_id=document)
    open_doors("wagtaildocs:create_multiple_from_uploaded_document", "wagtaildocs:delete_upload_multiple", uploaded_file_id=uploaded)
    open_file_chooser("wagtaildocs_chooser", choosable_row(get_document_model()))


def open_file_chooser(chooser: str, choosable: Check) -> None:
    open_doors(f"{chooser}:choose", f"{chooser}:choose_results", f"{chooser}:create")
    open_doors(f"{chooser}:chosen", pk=choosable)
    open_doors(f"{chooser}:chosen_multiple", asked={"id": choosable})


def open_province() -> None:
    open_doors(*(f"wagtailredirects:{view}" for view in ("index", "index_results", "add")), to=PROVINCE)
    open_doors("wagtailredirects:edit", "wagtailredirects:delete", redirect_id=free, to=PROVINCE)


# -- checks about what hangs together


def editing_session(request: HttpRequest, named: Mapping[str, Any]) -> bool:
    """The object that somebody says they are editing must be within their reach."""
    model = model_named(named["app_label"], named["model_name"])
    found = row_of(model, named["object_id"]) if model else None
    return found is not None and touches(request.user, found)


def bulk_within_reach(request: HttpRequest, named: Mapping[str, Any]) -> bool:
    """Each object is within reach: Wagtail's confirmation names what it refuses."""
    model, action = model_named(named["app_label"], named["model_name"]), named["action"]
    asked = asked_for(request, "id")
    keys = [key for key in asked if key != "all"]
    if model is None or not bulk_is_open(model, action, to_all=len(keys) < len(asked)):
        return False
    if model in FILES:
        return all(file_of_ones_own(model)(request.user, key) for key in keys) and (len(keys) == len(asked) or edits_somewhere(request.user))
    check = row(model) if model is not Page else page if action == "publish" else page_below_root
    return all(check(request.user, key) for key in keys)


def kind_that_one_makes(request: HttpRequest, named: Mapping[str, Any]) -> bool:
    """Of page: under the page of a municipality its editors add events, and no ambassador."""
    parent = row_of(Page, named["parent_page_id"])
    kind = model_named(named["content_type_app_name"], named["content_type_model_name"])
    return parent is not None and kind in makeable_below(request.user, parent.specific)


def edits_somewhere(user: Any) -> bool:
    return reach(user).edits_somewhere
