"""The address of the list of ambassadors in the editors' tool: admin/ambassadeurs/."""

from django.urls import path

from ambassadors.admin.screens import ListView

app_name = "ambassadors_admin"

urlpatterns = [path("", ListView.as_view(), name="list")]
