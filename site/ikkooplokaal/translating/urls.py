"""Addresses of "Talen", under the address of the editors' tool; and those of wagtail-localize that lead to ours instead."""

from django.urls import path

from ikkooplokaal.translating import views
from ikkooplokaal.translating.words import Words

app_name = "translating"
urlpatterns = [
    path("talen/", views.Overview.as_view(), name="overview"),
    path("talen/<int:page_id>/", views.PageScreen.as_view(), name="page"),
    path("localize/jsi18n/", Words.as_view(packages=["wagtail_localize"]), name="words"),
    path("localize/submit/page/<int:page_id>/", views.of_page, name="of_page"),
    path("localize/update/<int:translation_source_id>/", views.of_source, name="of_source"),
    path("localize/translate/<int:translation_id>/pofile/upload/", views.upload_po, name="upload_po"),
    path("localize/translate/<int:translation_id>/machine_translate/", views.ask_machine, name="ask_machine"),
]
