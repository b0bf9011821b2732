"""What an editor reads of a change that was handed in: when, in words."""

from datetime import date, time

import pytest
from wagtail.models import Revision

from events import differences
from events.kinds import Change, Repeats
from events.models import EventChange, EventMoment, EventPage
from municipalities.moderation.differences import change_in
from tests.events.town_with_editors import Editing
from tests.factories.events import make_event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree", "wednesday")]


@pytest.fixture
def tielt() -> Editing:
    return Editing()


def lines(event: EventPage) -> list[str]:
    return [str(found).replace("\xa0", " ") for found in change_in(Revision.objects.get(pk=event.save_revision(clean=False).pk)).differences]


def test_when_it_is_stands_in_words(tielt):
    event = make_event(tielt.page, venue="Markt")
    event.moments = [EventMoment(day=date(2026, 12, 13), begins=time(10), repeats=Repeats.WEEKLY, repeats_until=date(2027, 1, 3))]
    event.changes = [EventChange(day=date(2026, 12, 20), what=Change.MOVED, new_day=date(2026, 12, 19), begins=time(9))]
    event.price = "5 euro"
    assert lines(event) == [
        "wanneer: was zondag 6 december, 10 tot 18 u., wordt zondag 13 december, 10 u., elke zondag tot en met 3 januari 2027",
        "anders op een dag: was niets, wordt zondag 20 december: verplaatst naar zaterdag 19 december, 9 u.",
        "prijs: was niets, wordt 5 euro",
    ]


def test_of_a_new_one_all_that_is_filled_counts(tielt):
    event = make_event(tielt.page, venue="Markt", summary="Koopjes in de straat.", published=False)
    assert lines(event) == [
        "titel: was niets, wordt Braderie",
        "wanneer: was niets, wordt zondag 6 december, 10 tot 18 u.",
        "plaats: was niets, wordt Markt",
        "in één zin: was niets, wordt Koopjes in de straat.",
        "naam in het adres: was niets, wordt braderie",
    ]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=WEEKLY;COUNT=5", "zondag 6 december, 20 tot 22 u., zondag 20 december, zondag 27 december, en nog één keer"),
        ("FREQ=WEEKLY;COUNT=3", "zondag 6 december, 20 tot 22 u., zondag 20 december"),
        ("FREQ=WEEKLY;BYDAY=SU,WE", "zondag 6 december, 20 tot 22 u., woensdag 9 december, woensdag 16 december …"),
        ("nonsense", "zondag 6 december, volgens een eigen regel"),
    ],
)
def test_a_rule_of_its_own_is_told_in_days(rule, said):
    moment = EventMoment(day=date(2026, 12, 6), begins=time(20), ends=time(22), repeats=Repeats.OWN, own_rule=rule)
    words = differences.moment_in_words(moment, date(2026, 11, 25), {date(2026, 12, 13)})
    assert words.replace("\xa0", " ") == said


def test_a_rule_that_is_over_is_told_from_its_beginning():
    moment = EventMoment(day=date(2026, 9, 6), repeats=Repeats.OWN, own_rule="FREQ=WEEKLY;COUNT=2")
    assert differences.moment_in_words(moment, date(2026, 11, 25)).replace("\xa0", " ") == "zondag 6 september, zondag 13 september"


def test_a_day_that_is_left_out_says_just_that():
    change = EventChange(day=date(2026, 12, 24), what=Change.SKIPPED)
    assert differences.change_in_words(change, date(2026, 11, 25)).replace("\xa0", " ") == "donderdag 24 december niet"
