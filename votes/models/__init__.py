"""Rows of the vote. docs/voting.md has the words; docs/decisions/0014-the-worker-answers-a-request.md says why they are cut like this."""

from votes.models.ballots import Ballot, BallotEvent, Slip
from votes.models.candidacies import Application, Candidate, Nomination
from votes.models.editions import Edition, EditionText, MailDomainRule, Round
from votes.models.jury import Juror, JuryCriterion, JuryMotivation, JuryScore, ProvincialCount, ProvincialEvent, ProvincialResult
from votes.models.pages import VotingPage
from votes.models.requests import Mailbox, VoteRequest
from votes.models.results import PublishedResult, RoundCount
from votes.models.reviews import Cluster, Proposal
from votes.models.seals import SealedEntry, SealHead

__all__ = [
    "Application",
    "Ballot",
    "BallotEvent",
    "Candidate",
    "Cluster",
    "Edition",
    "EditionText",
    "Juror",
    "JuryCriterion",
    "JuryMotivation",
    "JuryScore",
    "MailDomainRule",
    "Mailbox",
    "Nomination",
    "Proposal",
    "ProvincialCount",
    "ProvincialEvent",
    "ProvincialResult",
    "PublishedResult",
    "Round",
    "RoundCount",
    "SealHead",
    "SealedEntry",
    "Slip",
    "VoteRequest",
    "VotingPage",
]
