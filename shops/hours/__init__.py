"""Opening hours, stored as OpenStreetMap syntax, asked with three answers: open, closed or unknown.

The grammar and the Belgian holidays come from opening-hours-py. The text is read rule by rule first, because the library
takes some texts for more than they say (a day without hours is a day open for 24 hours, a mere comment is open) and cuts hours past
midnight off where the next day has a rule of its own. What differs from the library:

- a rule without hours, off or unknown is refused, and so is a text that says only when it is closed;
- a comment without hours, or one about appointments, means unknown; after other rules it is about the rest of the time;
- hours past midnight belong to the day they start on, whatever the next day says;
- `18:00+` (no closing time) is unknown from 18:00 till midnight, as nobody said when it closes;
- `A || B` (fallback) asks B where A says nothing; a day that A calls off stays closed;
- a holiday rule wins from weekday rules that stand after it, as people mean it: `PH off; Mo-Fr 09:00-18:00` is closed on 21 July.

Known limits: school holidays (SH) are not in the calendar, so their rules never apply; holidays are the ten legal ones
and Easter Sunday, but not Whit Sunday.
Sunrise and sunset are those of the middle of West Flanders.
Source: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification and docs/decisions/0003-hours-are-read-strictly.md
"""

from shops.hours.asking import MOST_SPANS, Answer, State, answer, intervals, is_holiday, state, stretch
from shops.hours.days import WEEKDAYS, Day, regular_week, schema_org, week
from shops.hours.effective import dated, effective, joined_days
from shops.hours.reading import BRUSSELS, Hours, is_valid, parse
from shops.hours.rules import NotUnderstood
from shops.hours.timetable import Row, summary, table
from shops.hours.understanding import understand, what_is_certain
from shops.hours.words import Status, ago, clock, day_and_month, day_name, hour_of, moment, month_name, status, status_then

__all__ = [
    "BRUSSELS", "MOST_SPANS", "WEEKDAYS",
    "Answer", "Day", "Hours", "NotUnderstood", "Row", "State", "Status",
    "ago", "answer", "clock", "dated", "day_and_month", "day_name", "effective", "hour_of", "intervals", "is_holiday", "is_valid", "joined_days",
    "moment", "month_name", "parse",
    "regular_week", "schema_org", "state", "status", "status_then", "stretch", "summary", "table", "understand", "week", "what_is_certain",
]  # fmt: skip
