"""The directory in the editors' tool."""

from typing import ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from municipalities.guarding import GuardedViewSet
from municipalities.policies import MunicipalityPermissionPolicy
from shops import doors
from shops.import_screens.viewset import ImportViewSet
from shops.models import Category, Shop
from shops.panels import SHOP_FORM

register_permission_policy(Shop, MunicipalityPermissionPolicy(Shop))
doors.open_all()


class ShopViewSet(GuardedViewSet):
    model = Shop
    icon = "tag"
    menu_label = _("Winkels")
    list_display: ClassVar = ["name", "category", "municipality", "place", UpdatedAtColumn()]
    list_filter: ClassVar = ["municipality", "category", "kind", "is_demo"]
    search_fields: ClassVar = ["name", "street", "place", "postcode"]
    search_backend_name = None
    list_per_page = 50
    edit_handler = SHOP_FORM

    def get_queryset(self, request: HttpRequest) -> QuerySet[Shop]:
        return Shop.objects.select_related("category", "municipality", "latest_revision").order_by("name", "pk")


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
    items = (ShopViewSet, ImportViewSet, CategoryViewSet)


register_snippet(DirectoryGroup)
