"""The demo's actions and events: invented, for several municipalities, around the day on which the demo is loaded.

Weekly markets stand on every day of the week, so that today and this weekend never are empty, however old a demo is.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from content.freshness import BRUSSELS
from events import invitations, shops_open, told_elsewhere
from events.keeping import refill
from events.kinds import SHOPS_OPEN, Access, Change, Repeats
from events.models import AgendaPage, EventChange, EventMoment, EventPage, EventShop
from home.demo.draws import content
from home.models import MunicipalityPage
from municipalities.models import Municipality
from shops import special_openings
from shops.models import Shop, SpecialOpening

WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
SAY_NO, SAY_NOTHING, LOOKED_AT = 2, 2, 20
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
TOLD = ("summary", "price", "audience", "conditions", "stock_note", "status_note")
TOLD_IN = ("fr", "en", "de")
REPEATS = {"": Repeats.NOT, "dag": Repeats.DAILY, "week": Repeats.WEEKLY, "twee weken": Repeats.FORTNIGHTLY, "weekdag": Repeats.MONTHLY_WEEKDAY}

Parents = dict[tuple[str, str], Page]  # by the municipality's slug ("" for the agenda) and the language


@transaction.atomic
def load_events(at: datetime) -> int:
    """Publish those that are not there yet, in the municipalities that have a page; returns how many."""
    known = set(EventPage.objects.filter(is_demo=True).values_list("source_ref", flat=True))
    parents, places = parents_by_town(), {place["nis"]: place for place in reversed(content("streets"))}
    wanted = [told for told in content("events") if ref_of(told) not in known and (told["town"], "nl") in parents]
    with disable_reference_index_auto_update():
        for told in wanted:
            add_event(told, parents, places, at)
    return len(wanted)


def parents_by_town() -> Parents:
    towns = MunicipalityPage.objects.live().select_related("locale", "municipality")
    found: Parents = {(page.municipality.slug, page.locale.language_code): page for page in towns}
    agendas = AgendaPage.objects.live().select_related("locale")
    return found | {("", page.locale.language_code): page for page in agendas}


def ref_of(told: dict[str, Any]) -> str:
    return f"demo:{told['town']}:{slugify(told['title'])}"


def add_event(told: dict[str, Any], parents: Parents, places: dict[str, Any], at: datetime) -> None:
    parent = parents[told["town"], "nl"]
    town = parent.municipality if isinstance(parent, MunicipalityPage) else None
    facts = facts_of(told, town, places) | {"first_published_at": at, "last_published_at": at}
    page = EventPage(title=told["title"], slug=slugify(told["title"]), locale=parent.locale, **facts, **words_of(told))
    page.moments = [moment_of(told["when"], at.astimezone(BRUSSELS).date())]
    page.changes = list(changes_of(told, page.moments.all()[0].day))
    page.towns = list(Municipality.objects.filter(slug__in=told.get("towns", [])))
    added(parent, page)
    refill(page, at=at)
    let_shops_join(page, town, told.get("shops", 0), at)
    for language in TOLD_IN:
        if language in told and (told["town"], language) in parents:
            tell(page, told, parents[told["town"], language], facts)
    if page.kind in SHOPS_OPEN:
        shops_open.keep(page, at=at)  # now that it is told in other languages too


def tell(event: EventPage, told: dict[str, Any], parent: Page, facts: dict[str, Any]) -> None:
    """The page in another language: its title and its summary."""
    title, summary = told[parent.locale.language_code]
    slug = slugify(title)
    page = EventPage(title=title, slug=slug, summary=summary, locale=parent.locale, translation_key=event.translation_key, **facts)
    added(parent, page)


def added(parent: Page, page: EventPage) -> None:
    parent.refresh_from_db(fields=["numchild", "path"])
    parent.add_child(instance=page)


def facts_of(told: dict[str, Any], town: Municipality | None, places: dict[str, Any]) -> dict[str, Any]:
    flags = told.get("flags", [])
    facts = {
        "kind": told["kind"],
        "status": told.get("status", "gaat door"),
        "venue": told.get("venue", ""),
        "is_free": "free" in flags,
        "for_children": "children" in flags,
        "access": Access.YES if "step" in flags else Access.UNKNOWN,
        "stock": told.get("stock", ""),
        "source_ref": ref_of(told),
        "is_demo": True,
    }
    return facts | (where(told, town, places) if town else {})


def where(told: dict[str, Any], town: Municipality, places: dict[str, Any]) -> dict[str, Any]:
    """In a shop of that kind where the town has one; else in its centre."""
    shops = Shop.objects.filter(municipality=town, is_demo=True, live=True).select_related("category__parent").order_by("pk")
    kind = told.get("shop")
    shop = next((shop for shop in shops if kind in {shop.category.slug, getattr(shop.category.parent, "slug", "")}), None) if kind else None
    place = places.get(town.nis, {})
    address = {"postcode": place.get("postcode", ""), "place": place.get("place", ""), "organiser": f"Winkeliers van {town.name}"}
    return address | ({"venue_shop": shop} if shop else {"latitude": place.get("latitude"), "longitude": place.get("longitude")})


def words_of(told: dict[str, Any]) -> dict[str, str]:
    return {name: told[name] for name in TOLD if name in told} | {"qualifying_question": told.get("question", "")}


def moment_of(when: dict[str, Any], today: date) -> EventMoment:
    day = day_of(when, today)
    last = today + when["through"] * A_DAY if "through" in when else None
    ends = day + (when["times"] - 1) * A_DAY if "times" in when else today + when["till"] * A_DAY if "till" in when else None
    return EventMoment(
        day=day,
        begins=clock(when.get("b")),
        ends=clock(when.get("e")),
        until_day=last,
        repeats=REPEATS[when.get("every", "")],
        repeats_until=ends,
    )


def day_of(when: dict[str, Any], today: date) -> date:
    """Counted from today ("in"; with "snap" the first such weekday of that month), or the coming such weekday ("on"), weeks "after"."""
    if "on" in when:
        return coming(when["on"], today) + when.get("after", 0) * A_WEEK
    day = today + when["in"] * A_DAY
    return coming(when["snap"], day.replace(day=1)) if "snap" in when else day


def coming(weekday: str, since: date) -> date:
    return since + ((WEEKDAYS.index(weekday) - since.weekday()) % 7) * A_DAY


def clock(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def changes_of(told: dict[str, Any], first: date) -> Iterator[EventChange]:
    """nth: which of its times, from 0, a fortnight apart. later: by how many days it is moved."""
    for change in told.get("changes", []):
        day = first + change["nth"] * 2 * A_WEEK
        new_day = day + change["later"] * A_DAY if "later" in change else None
        yield EventChange(day=day, what=Change(change["what"]), new_day=new_day)


def let_shops_join(event: EventPage, town: Municipality | None, number: int, at: datetime) -> None:
    """So many say yes; where shops open for it, at the announced hours, and then some say no or have not answered yet."""
    if not town or not number:
        return
    shops = list(Shop.objects.filter(municipality=town, is_demo=True, live=True).order_by("pk")[: number + LOOKED_AT])
    joining, others = shops[:number], shops[number:] if event.kind in SHOPS_OPEN else []
    silent = [shop for shop in others[SAY_NO:] if shop.email][:SAY_NOTHING]
    rows = [EventShop(event=event, shop=shop, answer=EventShop.Answer.YES, asked_at=at, answered_at=at) for shop in joining]
    rows += [EventShop(event=event, shop=shop, answer=EventShop.Answer.NO, asked_at=at, answered_at=at) for shop in others[:SAY_NO]]
    rows += [EventShop(event=event, shop=shop, asked_at=at) for shop in silent]
    EventShop.objects.bulk_create(rows)
    told_elsewhere.forget_named()
    days = invitations.days_to_answer(rows[0], at) if rows else []
    opened = [(day, *invitations.announced(day)) for day in days]
    SpecialOpening.objects.bulk_create(
        SpecialOpening(shop=shop, special_day=day, day=day.day, opens=opens, closes=closes) for shop in joining for day, opens, closes in opened
    )
    if opened:
        special_openings.keep_in_step([shop.pk for shop in joining], at=at)
