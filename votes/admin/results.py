"""Count, lot, publication. Between count and publication one page shows the figures, to whoever may publish them and did not count."""

import logging
from functools import cached_property
from typing import Any

from django.utils.translation import gettext, gettext_lazy, ngettext

from votes import counting
from votes.admin.lots import LotInTwoSteps
from votes.admin.screens import Deed
from votes.models import BallotEvent
from votes.pages.happened import what_happened
from votes.pages.result import set_apart

logger = logging.getLogger(__name__)

FINDINGS = {
    "broken link": gettext_lazy("de keten van zegels is verbroken"),
    "other head than published": gettext_lazy("een zegel is anders dan wat gepubliceerd werd"),
    "ballot does not open": gettext_lazy("een stem past niet bij haar zegel"),
    "ballot without a slip": gettext_lazy("er is een stem waarvoor niemand een code overtypte"),
    "slip without a ballot": gettext_lazy("er is een bewijs zonder stem"),
    "other candidate": gettext_lazy("een nummer staat voor een andere winkel dan bij de opening"),
    "ballot is gone": gettext_lazy("een verzegelde stem is weg"),
    "event is gone": gettext_lazy("een verzegelde gebeurtenis is weg of veranderd"),
    "ballot was never sealed": gettext_lazy("er staat een stem die nooit verzegeld werd"),
    "event was never sealed": gettext_lazy("er staat een gebeurtenis die nooit verzegeld werd"),
}


def in_words(refusal: Exception) -> str:
    """Why a round is not counted or published."""
    if isinstance(refusal, counting.Undecided):
        return gettext("Over deze groepen stemmen is nog niet beslist: %(letters)s.") % {"letters": ", ".join(refusal.letters)}
    if isinstance(refusal, counting.Tampered):
        return tampered_in_words(refusal)
    told: dict[type[Exception], str] = {
        counting.NotYet: gettext("Dat kan nog niet: de tijd voor bezwaren loopt nog, of er is nog niet geteld."),
        counting.AlreadyDone: gettext("Deze ronde is al geteld, bekendgemaakt of afgelast."),
        counting.SamePerson: gettext(
            "Jij hebt deze ronde geteld. Daarom maakt een collega van de provincie de uitslag bekend: zo keek er altijd iemand mee."
        ),
        counting.NeedsLot: gettext("Er is een gelijke stand, en de regels willen één winnaar. Trek eerst het lot, in het openbaar."),
        counting.NoTie: gettext("Er is geen gelijke stand, of het lot is al getrokken."),
        counting.TooSoon: gettext("Kies een trekking die minstens een dag later komt, en trek het lot pas daarna."),
    }
    return told[type(refusal)]


def tampered_in_words(refusal: counting.Tampered) -> str:
    names = list(dict.fromkeys(finding.name for finding in refusal.findings))
    told = ", ".join(str(FINDINGS.get(name, name)) for name in names)
    return gettext(
        "Er wordt niet geteld, want de stemmen zijn niet meer zoals ze verzegeld werden: %(findings)s. "
        "Raak niets aan en bel wie de site beheert. Dit wordt eerst in het openbaar uitgelegd."
    ) % {"findings": told}


class OfACount(Deed):
    refusals = dict.fromkeys(
        [counting.NotYet, counting.Undecided, counting.Tampered, counting.AlreadyDone, counting.SamePerson, counting.NeedsLot, counting.NoTie], ""
    ) | {counting.TooSoon: ""}

    def said_of(self, refusal: Exception) -> str:
        if isinstance(refusal, counting.Tampered):
            logger.error("round %s is not as it was sealed: %s", self.round.code, sorted({finding.name for finding in refusal.findings}))
        return in_words(refusal)


class FreezeView(OfACount):
    page_title = gettext_lazy("Tellen")
    button = gettext_lazy("Tel deze ronde")
    done = gettext_lazy("Geteld en verzegeld. Een collega van de provincie maakt de uitslag bekend.")
    says = (
        gettext_lazy("Alle stemmen worden geteld en verzegeld. Er komt niets meer bij en dit kan niet terug."),
        gettext_lazy("Je krijgt de uitslag nu niet te zien. Iemand anders van de provincie kijkt ze na en maakt ze bekend."),
    )

    def hindrance(self) -> str:
        try:
            counting.check_freezable(self.round, self.at)
        except counting.Refused as refusal:
            return in_words(refusal)
        return ""

    def act(self, said: dict[str, Any]) -> None:
        counting.freeze(round_id=self.round.pk, by=self.user, at=self.at)


class LotView(LotInTwoSteps, OfACount):
    """Who is tied is told to nobody who counted: whoever counts does not learn the score."""

    @cached_property
    def announced(self) -> BallotEvent | None:  # type: ignore[override]
        return counting.announced_lot(self.round)

    @property
    def announced_by(self) -> int | None:
        return self.announced.by if self.announced else None

    @property
    def says(self) -> tuple[str, ...]:  # type: ignore[override]
        if self.hindrance():
            return ()
        return (*self.tied(), *self.what_next())

    def tied(self) -> list[str]:
        if self.user.pk == self.round.count.made_by_id:
            return []
        found = self.round.candidates.filter(number__in=self.round.count.figures["leaders"]).order_by("number")
        return [gettext("Gelijk staan: %(names)s.") % {"names": ", ".join(f"{one.number}. {one.name}" for one in found)}]

    def hindrance(self) -> str:
        try:
            counting.check_drawable(self.round)
        except counting.Refused as refusal:
            return in_words(refusal)
        return self.not_yet()

    def act(self, said: dict[str, Any]) -> None:
        if self.announced:
            self.number = counting.draw_lot(round_id=self.round.pk, words=said["words"], by=self.user, at=self.at)
        else:
            counting.announce_lot(round_id=self.round.pk, source=said["source"], after=said["after"], by=self.user, at=self.at)

    @property
    def done(self) -> str:  # type: ignore[override]
        if self.announced is None:
            return gettext("De loting is aangekondigd en verzegeld.")
        winner = self.round.candidates.get(number=self.number)
        return gettext("Het lot nam nummer %(number)s, %(name)s. Het staat vast.") % {"number": winner.number, "name": winner.name}


class PublishView(OfACount):
    template_name = "votes/admin/publish.html"
    page_title = gettext_lazy("Uitslag bekendmaken")
    button = gettext_lazy("Maak de uitslag bekend")
    says = (
        gettext_lazy("Kijk na of dit klopt. Zodra je het bekendmaakt, ziet iedereen het, en kan het niet terug."),
        gettext_lazy("Alleen wie het bekend mag maken, ziet dit nu. Vertel het aan niemand voor het bekend is."),
    )

    def hindrance(self) -> str:
        try:
            counting.check_publishable(self.round, self.user)
        except counting.Refused as refusal:
            return in_words(refusal)
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The figures only when nothing but this button stands between them and everybody."""
        context = super().get_context_data(**kwargs)
        if not context["hindrance"]:
            figures = self.round.count.figures
            names = [candidate.name for candidate in counting.winners(self.round)]
            context |= {
                "figures": figures,
                "candidates": sorted(figures["candidates"], key=lambda one: one["rank"]),
                "winners": names,
                "set_apart": [set_apart(one) for one in figures["set_apart"]],
                "happened": what_happened(self.round),
            }
        return context | {"needs_lot": self.may_draw()}

    @property
    def done(self) -> str:  # type: ignore[override]
        told = gettext("De uitslag is bekend, met alles wat nodig is om na te tellen.")
        number = len(counting.winners(self.round))
        drafts = ngettext("De pagina van de ambassadeur staat klaar als concept.", "De pagina's van de ambassadeurs staan klaar als concept.", number)
        return f"{told} {drafts}" if number else told

    def may_draw(self) -> bool:
        return bool(self.round.frozen_at and not self.round.published_at and counting.needs_lot(self.round))

    def act(self, said: dict[str, Any]) -> None:
        counting.publish(round_id=self.round.pk, by=self.user, at=self.at)
