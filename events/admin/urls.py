"""The addresses of actions and events in the editors' tool: admin/acties/."""

from django.urls import path

from events.admin import screens, shops

app_name = "events_admin"

urlpatterns = [
    path("", screens.ListView.as_view(), name="list"),
    path("nieuw/", screens.NewView.as_view(), name="new"),
    path("dagen/", screens.days, name="days"),
    path("<int:page_id>/nog-eens/", screens.AgainView.as_view(), name="again"),
    path("<int:page_id>/gaat-niet-door/", screens.CallOffView.as_view(), name="call_off"),
    path("<int:page_id>/winkels/", shops.ShopsView.as_view(), name="shops"),
]
