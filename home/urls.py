"""Addresses that are no pages of the tree: the search of the whole site, in each language under its own name."""

from django.urls import path

from content.navigation import SEARCH
from home.site_search.view import serve

urlpatterns = [path(f"{slug}/", serve, {"spoken": language}, name=f"site_search_{language}") for language, slug in SEARCH.items()]
