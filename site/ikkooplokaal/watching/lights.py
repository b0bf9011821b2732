"""How everything is, for the province: a light and a sentence for each part, and what to do. Pure: `lights(standing, parts)` asks nobody anything."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ikkooplokaal.periodic import DAY, JOBS
from ikkooplokaal.watching import limits
from ikkooplokaal.watching.limits import Limit
from ikkooplokaal.watching.standing import Standing

EVERY_NIGHT = frozenset(job.name for job in JOBS if job.every == DAY)
NAMED = 3  # jobs in one sentence; the figures have them all


class Level(IntEnum):
    GOOD = 0
    ATTENTION = 1
    WRONG = 2

    @property
    def word(self) -> str:
        return {Level.GOOD: _("In orde"), Level.ATTENTION: _("Let op"), Level.WRONG: _("Loopt mis")}[self]


@dataclass(frozen=True)
class Light:
    """heading: of the page of the guide that says what to do, as its address names it."""

    heading: str
    title: str
    level: Level
    says: str
    does: str = ""


def lights(found: Standing, parts: Mapping[str, bool]) -> list[Light]:
    """What is wrong first. parts: {"cache": whether it answers, "storage": ..., "votes": ...}."""
    made = [mails(found), lost_mails(found), tasks(found), jobs(found), seals(found), backup(found), *of_parts(parts)]
    return sorted(made, key=lambda light: -light.level)


def mails(found: Standing) -> Light:
    level, waited = level_of(found.mails.age, limits.MAILS), lasting(found.mails.age)
    waiting = ngettext("%(count)s mail wacht.", "%(count)s mails wachten.", found.mails.count) % {"count": found.mails.count}
    if level is Level.GOOD:
        return Light("de-mail", _("De mail"), level, waiting if found.mails.count else _("Alle mails zijn vertrokken."))
    said = _("De mail loopt %(waited)s achter.") % {"waited": waited}
    return Light("de-mail", _("De mail"), level, f"{said} {waiting}", _("Stemcodes en uitnodigingen komen later aan. Verwittig wie de site beheert."))


def lost_mails(found: Standing) -> Light:
    heading, title, lost = "mails-die-niet-aankomen", _("Mails die niet aankomen"), found.mails_refused + found.mails_given_up
    if not lost:
        return Light(heading, title, Level.GOOD, _("De voorbije dag kwam elke mail aan."))
    said = ngettext("De voorbije dag kwam %(count)s mail niet aan.", "De voorbije dag kwamen %(count)s mails niet aan.", lost) % {"count": lost}
    if found.mails_given_up or found.mails_refused >= limits.REFUSED:
        return Light(heading, title, Level.ATTENTION, said, _("Dat komt niet door tikfouten alleen. Verwittig wie de site beheert."))
    return Light(heading, title, Level.GOOD, f"{said} {_('Meestal is dat een tikfout in het adres.')}")


def tasks(found: Standing) -> Light:
    heading, title, level = "werk-op-de-achtergrond", _("Werk op de achtergrond"), level_of(found.tasks.age, limits.TASKS)
    if level is Level.GOOD:
        return Light(heading, title, level, _("Wat gevraagd werd, is gedaan of gebeurt nu."))
    said = ngettext("%(count)s taak wacht, al %(waited)s.", "%(count)s taken wachten, de oudste al %(waited)s.", found.tasks.count)
    said = said % {"count": found.tasks.count, "waited": lasting(found.tasks.age)}
    return Light(heading, title, level, said, _("Lijsten worden niet ingelezen en vertalingen blijven liggen. Verwittig wie de site beheert."))


def jobs(found: Standing) -> Light:
    heading, title = "vaste-taken", _("Vaste taken")
    late = {name: waited for name, waited in found.jobs_late.items() if level_of_job(name, waited) > Level.GOOD}
    level = max([Level.GOOD, *(level_of_job(name, waited) for name, waited in late.items()), *([Level.ATTENTION] if found.jobs_failed else [])])
    if level is Level.GOOD:
        return Light(heading, title, level, _("Alles wat elke minuut, elk uur en elke nacht moet gebeuren, is gebeurd."))
    return Light(heading, title, level, " ".join(said_of_jobs(late, found.jobs_failed)), _("Geef deze namen door aan wie de site beheert."))


def said_of_jobs(late: Mapping[str, timedelta], failed: Iterable[str]) -> Iterator[str]:
    if late:
        longest = sorted(late, key=lambda name: -late[name])
        yield _("Te laat: %(names)s.") % {"names": listed([f"{name} ({lasting(late[name])})" for name in longest])}
    if names := sorted(failed):
        yield _("Mislukt de laatste keer: %(names)s.") % {"names": listed(names)}


def seals(found: Standing) -> Light:
    heading, title = "zegels-van-de-stemming", _("Zegels van de stemming")
    if found.seal_age is None:
        return Light(heading, title, Level.GOOD, _("Er loopt geen stemming, dus er is niets te verzegelen."))
    level = level_of(found.seal_age, limits.SEALS)
    if level is Level.GOOD:
        return Light(heading, title, level, _("Elke stemming die loopt, kreeg op tijd haar zegel."))
    said = _("Een stemming wacht al %(waited)s op haar zegel.") % {"waited": lasting(found.seal_age)}
    return Light(heading, title, level, said, _("Stemmen kan gewoon. Verwittig wel meteen wie de site beheert."))


def backup(found: Standing) -> Light:
    heading, title, does = "de-back-up", _("De back-up"), _("Gaat er nu iets stuk, dan is nieuw werk weg. Verwittig wie de site beheert.")
    if "backup" not in found.ages:
        return Light(heading, title, Level.ATTENTION, _("De site maakt zelf geen back-ups."), _("Vraag wie de site beheert of dat elders gebeurt."))
    known = found.ages["backup"]
    if known is None:
        return Light(heading, title, Level.WRONG, _("Er is geen back-up te vinden."), does)
    level = level_of(known, limits.AGES["backup"])
    said = _("De laatste back-up is %(age)s oud.") % {"age": lasting(known)}
    return Light(heading, title, level, said, does if level > Level.GOOD else "")


def of_parts(parts: Mapping[str, bool]) -> Iterator[Light]:
    if "cache" in parts:
        slower = _("Het antwoordt niet: de site is trager.")
        yield part("het-geheugen-voor-bladzijden", _("Het geheugen voor bladzijden"), parts["cache"], Level.ATTENTION, slower)
    if "storage" in parts:
        unreachable = _("Ze zijn onbereikbaar: bezoekers zien geen foto’s.")
        yield part("fotos-en-bestanden", _("Foto’s en bestanden"), parts["storage"], Level.WRONG, unreachable)
    if "votes" in parts:
        broken = _("Een belofte van de stemming is gebroken. Lees wat dat betekent, en maak nog niets bekend.")
        yield part("de-beloften-van-de-stemming", _("De beloften van de stemming"), parts["votes"], Level.WRONG, broken)


def part(heading: str, title: str, is_well: bool, otherwise: Level, broken: str) -> Light:
    if is_well:
        return Light(heading, title, Level.GOOD, _("Werkt zoals het moet."))
    return Light(heading, title, otherwise, broken, _("Verwittig wie de site beheert."))


def level_of(waited: timedelta, limit: Limit) -> Level:
    return Level.WRONG if waited > limit.wrong else Level.ATTENTION if waited > limit.attention else Level.GOOD


def level_of_job(name: str, waited: timedelta) -> Level:
    return level_of(waited, limits.NIGHTS if name in EVERY_NIGHT else limits.JOBS)


def listed(names: list[str]) -> str:
    """The first of them, and how many more."""
    told, more = ", ".join(names[:NAMED]), len(names) - NAMED
    return _("%(names)s en nog %(count)s") % {"names": told, "count": more} if more > 0 else told


def lasting(waited: timedelta) -> str:
    """In the largest unit of which there are two at least: "119 minuten", "2 uur", "3 dagen"."""
    minutes = int(waited.total_seconds() // 60)
    if minutes < 120:
        return ngettext("%(count)s minuut", "%(count)s minuten", max(minutes, 1)) % {"count": max(minutes, 1)}
    if minutes < 2 * 24 * 60:
        return ngettext("%(count)s uur", "%(count)s uur", minutes // 60) % {"count": minutes // 60}
    return ngettext("%(count)s dag", "%(count)s dagen", minutes // 1440) % {"count": minutes // 1440}
