"""The addresses of reading an agenda: admin/acties/inlezen/."""

from django.urls import path

from events.import_screens import views

app_name = "events_import"

urlpatterns = [
    path("", views.ListView.as_view(), name="list"),
    path("nieuw/", views.UploadView.as_view(), name="upload"),
    path("<int:pk>/", views.PreviewView.as_view(), name="preview"),
    path("<int:pk>/kolommen/", views.ColumnsView.as_view(), name="columns"),
    path("<int:pk>/bevestigen/", views.ConfirmView.as_view(), name="confirm"),
    path("<int:pk>/voortgang/", views.ProgressView.as_view(), name="progress"),
    path("<int:pk>/opnieuw/", views.TryAgainView.as_view(), name="try_again"),
    path("<int:pk>/ongedaan-maken/", views.UndoView.as_view(), name="undo"),
    path("<int:pk>/weggooien/", views.DiscardView.as_view(), name="discard"),
    path("<int:pk>/geweigerd/bestand/", views.RefusedFileView.as_view(), name="refused_file"),
]
