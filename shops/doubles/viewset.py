"""Where the screens of doubles stand: under "Winkelgids" in the menu, and at admin/winkels/dubbels/."""

from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from municipalities.screens import EditorsItem
from shops.doubles import views


class DoublesViewSet(ViewSet):
    name = "shops_doubles"
    url_prefix = "winkels/dubbels"
    menu_label = _("Dubbels")
    icon = "copy"
    menu_url = reverse_lazy("shops_doubles:list")
    menu_item_class = EditorsItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", views.ListView.as_view(), name="list"),
            path("<int:pk>/<int:other>/", views.CompareView.as_view(), name="compare"),
        ]
