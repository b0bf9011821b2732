"""Hours of which nobody knows the end: told as they are, never as closed."""

from datetime import date, datetime

import pytest

from shops import hours
from shops.hours import BRUSSELS, Answer

BAR = "Mo-Fr 09:00-17:00, Mo-Fr 17:00-05:00 unknown; Sa 09:00-12:00"
WEDNESDAY = date(2026, 11, 25)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 25, hour, minute, tzinfo=BRUSSELS)


@pytest.mark.parametrize(("hour", "expected"), [(4, Answer.UNKNOWN), (6, Answer.CLOSED), (9, Answer.OPEN), (16, Answer.OPEN), (17, Answer.UNKNOWN)])
def test_what_nobody_knows_is_neither_open_nor_closed(hour, expected):
    assert hours.answer(BAR, at(hour)) is expected


@pytest.mark.parametrize(
    ("language", "line", "row"),
    [
        ("nl", "Open tot 17 u., misschien langer", "9–17 u. (misschien langer)"),
        ("fr", "Ouvert jusqu’à 17 h, peut-être plus tard", "9 h–17 h (peut-être plus tard)"),
        ("en", "Open until 5 pm, maybe longer", "9 am–5 pm (maybe longer)"),
        ("de", "Geöffnet bis 17 Uhr, vielleicht länger", "9–17 Uhr (vielleicht länger)"),
    ],
)
def test_a_shop_that_may_stay_open_is_not_said_to_close(language, line, row):
    status = hours.status(hours.state(BAR, at(16, 30)), at(16, 30), language)
    today = hours.table(hours.week(BAR, WEDNESDAY), language, WEDNESDAY)[0]
    assert (status.kind, status.text.replace("\N{NO-BREAK SPACE}", " "), today.text.replace("\N{NO-BREAK SPACE}", " ")) == ("open", line, row)


def test_a_last_slot_with_a_closing_hour_and_words_of_the_shop_say_nothing_of_longer():
    week = hours.week('Mo-Fr 09:00-12:00; Fr 12:00-17:00 "op afspraak"', WEDNESDAY)
    assert [day.maybe_longer for day in week] == [False] * 7
    assert [day.maybe_longer for day in hours.week("We 09:00-12:00,14:00-18:00+; Th 09:00-12:00", WEDNESDAY)][:2] == [True, False]


def test_a_comment_on_unknown_hours_after_open_ones_says_why():
    text = 'We 09:00-12:00, We 12:00-17:00 unknown "op afspraak"'
    assert hours.week(text, WEDNESDAY)[0].maybe_longer is False
    assert hours.status(hours.state(text, at(11, 30)), at(11, 30), "nl").kind == "soon"


def test_a_friday_that_may_end_in_the_night_leaves_its_saturday_closed():
    week = hours.week("Mo-Fr 09:00-17:00, Mo-Fr 17:00-05:00 unknown", WEDNESDAY)
    assert [(day.answer, day.maybe_longer) for day in week[2:5]] == [(Answer.OPEN, True), (Answer.CLOSED, False), (Answer.CLOSED, False)]


def test_days_of_which_nothing_is_known_are_unknown_each():
    week = hours.week("We 09:00-17:00, We 17:00-05:00 unknown; Th-Sa unknown; Su off; Mo 09:00-12:00", WEDNESDAY)
    assert [day.answer for day in week[:5]] == [Answer.OPEN, Answer.UNKNOWN, Answer.UNKNOWN, Answer.UNKNOWN, Answer.CLOSED]
