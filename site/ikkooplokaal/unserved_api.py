"""Wagtail 8 makes its API v3 whenever a process starts, also for a site that serves none: a schema of every page and snippet, a quarter of a
second and 15 MB of each process. Here its modules are taken by others, which know what Wagtail's apps call at the start and do nothing.

What they call stands in the `ready` of each (wagtail.images.apps and so on); where one calls more, the start fails and says so.
"""

import sys
from collections.abc import Callable
from types import ModuleType

from django.apps import apps

ROUTED = ["wagtail.contrib.redirects.api.v3", "wagtail.locales.api.v3"]
ROUTED_APART = ["wagtail.documents.api.v3", "wagtail.images.api.v3", "wagtail.snippets.api.v3"]  # these have schemas of their own too


class NoApi:
    def add_router(self, prefix: str, router: None) -> None:
        """Nobody asks it."""


def leave_out() -> None:
    """To be called before any app of Wagtail is ready; an API that is installed after all is left as it is."""
    if apps.is_installed("wagtail.api.v3"):
        return
    put("wagtail.api.v3.api", api=NoApi())
    for name in ROUTED:
        put(name, router=None)
    for name in ROUTED_APART:
        put(f"{name}.router", router=None)
        put(f"{name}.registry", register_content_types=schemas_of(name))


def schemas_of(name: str) -> Callable[[], object]:
    return find_snippets if name.startswith("wagtail.snippets") else lambda: None


def find_snippets() -> None:
    """Those that hooks register are known from here on, as with the API: the worker of the tasks reads no addresses, which would find them too."""
    from wagtail.snippets.models import get_snippet_models  # models are ready only now

    get_snippet_models()


def put(name: str, **what: object) -> None:
    module = ModuleType(name)
    vars(module).update(what)
    sys.modules[name] = module
