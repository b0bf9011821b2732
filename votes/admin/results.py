"""Count, lot, publication. Between count and publication one page shows the figures, to whoever may publish them and did not count."""

import logging
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from votes import counting
from votes.admin.forms import WordsForm
from votes.admin.screens import Deed

logger = logging.getLogger(__name__)

FINDINGS = {
    "broken link": gettext_lazy("de keten van zegels is verbroken"),
    "other head than published": gettext_lazy("een zegel is anders dan wat gepubliceerd werd"),
    "ballot does not open": gettext_lazy("een stem past niet bij haar zegel"),
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
    )

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


class LotView(OfACount):
    """Names who are tied: the drawing is public, and somebody has to read them out. Their votes stay unsaid."""

    form_class = WordsForm
    page_title = gettext_lazy("Het lot trekken")
    button = gettext_lazy("Trek het lot")
    done = gettext_lazy("Het lot is getrokken, en staat vast.")

    @property
    def says(self) -> tuple[str, ...]:  # type: ignore[override]
        if self.hindrance():
            return ()
        tied = self.round.candidates.filter(number__in=self.round.count.figures["leaders"]).order_by("number")
        told = gettext("Gelijk staan: %(names)s.") % {"names": ", ".join(candidate.name for candidate in tied)}
        return (told, gettext("Doe dit in het openbaar. Laat iemand uit het publiek enkele woorden roepen en typ ze over: daaruit volgt het lot."))

    def hindrance(self) -> str:
        if not self.round.frozen_at:
            return in_words(counting.NotYet())
        if self.round.published_at or not counting.needs_lot(self.round):
            return in_words(counting.NoTie())
        return ""

    def act(self, said: dict[str, Any]) -> None:
        counting.draw_lot(round_id=self.round.pk, words=said["words"], by=self.user, at=self.at)


class PublishView(OfACount):
    template_name = "votes/admin/publish.html"
    page_title = gettext_lazy("Uitslag bekendmaken")
    button = gettext_lazy("Maak de uitslag bekend")
    done = gettext_lazy("De uitslag is bekend, met alles wat nodig is om na te tellen. De pagina's van de ambassadeurs staan klaar als concept.")
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
            context |= {"figures": figures, "candidates": sorted(figures["candidates"], key=lambda one: one["rank"]), "winners": names}
        return context | {"needs_lot": self.may_draw()}

    def may_draw(self) -> bool:
        return bool(self.round.frozen_at and not self.round.published_at and counting.needs_lot(self.round))

    def act(self, said: dict[str, Any]) -> None:
        counting.publish(round_id=self.round.pk, by=self.user, at=self.at)
