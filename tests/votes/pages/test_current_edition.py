"""Which edition stands at /nl/stemmen/ when there are several."""

from datetime import timedelta

import pytest

from tests.factories.votes import CLOSES, COUNTED, OPEN, EditionFactory, RoundFactory
from votes.models import Edition, Round
from votes.pages.frame import current_edition

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
NEXT_YEAR = 365 * DAY


@pytest.fixture
def two_editions() -> tuple[Edition, Edition]:
    """That of 2027, with a round, and that of 2028, which is announced and takes candidates while people vote in the first."""
    now = RoundFactory().edition
    moments = ("opens_at", "closes_at", "review_until")
    later = EditionFactory(
        year=2028, candidacy_from=OPEN - DAY, candidacy_until=OPEN + DAY, **{name: getattr(now, name) + NEXT_YEAR for name in moments}
    )
    return now, later


def test_a_call_for_candidates_of_next_year_does_not_hide_the_vote_of_this_year(two_editions):
    now, later = two_editions
    assert (current_edition(OPEN), current_edition(CLOSES + DAY), current_edition(COUNTED + DAY)) == (now, now, now)
    assert current_edition(now.opens_at - DAY) == later


def test_once_the_result_is_known_the_newest_edition_is_the_current_one(two_editions):
    now, later = two_editions
    Round.objects.filter(edition=now).update(frozen_at=COUNTED, published_at=COUNTED)
    assert current_edition(COUNTED + DAY) == later


def test_an_edition_that_was_called_off_everywhere_makes_way(two_editions):
    now, later = two_editions
    Round.objects.filter(edition=now).update(cancelled_at=OPEN)
    assert current_edition(OPEN) == later
