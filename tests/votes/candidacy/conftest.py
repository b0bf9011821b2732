"""Visitors and editors while candidates are taken."""

from datetime import datetime

import pytest

from tests.factories.candidacies import IN_TIME
from tests.factories.votes import RoundFactory
from tests.votes.pages.conftest import at  # noqa: F401 (a fixture, the same clock)
from votes.models import Round


@pytest.fixture
def in_time(at) -> datetime:  # noqa: F811
    """It is 1 February 2027, 10 o'clock in Brussels: candidates are taken."""
    at(IN_TIME)
    return IN_TIME


@pytest.fixture
def tielt(laid_out: object, in_time: datetime) -> Round:
    """The round of Tielt, on a site that has the pages of the vote."""
    voting_round: Round = RoundFactory()
    return voting_round
