"""Where the screens of an import stand: under "Winkelgids" in the menu, and at admin/winkels/import/."""

from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from municipalities.screens import EditorsItem
from shops.import_screens import views


class ImportViewSet(ViewSet):
    name = "shops_import"
    url_prefix = "winkels/import"
    icon = "upload"
    menu_label = _("Importeren")
    menu_name = "importeren"
    menu_url = reverse_lazy("shops_import:upload")
    menu_item_class = EditorsItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", views.ListView.as_view(), name="list"),
            path("nieuw/", views.UploadView.as_view(), name="upload"),
            path("<int:pk>/", views.PreviewView.as_view(), name="preview"),
            path("<int:pk>/bevestigen/", views.ConfirmView.as_view(), name="confirm"),
            path("<int:pk>/beslissen/", views.DecideView.as_view(), name="decide"),
            path("<int:pk>/voortgang/", views.ProgressView.as_view(), name="progress"),
            path("<int:pk>/opnieuw/", views.TryAgainView.as_view(), name="try_again"),
            path("<int:pk>/ongedaan-maken/", views.UndoView.as_view(), name="undo"),
            path("<int:pk>/weggooien/", views.DiscardView.as_view(), name="discard"),
            path("<int:pk>/geweigerd/", views.RefusedView.as_view(), name="refused"),
            path("<int:pk>/geweigerd/bestand/", views.RefusedFileView.as_view(), name="refused_file"),
            path("<int:pk>/geweigerd/werkmap/", views.RefusedFileView.as_view(ending="xlsx"), name="refused_workbook"),
            path("<int:pk>/kolommen/", views.ColumnsView.as_view(), name="columns"),
            path("<int:pk>/geweigerd/klaar/", views.SettleView.as_view(), name="settle"),
        ]
