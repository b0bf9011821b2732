"""Where the suggestions stand: under "Winkelgids" in the menu, and at admin/winkels/voorstellen/."""

from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from municipalities.screens import EditorsItem
from shops.suggestion_screens import views


class SuggestionsViewSet(ViewSet):
    name = "shops_suggestions"
    url_prefix = "winkels/voorstellen"
    menu_label = _("Voorstellen")
    icon = "help"
    menu_url = reverse_lazy("shops_suggestions:list")
    menu_item_class = EditorsItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", views.ListView.as_view(), name="list"),
            path("<int:pk>/overnemen/", views.TakeView.as_view(), name="take"),
            path("<int:pk>/laten/", views.DismissView.as_view(), name="dismiss"),
        ]
