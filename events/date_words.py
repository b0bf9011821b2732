"""What four languages need to say when something is on, beside what shops.hours.grammar knows; tables, no gettext, as word order differs.

"{}" is filled in order; "_" stands for a no-break space.
"""

from dataclasses import dataclass, fields
from typing import Any

from shops.hours.grammar import NBSP


@dataclass(frozen=True, slots=True)
class DateWords:
    date: str  # {day}, {month}
    year: str  # date, year
    hours: str  # from, to
    at: str  # an hour, behind a day
    several_days: str  # first, last, without weekdays
    several_days_one_month: str  # number, last
    two_days: str  # first, second
    from_moment_to_moment: str
    from_moment_to_day: str
    until_day: str
    from_day: str
    since_then: str  # a rhythm, from when
    until_then: str  # a rhythm, until when
    in_period: str  # a rhythm, a period
    all_day: str
    today: str
    tomorrow: str
    daily: str
    weekly: str
    fortnightly: str
    monthly_date: str
    monthly_weekday: str  # which, weekday
    yearly: str
    ordinals: tuple[str, str, str, str, str]  # first to fourth, last
    once_more: str
    more: str


def spaced(words: DateWords) -> DateWords:
    """With no-break spaces where "_" stands."""
    said: dict[str, Any] = {}
    for field in fields(words):
        text = getattr(words, field.name)
        said[field.name] = text.replace("_", NBSP) if isinstance(text, str) else text
    return DateWords(**said)


_NL = DateWords(
    date="{day}_{month}",
    year="{}_{}",
    hours="{} tot_{}",
    at="{} om_{}",
    several_days="van {} tot en met {}",
    several_days_one_month="van {} tot en met {}",
    two_days="{} en {}",
    from_moment_to_moment="van {} tot {}",
    from_moment_to_day="van {} tot en met {}",
    until_day="tot en met {}",
    from_day="vanaf {}",
    since_then="{} vanaf {}",
    until_then="{} tot en met {}",
    in_period="{} {}",
    all_day="de hele dag",
    today="vandaag",
    tomorrow="morgen",
    daily="elke dag",
    weekly="elke {}",
    fortnightly="om de twee weken op {}",
    monthly_date="elke maand op de {}",
    monthly_weekday="elke {} {} van de maand",
    yearly="elk jaar op {}",
    ordinals=("eerste", "tweede", "derde", "vierde", "laatste"),
    once_more="en nog één keer",
    more="en nog {}_keer",
)
_FR = DateWords(
    date="{day}_{month}",
    year="{}_{}",
    hours="de_{} à_{}",
    at="{} à_{}",
    several_days="du {} au {}",
    several_days_one_month="du {} au {}",
    two_days="{} et {}",
    from_moment_to_moment="du {} au {}",
    from_moment_to_day="du {} au {}",
    until_day="jusqu’au {}",
    from_day="à partir du {}",
    since_then="{} à partir du {}",
    until_then="{} jusqu’au {}",
    in_period="{} {}",
    all_day="toute la journée",
    today="aujourd’hui",
    tomorrow="demain",
    daily="tous les jours",
    weekly="tous les {}s",
    fortnightly="un {} sur deux",
    monthly_date="le {} de chaque mois",
    monthly_weekday="le {} {} du mois",
    yearly="chaque année le {}",
    ordinals=("premier", "deuxième", "troisième", "quatrième", "dernier"),
    once_more="et encore une fois",
    more="et encore {}_fois",
)
_EN = DateWords(
    date="{day}_{month}",
    year="{}_{}",
    hours="{} to_{}",
    at="{} at_{}",
    several_days="{} to {}",
    several_days_one_month="{} to {}",
    two_days="{} and {}",
    from_moment_to_moment="{} to {}",
    from_moment_to_day="{} to {}",
    until_day="until {}",
    from_day="from {}",
    since_then="{} from {}",
    until_then="{} until {}",
    in_period="{} from {}",
    all_day="all day",
    today="today",
    tomorrow="tomorrow",
    daily="every day",
    weekly="every {}",
    fortnightly="every other {}",
    monthly_date="on the {} of every month",
    monthly_weekday="on the {} {} of the month",
    yearly="every year on {}",
    ordinals=("first", "second", "third", "fourth", "last"),
    once_more="and once more",
    more="and {}_more times",
)
_DE = DateWords(
    date="{day}._{month}",
    year="{}_{}",
    hours="{} bis_{}",
    at="{}, {}",
    several_days="vom {} bis {}",
    several_days_one_month="vom {}. bis {}",
    two_days="{} und {}",
    from_moment_to_moment="von {} bis {}",
    from_moment_to_day="von {} bis {}",
    until_day="bis {}",
    from_day="ab {}",
    since_then="{} ab {}",
    until_then="{} bis {}",
    in_period="{} {}",
    all_day="ganztägig",
    today="heute",
    tomorrow="morgen",
    daily="täglich",
    weekly="jeden {}",
    fortnightly="alle zwei Wochen am {}",
    monthly_date="am {}. jedes Monats",
    monthly_weekday="am {} {} des Monats",
    yearly="jedes Jahr am {}",
    ordinals=("ersten", "zweiten", "dritten", "vierten", "letzten"),
    once_more="und noch einmal",
    more="und noch {}-mal",
)
_LANGUAGES = {"nl": spaced(_NL), "fr": spaced(_FR), "en": spaced(_EN), "de": spaced(_DE)}


def words_in(language: str) -> DateWords:
    """Of "nl", "fr", "en" or "de"; Dutch for another one."""
    return _LANGUAGES.get(language, _LANGUAGES["nl"])
