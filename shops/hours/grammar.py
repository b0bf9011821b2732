"""What four languages need to speak of hours and days; tables, no gettext, as word order and units differ."""

from dataclasses import dataclass

NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Language:
    days: tuple[str, ...]  # Monday first
    short_days: tuple[str, ...]
    months: tuple[str, ...]
    unit: str  # behind the last hour of a line; empty where each hour has its own
    midnight: str
    day_and_night: str
    closed: str
    unknown: str
    by_appointment: str
    holiday: str
    today: str
    tomorrow: str
    every_day: str
    conjunction: str
    open_until: str
    closes_at: str
    opens_at: str
    opens_on: str
    open_day_and_night: str
    maybe_longer: str
    open_then: str
    on_day: str
    dated: str
    numbers: tuple[str, ...]  # two to eleven
    ago: dict[str, str]


_NL = Language(
    days=("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    short_days=("ma", "di", "wo", "do", "vr", "za", "zo"),
    months=("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"),
    unit="u.",
    midnight="middernacht",
    day_and_night="dag en nacht",
    closed="gesloten",
    unknown="uren onbekend",
    by_appointment="op afspraak",
    holiday="feestdag",
    today="vandaag",
    tomorrow="morgen",
    every_day="elke dag",
    conjunction="en",
    open_until="Open tot {}",
    closes_at="Sluit om {}",
    opens_at="Opent om {}",
    opens_on="Opent {} om {}",
    open_day_and_night="Dag en nacht open",
    maybe_longer="misschien langer",
    open_then="Open van {start} tot {end} {day}",
    on_day="op {}",
    dated=f"{{weekday}} {{day}}{NBSP}{{month}}",
    numbers=("twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf"),
    ago={
        "yesterday": "gisteren", "days": "{} dagen geleden", "week": "vorige week", "weeks": "{} weken geleden",
        "month": "vorige maand", "months": "{} maanden geleden", "years": "meer dan een jaar geleden",
    },
)  # fmt: skip
_FR = Language(
    days=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    short_days=("lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
    months=("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    unit="",
    midnight="minuit",
    day_and_night="jour et nuit",
    closed="fermé",
    unknown="horaires inconnus",
    by_appointment="sur rendez-vous",
    holiday="jour férié",
    today="aujourd’hui",
    tomorrow="demain",
    every_day="tous les jours",
    conjunction="et",
    open_until="Ouvert jusqu’à {}",
    closes_at="Ferme à {}",
    opens_at="Ouvre à {}",
    opens_on="Ouvre {} à {}",
    open_day_and_night="Ouvert jour et nuit",
    maybe_longer="peut-être plus tard",
    open_then="Ouvert {day} de {start} à {end}",
    on_day="{}",
    dated=f"{{weekday}} {{day}}{NBSP}{{month}}",
    numbers=("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze"),
    ago={
        "yesterday": "hier", "days": "il y a {} jours", "week": "la semaine dernière", "weeks": "il y a {} semaines",
        "month": "le mois dernier", "months": "il y a {} mois", "years": "il y a plus d’un an",
    },
)  # fmt: skip
_EN = Language(
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    short_days=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    unit="",
    midnight="midnight",
    day_and_night="day and night",
    closed="closed",
    unknown="hours unknown",
    by_appointment="by appointment",
    holiday="public holiday",
    today="today",
    tomorrow="tomorrow",
    every_day="every day",
    conjunction="and",
    open_until="Open until {}",
    closes_at="Closes at {}",
    opens_at="Opens at {}",
    opens_on="Opens {} at {}",
    open_day_and_night="Open day and night",
    maybe_longer="maybe longer",
    open_then="Open {day} from {start} to {end}",
    on_day="on {}",
    dated=f"{{weekday}} {{day}}{NBSP}{{month}}",
    numbers=("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    ago={
        "yesterday": "yesterday", "days": "{} days ago", "week": "last week", "weeks": "{} weeks ago",
        "month": "last month", "months": "{} months ago", "years": "more than a year ago",
    },
)  # fmt: skip
_DE = Language(
    days=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    short_days=("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
    months=("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"),
    unit="Uhr",
    midnight="Mitternacht",
    day_and_night="Tag und Nacht",
    closed="geschlossen",
    unknown="Öffnungszeiten unbekannt",
    by_appointment="nach Vereinbarung",
    holiday="Feiertag",
    today="heute",
    tomorrow="morgen",
    every_day="täglich",
    conjunction="und",
    open_until="Geöffnet bis {}",
    closes_at="Schließt um {}",
    opens_at="Öffnet um {}",
    opens_on="Öffnet {} um {}",
    open_day_and_night="Tag und Nacht geöffnet",
    maybe_longer="vielleicht länger",
    open_then="Geöffnet {day} von {start} bis {end}",
    on_day="am {}",
    dated=f"{{weekday}}, {{day}}.{NBSP}{{month}}",
    numbers=("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf"),
    ago={
        "yesterday": "gestern", "days": "vor {} Tagen", "week": "letzte Woche", "weeks": "vor {} Wochen",
        "month": "letzten Monat", "months": "vor {} Monaten", "years": "vor mehr als einem Jahr",
    },
)  # fmt: skip
_LANGUAGES = {"nl": _NL, "fr": _FR, "en": _EN, "de": _DE}


def grammar_of(language: str) -> Language:
    """Of "nl", "fr", "en" or "de"; Dutch for another one."""
    return _LANGUAGES.get(language, _NL)
