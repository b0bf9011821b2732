"""Under /bezoek/."""

from django.urls import path

from content import views

urlpatterns = [
    path("", views.visit, name="visit"),
    path("<str:token>.gif", views.visit_without_script, name="visit_without_script"),
]
