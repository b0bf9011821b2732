"""Copies that proxies keep of public pages go when what they show has changed. Rooms say which addresses show what is theirs.

A page is right within a minute without any of this (PAGE_MAX_AGE); this makes it a second where somebody looks whether their change is there.
Source: docs/decisions/0028-kept-pages-are-thrown-away.md
"""

import logging
from collections.abc import Callable, Collection, Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django_tasks import task
from wagtail.contrib.frontend_cache.utils import PurgeBatch, get_backends
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from content import navigation

logger = logging.getLogger(__name__)

MOST = 600  # addresses; what shows at more empties the caches
AGAIN_AFTER = timedelta(seconds=5)  # longer than a page takes that was being made from what stood there before

Faces = Callable[[Collection[int]], Iterable[str]]
Beside = Callable[[Any], Iterable[str]]
faces_of: list[Faces] = []
beside: dict[type[Page], Beside] = {}


class Changed:
    """What a transaction makes untrue: the addresses at which it shows, or everything."""

    def __init__(self) -> None:
        self.addresses: set[str] = set()
        self.is_everything = self.is_told = False

    def __call__(self) -> None:
        """Once it is stored. A cache that does not answer never undoes or stops what was stored."""
        self.is_told = True
        addresses, is_everything = sorted(self.addresses)[:MOST], self.is_everything or len(self.addresses) > MOST
        throw_away(addresses, is_everything, far=False)
        try:
            leave_to_worker(addresses, is_everything)
        except Exception:
            logger.exception("kept pages are not thrown away a second time: no task could be stored")


def is_on() -> bool:
    """Whether there is a cache to tell. Asked before anything is looked up."""
    return bool(settings.WAGTAILFRONTENDCACHE)


def stale(addresses: Iterable[str]) -> None:
    """addresses: whole ones, "https://www.example.org/nl/". When the transaction that is going on is stored, their copies go."""
    if is_on():
        going_on(lambda changed: changed.addresses.update(addresses))


def everything_is_stale() -> None:
    """For what stands on every page, and for what changes too much to say where."""
    if is_on():
        going_on(lambda changed: setattr(changed, "is_everything", True))


def going_on(note: Callable[[Changed], None]) -> None:
    """One list per transaction. What a savepoint takes back stays on the list of the whole: a page is then made anew for nothing."""
    waiting = next((hook for _, hook, *_ in connection.run_on_commit if isinstance(hook, Changed) and not hook.is_told), None)
    changed = waiting or Changed()
    note(changed)
    if waiting is None:
        transaction.on_commit(changed)


# -- telling the caches


def throw_away(addresses: list[str], is_everything: bool, *, far: bool) -> None:
    """far: those that may take long to answer (a CDN), else those beside the site."""
    for name, cache in get_backends().items():
        if is_far(cache) is not far or not (addresses or is_everything):
            continue
        try:
            if is_everything and hasattr(cache, "purge_everything"):
                cache.purge_everything()
            else:
                cache.purge_batch(addresses)
        except Exception as problem:
            logger.warning("the cache %s keeps pages that changed: %s", name, type(problem).__name__)


def is_far(cache: Any) -> bool:
    return not getattr(cache, "is_near", False)


def leave_to_worker(addresses: list[str], is_everything: bool) -> None:
    """Far caches now, and all of them again in a while: a page that was being made meanwhile may have been kept after its copy went."""
    if any(is_far(cache) for cache in get_backends().values()):
        tell_far.enqueue(addresses, is_everything)
    if tell_again.get_backend().supports_defer:
        tell_again.using(run_after=timezone.now() + AGAIN_AFTER).enqueue(addresses, is_everything)


@task()
def tell_far(addresses: list[str], is_everything: bool) -> None:
    throw_away(addresses, is_everything, far=True)


@task()
def tell_again(addresses: list[str], is_everything: bool) -> None:
    for far in (False, True):
        throw_away(addresses, is_everything, far=far)


# -- which addresses


def register_faces(find: Faces) -> None:
    """find(municipalities): the addresses of the front page and of the pages of these municipalities (keys), in every language."""
    faces_of.append(find)


def faces(municipalities: Collection[int]) -> list[str]:
    return [address for find in faces_of for address in find(municipalities)]


def register(model: type[Page], find: Beside) -> None:
    """find(page): where a page of this type shows, beside its own address in each language."""
    beside[model] = find


def addresses_of(page: Page) -> set[str]:
    """Of the page in every language, as they share facts, and of what shows it."""
    batch = PurgeBatch()
    batch.add_pages(page.get_translations(inclusive=True).select_related("locale"))
    batch.add_page(page)  # as it is being deleted it may not stand in the database any more
    find = next((beside[model] for model in type(page).__mro__ if model in beside), None)
    return batch.urls | set(find(page) if find else ())


def stands_on_every_page(page: Page) -> bool:
    """In the menu, or in the foot."""
    return page.depth == navigation.BELOW_HOME and (page.show_in_menus or getattr(page, "is_in_foot", False))


# -- listening to Wagtail


def listen() -> None:
    """After the other rooms, whose rows say where a page shows."""
    for signal in (page_published, page_unpublished):
        signal.connect(changed, dispatch_uid="content.purging")
    for signal in (page_slug_changed, post_page_move):
        signal.connect(moved, dispatch_uid="content.purging")


def changed(instance: Page, **_: Any) -> None:
    if not is_on():
        return
    if stands_on_every_page(instance):
        everything_is_stale()
    else:
        stale(addresses_of(instance.specific))


def moved(**_: Any) -> None:
    """With it its pages, and the links to all of them."""
    everything_is_stale()
