"""The cookies of the frame, by the names and terms of the settings."""

from datetime import timedelta

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from privacy.declared import InBrowser, declare_in_browser
from privacy.terms import in_words


def messages_cookie() -> str:
    """As the storage of this installation calls it."""
    storages = import_string(settings.MESSAGE_STORAGE).storage_classes
    return next(storage.cookie_name for storage in storages if issubclass(storage, CookieStorage))


def until_it_is_shown() -> str:
    return str(_("Tot de volgende pagina."))


declare_in_browser(
    InBrowser(
        name=lambda: settings.CSRF_COOKIE_NAME,
        why=_("Om een formulier te beveiligen. Hij komt er pas als je er een opent."),
        how_long=lambda: in_words(timedelta(seconds=settings.CSRF_COOKIE_AGE)),
    ),
    InBrowser(
        name=lambda: settings.SESSION_COOKIE_NAME,
        why=_("Om redacteurs ingelogd te houden. Bezoekers krijgen hem niet."),
        how_long=lambda: in_words(timedelta(seconds=settings.SESSION_COOKIE_AGE)),
    ),
    InBrowser(name=messages_cookie, why=_("Om een redacteur te zeggen dat iets gelukt is."), how_long=until_it_is_shown),
    InBrowser(
        name=lambda: "wagtail_sidebar_collapsed",
        why=_("Of een redacteur de zijbalk van het beheer dichtklapte."),
        how_long=lambda: str(_("Tot je de browser sluit.")),
    ),
)
