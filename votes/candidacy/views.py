"""The public pages of candidacy: find your shop, tell about it, type the mailed code. The rules stand in votes.candidacies."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from votes.models import Round

if TYPE_CHECKING:
    from votes.models import VotingPage


def stand(page: "VotingPage", request: HttpRequest, voting_round: Round, at: datetime) -> HttpResponse:
    """A shopkeeper applies: GET ?q= finds the shop, ?winkel=<slug> shows the form, POST sends it."""
    raise NotImplementedError


def nominate(page: "VotingPage", request: HttpRequest, voting_round: Round, at: datetime) -> HttpResponse:
    """A customer nominates a shop; the same steps."""
    raise NotImplementedError


def submission(page: "VotingPage", request: HttpRequest, voting_round: Round, key: str, at: datetime) -> HttpResponse:
    """What became of a submission: the box for its code, or where it stands. GET changes nothing, POST confirms. Raises Http404."""
    raise NotImplementedError
