"""Addresses of the demo's mailbox."""

from django.urls import path

from mail.mailbox import html_of, mailbox

urlpatterns = [
    path("", mailbox, name="mailbox"),
    path("<int:pk>/", html_of, name="mailbox_html"),
]
