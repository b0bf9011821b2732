"""The editor's home, menu and guide in Wagtail's admin."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from home import menu
from home.account import LoginPanel
from home.adding import BelowTown
from home.desk import numbers, shortcuts, waiting
from home.desk.panel import DeskPanel
from home.guide import views as guide
from municipalities import desk
from municipalities.doors import EVERY_ROLE, PROVINCE, free, is_key, open_doors, page
from municipalities.page_rights import makeable_below

desk.register_waiting(waiting.handed_in, order=10)
desk.register_waiting(waiting.sent_back, order=20)
desk.register_waiting(waiting.refused_rows, order=30)
desk.register_waiting(waiting.suggested_facts, order=32)
desk.register_waiting(waiting.unconfirmed_shops, order=40)
desk.register_waiting(waiting.images_without_description, order=50)
desk.register_waiting(waiting.statement_to_review, order=55)
desk.register_shortcut(shortcuts.add_shop, order=10)
desk.register_shortcut(shortcuts.look_after_shops, order=20)
desk.register_shortcut(shortcuts.own_page, order=30)
desk.register_number(numbers.visits_this_week, order=10)
desk.register_number(numbers.searched_in_vain, order=20)


@hooks.register("construct_homepage_panels", order=1000)
def the_desk_instead(request: HttpRequest, panels: list[Any]) -> None:
    """In place of Wagtail's panels: those ask more the more there is, and the desk says the same with what is one's own."""
    panels[:] = [DeskPanel()]


@hooks.register("construct_homepage_summary_items", order=1000)
def no_numbers_of_the_whole_site(request: HttpRequest, items: list[Any]) -> None:
    items.clear()


# -- menus: nothing that leads to a closed door


@hooks.register("register_admin_menu_item")
def start() -> MenuItem:
    return MenuItem(_("Start"), reverse_lazy("wagtailadmin_home"), name="start", icon_name="home", order=0)


@hooks.register("construct_main_menu", order=1000)
def what_one_can_open(request: HttpRequest, items: list[MenuItem]) -> None:
    menu.put_main_menu_right(request, items)


@hooks.register("construct_settings_menu", order=1000)
@hooks.register("construct_reports_menu", order=1000)
def without_closed_doors(request: HttpRequest, items: list[MenuItem]) -> None:
    menu.keep_open(request.user, items)


@hooks.register("construct_help_menu", order=1000)
def help_in_dutch(request: HttpRequest, items: list[MenuItem]) -> None:
    menu.keep_dutch(items)


@hooks.register("construct_page_listing_buttons", order=1000)
def buttons_of_a_page(buttons: list[Any], page: Page, user: Any, context: dict[str, Any]) -> None:
    menu.keep_open(user, buttons)


@hooks.register("construct_snippet_listing_buttons", order=1000)
def buttons_of_a_row(buttons: list[Any], instance: Any, user: Any) -> None:
    menu.keep_open(user, buttons)


# -- what is added below the page of a municipality


@hooks.register("register_admin_viewset")
def below_a_town() -> BelowTown:
    return BelowTown("below_town")


@hooks.register("before_create_page")
def only_what_one_makes(request: HttpRequest, parent: Page, kind: type[Page]) -> None:
    """As the door says; superusers are asked too, and make everything."""
    if kind not in makeable_below(request.user, parent):
        raise PermissionDenied


# -- the guide, under "Hulp"


@hooks.register("register_help_menu_item")
def guide_for_editors() -> MenuItem:
    return MenuItem(_("Gids"), reverse_lazy("guide:README"), name="gids", icon_name="help", order=0)


@hooks.register("register_admin_urls")
def guide_pages() -> list[URLResolver]:
    return [path("hulp/", include((guide.urlpatterns(), guide.app_name)))]


# -- what came in through the contact page: for who looks after the site

open_doors("wagtailforms:index", "wagtailforms:index_results", to=PROVINCE)
open_doors("wagtailforms:list_submissions", "wagtailforms:list_submissions_results", to=PROVINCE, page_id=page, results_only=free)
open_doors("wagtailforms:delete_submissions", to=PROVINCE, page_id=page, asked={"selected-submissions": lambda user, value: is_key(value)})


open_doors(*(f"guide:{name}" for name in guide.names()), to=EVERY_ROLE, name=free)


# -- forms


@hooks.register("register_account_settings_panel")
def login_and_second_step(request: HttpRequest, user: Any, profile: Any) -> LoginPanel:
    return LoginPanel(request, user, profile)


@hooks.register("insert_global_admin_js")
def room_that_is_left() -> SafeString:
    """Under every text with a limit: how many characters one may still type."""
    texts = {"data-left": _("Nog %s tekens"), "data-full": _("Vol: langer kan niet"), "src": static("home/room-left.js")}
    return format_html('<script type="module"{}></script>', flatatt({**texts, "id": "room-left"}))


@hooks.register("insert_global_admin_css")
def style_of_the_room_that_is_left() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("home/admin.css"))
