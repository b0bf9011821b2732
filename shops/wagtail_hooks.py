"""The directory in the editors' tool."""

from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.permissions import register_permission_policy
from wagtail.snippets.action_menu import ActionMenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from municipalities import desk
from municipalities.guarding import GuardedViewSet
from municipalities.policies import MunicipalityPermissionPolicy
from shops import doors
from shops.action_menu import EverythingIsRight
from shops.bulk_confirm import ConfirmShops
from shops.confirming import LOG_ACTION, LOG_ACTION_OF_SHOP
from shops.differences import FACTS, label_of, said
from shops.doubles.finding import LOG_ACTION as MERGED
from shops.doubles.viewset import DoublesViewSet
from shops.hours_view import hours_in_words
from shops.import_screens.viewset import ImportViewSet
from shops.listing import COLUMNS, SEARCHED, ShopFilterSet, ShopIndexView, shops_with_their_state
from shops.meanwhile import ShopEditView
from shops.models import Category, OwnerRequest, Shop, ShopReport, SpecialOpening
from shops.panels import SHOP_FORM
from shops.placing.actions import LOG_ACTION as PLACED
from shops.placing.desk import shops_to_place
from shops.placing.screens import PlacingViewSet
from shops.reports.actions import LOG_ACTION as SETTLED
from shops.reports.desk import reports_to_settle
from shops.reports.screens import ReportsViewSet
from shops.shopkeepers.deciding import ANSWERED
from shops.shopkeepers.desk import requests_to_decide
from shops.shopkeepers.proposing import HOURS_BY_SHOP
from shops.shopkeepers.screens import RequestsViewSet
from shops.suggestion_screens.viewset import SuggestionsViewSet
from shops.suggestions import LOG_ACTION as TAKEN

register_permission_policy(Shop, MunicipalityPermissionPolicy(Shop))
register_permission_policy(SpecialOpening, MunicipalityPermissionPolicy(SpecialOpening, owner="shop__municipality_id"))
register_permission_policy(ShopReport, MunicipalityPermissionPolicy(ShopReport, owner="shop__municipality_id"))
register_permission_policy(OwnerRequest, MunicipalityPermissionPolicy(OwnerRequest, owner="shop__municipality_id"))
doors.open_all()
desk.register_waiting(reports_to_settle, order=5)
desk.register_waiting(requests_to_decide, order=3)
desk.register_waiting(shops_to_place, order=35)


class ShopViewSet(GuardedViewSet):
    model = Shop
    icon = "tag"
    menu_label = _("Winkels")
    list_display: ClassVar = COLUMNS
    filterset_class = ShopFilterSet
    index_view_class = ShopIndexView
    edit_view_class = ShopEditView
    search_fields: ClassVar = SEARCHED
    search_backend_name = None
    list_per_page = 50
    edit_handler = SHOP_FORM

    def get_queryset(self, request: HttpRequest) -> QuerySet[Shop]:
        return shops_with_their_state()


class CategoryViewSet(SnippetViewSet):
    model = Category
    icon = "list-ul"
    menu_label = _("Soorten winkels")
    list_display: ClassVar = ["name_nl", "parent", "cloth", "order"]
    search_fields: ClassVar = ["name_nl", "slug"]
    search_backend_name = None
    list_per_page = 100

    def get_queryset(self, request: HttpRequest) -> QuerySet[Category]:
        return Category.objects.select_related("parent")


class DirectoryGroup(SnippetViewSetGroup):
    menu_label = _("Winkelgids")
    menu_icon = "tag"
    menu_order = 150
    items = (ShopViewSet, RequestsViewSet, ReportsViewSet, ImportViewSet, DoublesViewSet, SuggestionsViewSet, CategoryViewSet)


register_snippet(DirectoryGroup)


hooks.register("register_bulk_action", ConfirmShops)


@hooks.register("register_snippet_action_menu_item")
def everything_is_right(model: type[Model]) -> ActionMenuItem | None:
    return EverythingIsRight() if model is Shop else None


@hooks.register("register_admin_viewset")
def placing() -> PlacingViewSet:
    """Reached from the desk, which names what waits; so it takes no line of the menu."""
    return PlacingViewSet()


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [path("winkels/uren-in-woorden/", hours_in_words, name="shops_hours_in_words")]


@hooks.register("register_log_actions")
def log_confirmation(actions: LogActionRegistry) -> None:
    actions.register_action(LOG_ACTION, _("Bevestigd"), _("Bevestigd dat alles klopt"))
    actions.register_action(LOG_ACTION_OF_SHOP, _("Bevestigd door de winkel"), _("De winkel bevestigde dat het klopt"))
    actions.register_action(HOURS_BY_SHOP, _("Uren van de winkel"), _("De winkel zette haar uren zelf op de site"))
    actions.register_action(PLACED, _("Op de kaart gezet"), _("Zette de winkel op de kaart"))
    actions.register_action(SETTLED, _("Meldingen afgehandeld"), _("Handelde meldingen van bezoekers af"))
    actions.register_action(ANSWERED["approved"], _("Vraag van de winkel goedgekeurd"), _("Keurde goed wat de winkel vroeg"))
    actions.register_action(ANSWERED["refused"], _("Vraag van de winkel geweigerd"), _("Weigerde wat de winkel vroeg"))
    actions.register_action("municipalities.shops_set_hours", _("Uren van winkels"), _("Veranderde of uren van winkels meteen op de site staan"))
    actions.register_action(TAKEN, _("Voorstel overgenomen"), _("Overgenomen wat een lijst zegt"))
    actions.register_action(MERGED)(Merged)


class Merged(LogFormatter):
    label = _("Samengevoegd")

    def format_message(self, log_entry: Any) -> str:
        """Which shop went into this one, and what it said of itself."""
        was = log_entry.data.get("merged", {})
        facts = was.get("facts", {})
        told = ", ".join(f"{label_of(fact)} {said(fact, facts[fact])}" for fact in FACTS if facts.get(fact) not in (None, "", [], "unknown"))
        return gettext("Samengevoegd met %(name)s: %(facts)s") % {"name": was.get("name", ""), "facts": told}
