"""Events for tests."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.utils.text import slugify
from wagtail.models import Locale, Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from events.kinds import Repeats
from events.models import AgendaPage, EventChange, EventMoment, EventPage
from home.models import HomePage, MunicipalityPage
from municipalities.models import Municipality

SUNDAY = date(2026, 12, 6)


def town_page(town: Municipality, *, language: str = "nl", **given: Any) -> MunicipalityPage:
    """The municipality's page in a language, under that language's front page."""
    parent = HomePage.objects.get(locale__language_code=language)
    dutch = MunicipalityPage.objects.filter(municipality=town, locale__language_code="nl").first()
    same = {"translation_key": dutch.translation_key} if dutch else {}
    given = {"title": town.name, "slug": town.slug, "municipality": town, "locale": parent.locale} | same | given
    return added(parent, MunicipalityPage(**given))


def agenda_page(language: str = "nl", **given: Any) -> AgendaPage:
    """The agenda in a language: the one that was laid out, or a new one."""
    parent = HomePage.objects.get(locale__language_code=language)
    known = AgendaPage.objects.child_of(parent).first()
    dutch = AgendaPage.objects.filter(locale__language_code="nl").first()
    same = {"translation_key": dutch.translation_key} if dutch else {}
    return known or added(parent, AgendaPage(**({"title": "Agenda", "slug": "agenda", "locale": parent.locale} | same | given)))


def make_event(
    parent: Page,
    *,
    days: Iterable[date] = (SUNDAY,),
    begins: time | None = time(10),
    ends: time | None = time(18),
    until_day: date | None = None,
    repeats: str = Repeats.NOT,
    repeats_until: date | None = None,
    changes: Iterable[EventChange] = (),
    published: bool = True,
    **given: Any,
) -> EventPage:
    """A published Dutch event, with its rows in the agenda: "Braderie" in `parent` on Sunday 6 December 2026 from ten to six."""
    title = given.pop("title", "Braderie")
    page = EventPage(title=title, slug=given.pop("slug", slugify(title)), locale=Locale.objects.get(language_code="nl"), live=False, **given)
    page.moments = [EventMoment(day=day, begins=begins, ends=ends, until_day=until_day, repeats=repeats, repeats_until=repeats_until) for day in days]
    page.changes = list(changes)
    added(parent, page)
    if published:
        publish(page)
    return EventPage.objects.get(pk=page.pk)


def tell_event(event: EventPage, parent: Page, *, published: bool = True, **told: Any) -> EventPage:
    """The page that tells `event` in the language of `parent`."""
    page = EventPage(translation_key=event.translation_key, locale=parent.locale, live=False, **({"slug": event.slug} | told))
    added(parent, page)
    if published:
        publish(page)
    return EventPage.objects.get(pk=page.pk)


def publish(page: EventPage) -> None:
    with disable_reference_index_auto_update():
        page.save_revision().publish()


def added(parent: Page, page: Any) -> Any:
    parent.refresh_from_db()
    with disable_reference_index_auto_update():
        return parent.add_child(instance=page)
