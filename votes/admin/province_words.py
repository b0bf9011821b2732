"""The provincial winner in words: why something cannot be done, and which steps there are."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from votes import counting, jury, province, province_lot
from votes.models import Edition

NAMED = 6  # towns and people that are called by name


@dataclass(frozen=True)
class Step:
    """One of the steps to the provincial winner. says: how far it is. is_now: whether it is the one to do. button: (words, address), or None."""

    title: str
    says: str
    is_done: bool
    is_now: bool = False
    button: tuple[str, str] | None = None


def in_words(refusal: Exception) -> str:
    """Why nothing was done."""
    named: dict[type[Exception], Any] = {
        province.RoundsWait: lambda: towns_in_words(refusal.towns),  # type: ignore[attr-defined]
        province.Incomplete: lambda: gettext("Er ontbreken nog punten van: %(names)s.") % {"names": listed(refusal.jurors)},  # type: ignore[attr-defined]
        province.NoMotivation: lambda: gettext("Schrijf eerst waarom de jury dit koos: %(names)s.") % {"names": listed(refusal.names)},  # type: ignore[attr-defined]
    }
    if type(refusal) in named:
        return str(named[type(refusal)]())
    told: dict[type[Exception], str] = {
        province.NothingToChoose: gettext("Er zijn geen twee winnaars: hier valt niets te kiezen."),
        province.NoCriteria: gettext("Deze editie is aangekondigd zonder criteria voor haar jury. Vraag raad aan wie de site beheert."),
        province.TooFewJurors: gettext("Eén persoon is geen jury. Voeg minstens twee juryleden toe."),
        province.NotLocked: gettext("Er is nog niets vastgelegd, of het is teruggegeven."),
        province.LotStands: gettext("De loting is in het openbaar aangekondigd: hier gaat niets meer terug."),
        province_lot.NoDraw: gettext("Zeg welke openbare trekking beslist, of wat ze gaf."),
        counting.TooSoon: gettext("Kies een trekking die minstens een dag later komt, en trek het lot pas daarna."),
        province.NoReason: gettext("Zeg waarom: iedereen leest het."),
        jury.NoJury: gettext("In deze editie beslissen de stemmen. Er is geen jury."),
        jury.NoName: gettext("Geef een rol of een naam."),
        jury.NameTaken: gettext("Er is al een jurylid met die naam."),
        jury.NotAFinalist: gettext("Alleen winnaars van een bekendgemaakte ronde doen mee."),
        jury.OutOfRange: gettext("Een van de punten is te hoog of te laag."),
        counting.AlreadyDone: gettext("Dit is al vastgelegd of bekendgemaakt."),
        counting.SamePerson: gettext(
            "Jij hebt dit vastgelegd. Een collega van de provincie kijkt het na en maakt het bekend: zo keek er altijd iemand mee."
        ),
        counting.NeedsLot: gettext("Er is een gelijke stand, en de regels willen één winnaar. Eerst beslist het lot, in het openbaar."),
        counting.NoTie: gettext("Er is geen gelijke stand, of het lot is al getrokken."),
    }
    return told[type(refusal)]


def towns_in_words(towns: list[str]) -> str:
    told = ngettext("Deze gemeente heeft nog geen uitslag: %(towns)s.", "Deze gemeenten hebben nog geen uitslag: %(towns)s.", len(towns))
    return told % {"towns": listed(towns)}


def listed(names: list[str]) -> str:
    """The first of them."""
    first = ", ".join(names[:NAMED])
    more = len(names) - NAMED
    return first if more <= 0 else ngettext("%(first)s en nog %(more)s", "%(first)s en nog %(more)s", more) % {"first": first, "more": more}


# -- the steps


@dataclass(frozen=True)
class Standing:
    """How far an edition is, read once. missing: points that are still to come. silent: leaders without a motivation."""

    edition: Edition
    towns: list[str]
    finalists: int
    jurors: int
    missing: int
    silent: list[str]
    is_locked: bool
    is_mine: bool
    needs_lot: bool
    has_announced: bool
    is_published: bool


def steps(now: Standing) -> list[Step]:
    """In their order; the first that is not done is the one to do now."""
    asked = [results(now), *(of_jury(now) if now.edition.has_jury else []), locking(now), publishing(now)]
    current = next((place for place, step in enumerate(asked) if not step.is_done), len(asked))
    return [shown(step, is_now=place == current) for place, step in enumerate(asked)]


def shown(step: Step, *, is_now: bool) -> Step:
    return Step(step.title, step.says, step.is_done, is_now, step.button if is_now else None)


def to(name: str, now: Standing) -> str:
    return reverse(f"votes_admin:{name}", args=[now.edition.pk])


def results(now: Standing) -> Step:
    rounds = (gettext("Bekijk de rondes"), f"{reverse('votes_admin:rounds')}?editie={now.edition.year}")
    told = ngettext("%(number)s winnaar doet mee.", "%(number)s winnaars doen mee.", now.finalists) % {"number": now.finalists}
    enough = now.finalists >= province.FEWEST_FINALISTS
    if now.towns:
        return Step(gettext("Wacht op alle uitslagen"), towns_in_words(now.towns), False, button=rounds)
    return Step(gettext("Wacht op alle uitslagen"), told if enough else in_words(province.NothingToChoose()), enough, button=rounds)


def of_jury(now: Standing) -> list[Step]:
    jurors = ngettext("%(number)s jurylid.", "%(number)s juryleden.", now.jurors) % {"number": now.jurors}
    missing = ngettext("Nog %(number)s vakje leeg.", "Nog %(number)s vakjes leeg.", now.missing) % {"number": now.missing}
    has_jury, is_whole = now.jurors >= jury.FEWEST_JURORS, not now.missing and now.jurors > 0
    return [
        Step(
            gettext("Wie zit in de jury?"),
            jurors if has_jury else gettext("Minstens twee, met een rol of een naam."),
            has_jury,
            button=(gettext("Voeg een jurylid toe"), to("juror_add", now)),
        ),
        Step(
            gettext("Punten geven"),
            gettext("Alle punten staan er.") if is_whole else missing,
            is_whole,
            button=(gettext("Naar de juryleden"), "#jury"),
        ),
        Step(
            gettext("Zeg waarom"),
            reasons(now) if is_whole else gettext("Van wie wint, en van anderen als je wilt."),
            is_whole and not now.silent,
            button=(gettext("Naar de winnaars"), "#winnaars"),
        ),
    ]


def reasons(now: Standing) -> str:
    return in_words(province.NoMotivation(now.silent)) if now.silent else gettext("De jury zei waarom ze zo koos.")


def locking(now: Standing) -> Step:
    told = (
        gettext("Vastgelegd. Hier verandert niets meer aan.")
        if now.is_locked
        else gettext("Daarna ligt alles vast, en kijkt een tweede persoon het na.")
    )
    return Step(gettext("Vastleggen"), told, now.is_locked, button=(gettext("Leg vast"), to("province_lock", now)))


def publishing(now: Standing) -> Step:
    title = gettext("Bekendmaken")
    if now.is_published:
        return Step(title, gettext("Iedereen kan het lezen."), True)
    if now.needs_lot:
        words = gettext("Trek het lot") if now.has_announced else gettext("Kondig de loting aan")
        return Step(title, in_words(counting.NeedsLot()), False, button=(words, to("province_lot", now)))
    if now.is_mine:
        return Step(title, in_words(counting.SamePerson()), False)
    told = gettext("Door iemand anders van de provincie dan wie het vastlegde.")
    return Step(title, told, False, button=(gettext("Kijk na en maak bekend"), to("province_publish", now)))
