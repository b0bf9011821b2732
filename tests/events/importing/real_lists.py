"""Real files of outside as this importer gets them: markets with hours in OpenStreetMap's words, told as a list with rules of recurrence."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
DAY = r"[a-z]{2}(?:\[\d\])?"
RANGE = re.compile(rf"(?P<days>{DAY}(?:\s*[-,]\s*{DAY})*)\s+(?P<from>\d{{1,2}}:\d\d)\s*-\s*(?P<to>\d{{1,2}}:\d\d)", re.IGNORECASE)
DATED = re.compile(r"(\d{4}) ([A-Z][a-z]{2}) (\d\d)")
MONTHS = {"Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "May": 5, "Jun": 6, "Jul": 7, "Aug": 8, "Sep": 9, "Oct": 10, "Nov": 11, "Dec": 12}
HEADER = ["id", "titel", "gemeente", "dag", "beginuur", "einduur", "herhaling", "lat", "lon"]
MONDAY = date(2026, 11, 23)


def markets(real_data: Path) -> list[dict]:
    found = json.loads((real_data / "evenementen/wo-ist-markt_weekmarkten_dev.json").read_text())
    return [feature for city in found.values() for feature in city["features"]]


def market_rows(real_data: Path) -> list[list[str]]:
    """One row per stretch of hours, with the number of its market; a market whose hours name no weekday gets one row with its own words for a day."""
    rows = []
    for number, feature in enumerate(markets(real_data), start=1):
        about = [str(number), feature["properties"]["title"] or "", feature["properties"]["location"] or ""]
        place = [str(feature["geometry"]["coordinates"][1]), str(feature["geometry"]["coordinates"][0])]
        rows += [[*about, *when, *place] for when in stretches(feature["properties"].get("opening_hours") or "")]
    return [HEADER, *rows]


def stretches(hours: str) -> list[list[str]]:
    if dated := [date(int(year), MONTHS[month], int(day)).isoformat() for year, month, day in DATED.findall(hours)]:
        return [[day, "", "", ""] for day in dict.fromkeys(dated)]
    return weekly(hours) or [[hours, "", "", ""]]


def weekly(hours: str) -> list[list[str]]:
    """What stands after a semicolon takes the place of what stood before it on the same days, as that language has it."""
    by_day: dict[int, list[tuple[str, str]]] = {}
    found = []
    for part in hours.split(";"):
        told = [(match["days"], match["from"].zfill(5), match["to"].zfill(5)) for match in RANGE.finditer(part)]
        found += [[first_of(day), begins, ends, f"FREQ=MONTHLY;BYDAY={nth}"] for days, begins, ends in told for day, nth in nths(days)]
        fresh = [(day, (begins, ends)) for days, begins, ends in told if "[" not in days for day in on(days)]
        by_day |= {day: [] for day, _when in fresh}
        for day, when in fresh:
            by_day[day].append(when)
    same: dict[tuple[str, str], list[int]] = {}
    for day, whens in sorted(by_day.items()):
        for when in whens:
            same.setdefault(when, []).append(day)
    return found + [[first_of(days[0]), *when, f"FREQ=WEEKLY;BYDAY={','.join(DAYS[day].upper() for day in days)}"] for when, days in same.items()]


def nths(days: str) -> list[tuple[int, str]]:
    """Of "Th[1]" the weekday, and how a rule says it."""
    found = re.fullmatch(r"([A-Za-z]{2})\[(\d)\]", days)
    return [(DAYS.index(found[1].lower()), f"{found[2]}{found[1].upper()}")] if found else []


def on(days: str) -> set[int]:
    return {day for part in days.lower().split(",") for day in between(part.strip())}


def between(part: str) -> range:
    first, _to, last = (word.strip() for word in part.partition("-"))
    return range(DAYS.index(first), DAYS.index(last or first) + 1)


def first_of(day: int) -> str:
    return (MONDAY + timedelta(days=day)).isoformat()
