"""Messages to editors ("Bewaard."), in a cookie that only this host may set and read; what does not fit in it, in the session."""

from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class HostCookieStorage(CookieStorage):
    cookie_name = "__Host-messages"


class HostStorage(FallbackStorage):
    storage_classes = (HostCookieStorage, SessionStorage)
