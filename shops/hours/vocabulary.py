"""The words with which people type opening hours, and the text cut into them, once per language."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from shops.hours.rules import NotUnderstood

CODES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


SELECTING = ("day", "days", "holiday", "month", "year", "week", "easter")
BODY = ("time", "off", "appointment", "always", "comment")


class UnknownWord(NotUnderstood):
    """Says little: another language may know the word."""


class Token(NamedTuple):
    """kind: day, days, holiday, month, year, number, week, index, time, off, appointment, always, except, from, comment, or the sign itself."""

    kind: str
    text: str


def _named(kind: str, text: str, words: str) -> dict[str, Token]:
    """words: split by "|", as some have spaces."""
    return {word: Token(kind, text) for word in words.split("|")}


def _day_names(words: str) -> dict[str, Token]:
    """words: seven groups from Monday on."""
    return {name: Token("day", code) for code, names in zip(CODES, words.split("|"), strict=True) for name in names.split()}


# OpenStreetMap's own codes are known beside Dutch and German ones (people mix them), but for "sa" in Dutch: "ma-sa" is French.
DAY_NAMES = {
    "nl": _day_names("ma maandag mo|di dins dinsdag tu|wo woe woensdag we|do don donderdag th|vr vrij vrijdag fr|za zat zaterdag|zo zon zondag su"),
    "fr": _day_names("lu lun lundi|ma mar mardi|me mer mercredi|je jeu jeudi|ve ven vendredi|sa sam samedi|di dim dimanche"),
    "en": _day_names(
        "mo mon monday mondays|tu tue tues tuesday tuesdays|we wed weds wednesday wednesdays|th thu thur thurs thursday thursdays"
        "|fr fri friday fridays|sa sat saturday saturdays|su sun sunday sundays"
    ),
    "de": _day_names(
        "mo montag montags|di dienstag dienstags tu|mi mittwoch mittwochs we|do donnerstag donnerstags th|fr freitag freitags"
        "|sa samstag samstags sonnabend|so sonntag sonntags su"
    ),
}
LANGUAGES = tuple(DAY_NAMES)
MIXED = "mixed"  # for who mixes two languages ("Mo-Wo", "Tu-So"): only names that no two languages give to different days, and no month has


def _of_one_day() -> dict[str, Token]:
    found: dict[str, set[Token]] = {}
    for names in DAY_NAMES.values():
        for name, day in names.items():
            found.setdefault(name, set()).add(day)
    return {name: days.pop() for name, days in found.items() if len(days) == 1 and name != "mar"}


DAY_NAMES[MIXED] = _of_one_day() | _day_names(
    "пн понедельник понеділок|вт вторник вівторок|ср среда середа|чт четверг четвер|пт пятница|сб суббота субота|вс нд воскресенье неділя"
)
_MONTHS = {
    "Jan": "jan|januari|january|janvier|januar", "Feb": "feb|februari|february|février|februar", "Mar": "mar|maart|march|mars|märz",
    "Apr": "apr|april|avril", "May": "may|mei|mai", "Jun": "jun|juni|june|juin", "Jul": "jul|juli|july|juillet",
    "Aug": "aug|augustus|august|août", "Sep": "sep|sept|september|septembre", "Oct": "oct|okt|oktober|october|octobre",
    "Nov": "nov|november|novembre", "Dec": "dec|december|décembre|dezember",
}  # fmt: skip
MONTHS = tuple(_MONTHS)
_WORDS: dict[str, Token] = {
    **{name: token for code, names in _MONTHS.items() for name, token in _named("month", code, names).items()},
    **_named("days", "Mo-Su", "elke dag|iedere dag|alle dagen|dagelijks|7/7|7 op 7|tous les jours|7j/7|daily|every day|everyday|täglich|jeden tag"),
    **_named("days", "Mo-Fr", "weekdagen|werkdagen|op weekdagen|in de week|tijdens de week|en semaine|weekdays"),
    **_named("days", "Sa-Su", "weekend|in het weekend|het weekend|week-end|le week-end|weekends|am wochenende|wochenende"),
    **_named("days", "Su,PH", "zon- en feestdagen|zon- en feestdag|zon en feestdagen|zon-en feestdagen|zon- , feestdagen|zon , feestdagen"),
    **_named("days", "Su,PH", "feest- en zondagen|sonn- und feiertage|sonn- und feiertags|sonn- und feiertagen|dimanches et jours fériés"),
    **_named("holiday", "PH", "ph|feestdag|feestdagen|wettelijke feestdagen|férié|fériés|jours fériés|jour férié|public holidays|bank holidays"),
    **_named("holiday", "PH", "feiertag|feiertage|feiertags|feiertagen"),
    **_named("holiday", "SH", "sh"),
    **_named("off", "off", "off|gesloten|dicht|sluitingsdag|fermé|fermés|fermée|ferme|closed|geschlossen|ruhetag"),
    **_named("off", "off", "verlof|jaarlijks verlof|vakantie|jaarlijkse vakantie"),
    **_named("off", "off", "gesloten wegens verlof|gesloten wegens jaarlijks verlof|gesloten wegens vakantie"),
    **_named("off", "off", "congé annuel|congés annuels|betriebsferien|выходной|вихідний"),
    **_named("except", "except", "behalve|uitgezonderd|met uitzondering van|m.u.v.|sauf|excepté|except|außer"),
    **_named("appointment", "op afspraak", "op afspraak|enkel op afspraak|na afspraak|enkel na afspraak|volgens afspraak"),
    **_named("appointment", "sur rendez-vous", "sur rendez-vous|sur rdv|uniquement sur rendez-vous|sur rendez-vous uniquement"),
    **_named("appointment", "by appointment", "by appointment|by appointment only"),
    **_named("appointment", "nach Vereinbarung", "nach vereinbarung|nur nach vereinbarung"),
    **_named("always", "24/7", "24/7|24u/24 7d/7|24u/24, 7d/7|24/24 7/7|24h/24 7j/7|24h/24, 7j/7|24h/24 et 7j/7|dag en nacht|jour et nuit"),
    **_named("-", "-", "tot|t/m|tem|t.e.m.|tot en met|à|a|au|jusqu'à|to|till|until|through|bis"),
    **_named(",", ",", "en|et|and|und"),
    **_named("", "", "van|om|op|open|doorlopend|de|du|le|les|ouvert|non-stop|sans interruption|from|von|durchgehend|geöffnet|uur|uhr|hrs"),
    **_named("", "", "in|elke|iedere|alleen|enkel"),
    **_named("from", "", "vanaf|à partir de|ab"),
    **_named("", "", "openingsuren|onze openingsuren|openingstijden|openingsuur|heures d'ouverture|horaire|horaires|opening hours|öffnungszeiten"),
    **_named("week", "week", "week"),
    **_named("time", "12:00", "noon|midi"),
    **_named("time", "24:00", "midnight|minuit|middernacht|mitternacht"),
}  # fmt: skip
LATEST = 30  # o'clock: 6 in the morning of the next day
_UNIT = r"(?:uur|uhr|heures|heure|hrs|hr|h|u)"
_CLOCK = (
    r"(?P<clock>0?(?P<hour>\d{1,2})(?:"
    rf"(?!:\s\d\d?:)\s?[:.]\s?(?P<minutes>\d\d|000|0)(?::00\b)?(?:\s?{_UNIT}\b\.?)?"
    rf"|\s?{_UNIT}(?:\s?(?P<after_unit>[0-5]\d)(?!\s?(?:{_UNIT}\b|[:.])|\d))?(?![^\W\d])\.?"
    r"|(?=\s?[ap]\.?\s?m))(?:\s?(?P<half>[ap])(?:\.\s?m\.|m\b))?)(?!\d)"
)
SIGNS = str.maketrans({"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "~": "-", "&": ",", "\n": ";", "’": "'"})
# "zaterdagnamiddag 13u-17u"; but "zondagavond 6-9" may be a morning, and "zaterdagnamiddag gesloten" is half a day.
_DAYPART = re.compile(
    r"(dag|\b(?:ma|di|wo|do|vr|za|zo)) ?"
    r"(?:(?:voormiddag|morgen|ochtend)(?=:? ?(?:van )?(?:0?[5-9]|1[0-2])(?!\d))|(?:namiddag|avond)(?=:? ?(?:van )?(?:1[2-9]|2\d)))"
)
_SPLIT_HOUR = re.compile(r"(?<![\d:.])(\d\d?); ?00(?![\d:.;])")  # "18; 00": a semicolon for a colon


@lru_cache(maxsize=8)
def _pattern(language: str) -> re.Pattern[str]:
    words = sorted({*_WORDS, *DAY_NAMES[language]}, key=len, reverse=True)
    known = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(
        rf'"(?P<comment>[^"]*)"|(?P<word>(?<![^\W\d])(?:{known})(?![^\W\d])(?!/\d)\.?)|{_CLOCK}'
        r"|(?P<easter>easter(?:\s*[-+]\s*\d{1,2}\s*days?)?)|(?P<number>\d+)|(?P<index>\[[-\d, ]+\])|(?P<sign>[-,;:/+()])|(?P<space>\s+)|(?P<other>.)"
    )


def plain(text: str) -> str:
    """In lower case, with the signs that the grammar knows; words between quotes stay as they are."""
    parts = re.split(r'("[^"]*")', unicodedata.normalize("NFKC", text))
    return "".join(part if part.startswith('"') else _mended(part.lower().translate(SIGNS)) for part in parts)


def _mended(text: str) -> str:
    return _DAYPART.sub(r"\1", _SPLIT_HOUR.sub(r"\1:00", text))


def tokens_of(text: str, language: str) -> list[Token]:
    """text: plain. Raises UnknownWord, or NotUnderstood for an hour that does not exist."""
    found = []
    for match in _pattern(language).finditer(text):
        if match["other"]:
            raise UnknownWord(f"cannot read {text[match.start() : match.start() + 20]!r}")
        if match["word"]:
            said = " ".join(match["word"].split())
            word = said if said in _WORDS else said.rstrip(".")
            found.append(DAY_NAMES[language].get(word) or _WORDS[word])
        elif match["clock"]:
            found.append(Token("time", _clock(match)))
        elif match["easter"]:
            found.append(Token("easter", re.sub(r"\s*([-+])\s*(\d+)\s*", r" \1\2 ", match["easter"])))
        elif match["comment"] is not None:
            found.append(Token("comment", match["comment"]))
        elif not match["space"]:
            kind = "number" if match["number"] else "index" if match["index"] else match["sign"]
            found.append(Token(kind, match[0].replace(" ", "")))
    return [token for token in found if token.kind]


def _clock(match: re.Match[str]) -> str:
    hour, minutes = int(match["hour"]), int(match["minutes"] or match["after_unit"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12 and (hour == 0) != (match["half"] == "a"):
            raise NotUnderstood(f"no such hour: {match[0]}")
        hour = hour % 12 + (12 if match["half"] == "p" else 0) if 1 <= hour <= 12 else hour
    return clock_time(hour, minutes, last=LATEST if match["minutes"] else 24)


def clock_time(hour: int, minutes: int, *, last: int = 24) -> str:
    """ "08:00"; hours past midnight may be counted on, as in "18:00-26:00", where minutes stand beside them."""
    if hour > last or minutes > 59 or (hour == last and minutes):
        raise NotUnderstood(f"no such time: {hour}:{minutes:02}")
    return f"{hour:02}:{minutes:02}"
