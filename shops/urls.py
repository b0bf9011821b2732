"""Addresses of the directory that belong to no page and no language."""

from django.urls import path

from shops.near_view import near_me

urlpatterns = [path("plek/", near_me, name="near_me")]
