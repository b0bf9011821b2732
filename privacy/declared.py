"""The register of what the site keeps of people. A room declares at the start: `personal_data.py` beside its models calls `declare`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model, Q
from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from privacy.terms import A_DAY, Term, in_words


class Whose(TextChoices):
    """Of whom, in the order of the page."""

    VISITORS = "bezoekers", _("Van wie rondkijkt")
    WRITERS = "schrijvers", _("Van wie ons schrijft of iets meldt")
    VOTERS = "stemmers", _("Van wie stemt")
    CANDIDATES = "kandidaten", _("Van wie een winkel kandidaat stelt")
    KEEPERS = "winkeliers", _("Van wie een winkel heeft")
    NAMED = "genoemd", _("Van wie op de site genoemd wordt")
    EDITORS = "redacteurs", _("Van wie aan deze site werkt")


class Basis(TextChoices):
    """What allows it: article 6 (1) of the GDPR, by its letter."""

    CONSENT = "a", _("je toestemming")
    LEGAL_DUTY = "c", _("een wettelijke plicht")
    PUBLIC_TASK = "e", _("een taak van algemeen belang")


@dataclass(frozen=True)
class Rows:
    """What is counted. where: which rows hold it. since: name of the moment from which the term runs; "" where no moment is planned."""

    model: type[Model]
    where: Q = field(default_factory=Q)
    since: str = ""


@dataclass(frozen=True)
class Kept:
    """One kind of what is kept of people.

    name: "votes.addresses". fields: those that hold it, "votes.VoteRequest.address". how_long: a sentence, in which %(term)s stands for `term`.
    rows: None where no number says anything. job: the periodic job that erases it; "" where somebody's deed does. goes: when the oldest goes,
    where that does not follow from `rows.since` and `term`. lag: that job comes so long after it at the latest.
    """

    name: str
    whose: Whose
    what: Any
    why: Any
    basis: Basis
    how_long: Any
    fields: tuple[str, ...]
    rows: Rows | None = None
    term: Term | None = None
    job: str = ""
    goes: Callable[[datetime], datetime | None] | None = None
    lag: timedelta = A_DAY

    @property
    def until(self) -> str:
        """`how_long` in the language of the moment, with the term in words."""
        said = str(self.how_long)
        return said % {"term": in_words(self.term)} if self.term else said


@dataclass(frozen=True)
class InBrowser:
    """A cookie, or what a script keeps in the browser. name: as it is called on this installation, asked when it is shown. how_long: in words."""

    name: Callable[[], str]
    why: Any
    how_long: Callable[[], str]
    is_cookie: bool = True


_KEPT: dict[str, Kept] = {}
_IN_BROWSER: list[InBrowser] = []


def declare(*kinds: Kept) -> None:
    _KEPT.update({kind.name: kind for kind in kinds})


def declare_in_browser(*things: InBrowser) -> None:
    _IN_BROWSER.extend(thing for thing in things if thing not in _IN_BROWSER)


def declared() -> list[Kept]:
    """In the order of whose it is, then as the rooms declared it."""
    order = list(Whose)
    return sorted(_KEPT.values(), key=lambda kind: order.index(kind.whose))


def in_browser() -> list[InBrowser]:
    """Cookies first."""
    return sorted(_IN_BROWSER, key=lambda thing: not thing.is_cookie)
