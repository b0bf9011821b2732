"""The facts of an event that a file may tell, as values that JSON holds: read from an entry, read from a page, written to a page, said in words."""

from collections.abc import Callable, Mapping
from datetime import date, time
from html import unescape
from typing import Any
from urllib.parse import unquote

from django.utils.html import escape, strip_tags
from django.utils.translation import gettext
from wagtail.rich_text import RichText

from content.tables import one_line
from events import differences
from events.importing import rules
from events.importing.entries import Entry
from events.kinds import Change, Kind, Status
from events.models import EventChange, EventMoment, EventPage
from events.models.event import SUMMARY
from events.slots import DayChange, Moment

PLAIN = ("kind", "status", "venue", "street", "postcode", "place", "latitude", "longitude", "price", "is_free", "website", "organiser")
FACTS = ("title", "when", "summary", "body", *PLAIN)
LOTS = ("tombola", "loterij", "loterie", "verloot", "verloting", "wordt geloot", "trekking van de prij", "tirage au sort")

Facts = dict[str, Any]


def told_by(entry: Entry) -> Facts:
    """What the file says; what it is silent about is left out."""
    moments, changes = lines_of(entry)
    facts: Facts = {"title": entry.title, "when": when_of(moments, changes)}
    if "description" in entry.facts:
        facts["summary"], facts["body"] = in_two(entry.facts["description"])
    return facts | {name: entry.facts[name] for name in PLAIN if name in entry.facts}


def in_two(description: str) -> tuple[str, str]:
    """(the sentence of a list, the whole text when it is longer)."""
    line = one_line(description)
    if len(line) <= SUMMARY:
        return line, ""
    cut = line[: SUMMARY - 1]
    sentence = max(cut.rfind(sign) for sign in (". ", "? ", "! "))
    if sentence > SUMMARY // 3:
        return cut[: sentence + 1], description
    return f"{cut.rpartition(' ')[0] or cut}…", description


def is_by_lot(facts: Mapping[str, Any]) -> bool:
    """Whether something may be given away by lot, by the words of the file: then a person looks before it is published."""
    said = " ".join(str(facts.get(name, "")) for name in ("title", "summary", "body")).casefold()
    return any(word in said for word in LOTS)


def asks_for_licence(facts: Mapping[str, Any]) -> bool:
    return facts.get("kind") == Kind.CONTEST or is_by_lot(facts)


# -- when


def lines_of(entry: Entry) -> tuple[list[EventMoment], list[EventChange]]:
    return [line_of(moment) for moment in entry.moments], [change_line(change) for change in entry.changes]


def line_of(moment: Moment) -> EventMoment:
    """In the words of the form where it has them."""
    line = EventMoment(day=moment.day, begins=moment.begins, ends=moment.ends, until_day=moment.until_day)
    if moment.rule:
        line.repeats, line.repeats_until, line.own_rule = rules.in_words_of_the_form(moment.rule, moment.day)
    return line


def change_line(change: DayChange) -> EventChange:
    return EventChange(day=change.day, what=change.what, new_day=change.new_day, begins=change.begins, ends=change.ends)


def when_of(moments: list[EventMoment], changes: list[EventChange]) -> dict[str, list[list[str]]]:
    told = [one.as_moment() for one in moments]
    differing = [one.as_change() for one in changes]
    return {
        "moments": sorted([iso(one.day), iso(one.begins), iso(one.until_day), iso(one.ends), one.rule] for one in told),
        "changes": sorted([iso(one.day), str(one.what), iso(one.new_day), iso(one.begins), iso(one.ends)] for one in differing),
    }


def iso(value: date | time | None) -> str:
    return value.isoformat() if value is not None else ""


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def hour(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


def read_when(value: Mapping[str, list[list[str]]]) -> tuple[list[EventMoment], list[EventChange]]:
    moments = [
        line_of(Moment(date.fromisoformat(first), hour(begins), day(until), hour(ends), rule))
        for first, begins, until, ends, rule in value["moments"]
    ]
    changes = [
        change_line(DayChange(date.fromisoformat(one), what, day(new), hour(begins), hour(ends))) for one, what, new, begins, ends in value["changes"]
    ]
    return moments, changes


# -- of a page


def value_of(event: EventPage, fact: str) -> Any:
    if fact == "when":
        return when_of(list(event.moments.all()), list(event.changes.all()))
    if fact == "body":
        return "\n\n".join(words_of(block) for block in event.body)
    return getattr(event, fact)


def words_of(block: Any) -> str:
    """Of a paragraph its words, of anything else what it holds: enough to see that it is something else."""
    return one_line(unescape(strip_tags(str(block.value).replace("</p>", " ")))) if block.block_type == "text" else str(block.get_prep_value())


def write(event: EventPage, facts: Mapping[str, Any]) -> None:
    """Set these facts; saves nothing."""
    for fact, value in facts.items():
        if fact == "when":
            event.moments, event.changes = read_when(value)
        elif fact == "body":
            event.body = [("text", RichText(as_html(value)))] if value else []
        else:
            setattr(event, fact, value)


def as_html(text: str) -> str:
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
    return "".join(f"<p>{escape(part).replace(chr(10), '<br/>')}</p>" for part in paragraphs)


def same(fact: str, one: Any, other: Any) -> bool:
    """White space of a text does not count: editors' tools change it."""
    if fact == "body":
        return one_line(str(one)) == one_line(str(other))
    return bool(one == other)


# -- in words


def label_of(fact: str) -> str:
    if fact == "when":
        return gettext("wanneer")
    return str(EventPage._meta.get_field(fact).verbose_name)


def in_words(fact: str, value: Any, today: date) -> str:
    said = WORDS.get(fact)
    if said:
        return said(value, today)
    if isinstance(value, bool):
        return gettext("ja") if value else gettext("nee")
    words = one_line(str(value if value is not None else ""))
    return (f"{words[:200]}…" if len(words) > 200 else words) or gettext("niets")


def when_in_words(value: Any, today: date) -> str:
    moments, changes = read_when(value)
    without = {change.day for change in changes if change.what == Change.SKIPPED}
    said = differences.moments_in_words(moments[:3], today, without).replace("\n", "; ")
    if len(moments) > 3:
        said = gettext("%(days)s; en nog %(count)s") % {"days": said, "count": len(moments) - 3}
    if changes:
        said = f"{said} ({differences.changes_in_words(changes[:3], today)})".replace("\n", "; ")
    return said


WORDS: dict[str, Callable[[Any, date], str]] = {
    "when": when_in_words,
    "kind": lambda value, today: str(Kind(value).label),
    "status": lambda value, today: str(Status(value).label),
    "website": lambda value, today: unquote(str(value)) or gettext("niets"),
}
