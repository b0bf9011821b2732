"""What happened to a round or an edition: when, what, who, and why. People are named to the province only; no candidate's count is told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from accounts.models import User
from votes.admin.moments import in_words
from votes.admin.review_words import rule_title
from votes.models import BallotEvent, Cluster, Edition, Proposal, ProvincialCount, ProvincialEvent, ProvincialResult, Round

Kind, ProvincialKind = BallotEvent.Kind, ProvincialEvent.Kind
MOST_OF_THE_LOG = 40
TOLD_BY_THE_PROVINCE = "votes.province"  # actions of the log that stand among its own events too


@dataclass(frozen=True)
class Happened:
    """what: a sentence. by: the key of a user, None for a rule or the clock. who: their name, "" for who may not read it."""

    at: datetime
    what: str
    by: int | None = None
    reason: str = ""
    who: str = ""

    @property
    def when(self) -> str:
        return in_words(self.at)


def of_a_round(voting_round: Round, *, names: bool) -> list[Happened]:
    """The last first. names: whether the reader is of the province."""
    found = [of_event(voting_round, event) for event in voting_round.events.filter(ballot=None)]
    if voting_round.scheduled_at:
        found.append(Happened(voting_round.scheduled_at, _("De ronde werd aangekondigd.")))
    return told([*found, *of_groups(voting_round, names=names)], names=names)


def of_event(voting_round: Round, event: BallotEvent) -> Happened:
    tell = TELLS.get(Kind(event.kind))
    return Happened(event.at, tell(voting_round, event) if tell else str(Kind(event.kind).label), event.by, event.reason)


def moved(voting_round: Round, event: BallotEvent) -> str:
    then, later = (in_words(datetime.fromisoformat(event.data[name])) for name in ("from", "to"))
    return _("Later gesloten: niet %(then)s maar %(later)s.") % {"then": then, "later": later}


def withdrawn(voting_round: Round, event: BallotEvent) -> str:
    one = voting_round.candidates.filter(number=event.data["number"]).first()
    return _("Nummer %(number)s, %(name)s, trok zich terug.") % {"number": event.data["number"], "name": one.name if one else ""}


TELLS: dict[BallotEvent.Kind, Callable[[Round, BallotEvent], str]] = {
    Kind.LINED_UP: lambda one, event: _("De kandidaten werden vastgelegd."),
    Kind.DEADLINE_MOVED: moved,
    Kind.CANDIDATE_WITHDRAWN: withdrawn,
    Kind.FROZEN: lambda one, event: _("De ronde werd geteld."),
    Kind.LOT_ANNOUNCED: lambda one, event: _("De loting werd aangekondigd: %(source)s.") % {"source": event.data["source"].rstrip(".")},
    Kind.LOT_DRAWN: lambda one, event: _("Het lot werd getrokken: %(words)s.") % {"words": event.data["words"]},
    Kind.PUBLISHED: lambda one, event: _("De uitslag werd bekendgemaakt."),
    Kind.CANCEL_ASKED: lambda one, event: _("Gevraagd om de ronde af te gelasten."),
    Kind.CANCELLED: lambda one, event: _("De ronde werd afgelast."),
}


def of_groups(voting_round: Round, *, names: bool) -> Iterable[Happened]:
    """When a rule set a group apart; for the province also what people proposed and decided about it."""
    for cluster in Cluster.objects.filter(round=voting_round):
        facts = {"letter": cluster.letter, "rule": rule_title(cluster.rule)}
        yield Happened(cluster.opened_at, _("Een regel legde groep %(letter)s apart: %(rule)s.") % facts)
    for proposal in Proposal.objects.filter(cluster__round=voting_round).select_related("cluster") if names else ():
        yield from of_proposal(proposal)


def of_proposal(proposal: Proposal) -> Iterable[Happened]:
    facts = {"letter": proposal.cluster.letter, "verdict": str(Proposal.Verdict(proposal.verdict).label)}
    yield Happened(proposal.at, _("Over groep %(letter)s voorgesteld: %(verdict)s.") % facts, proposal.by_id, proposal.reason)
    if proposal.decided_at:
        words = _("Over groep %(letter)s beslist: %(verdict)s.") if proposal.agreed else _("Het voorstel over groep %(letter)s werd niet gevolgd.")
        yield Happened(proposal.decided_at, words % facts, proposal.decided_by_id, proposal.answer)


def of_an_edition(edition: Edition) -> list[Happened]:
    """The last first, for the province: its log, and how its provincial winner was chosen."""
    entries = ModelLogEntry.objects.for_instance(edition).exclude(action__startswith=TOLD_BY_THE_PROVINCE).order_by("-timestamp")
    found = [Happened(entry.timestamp, f"{str(entry.message).rstrip('.')}.", entry.user_id) for entry in entries[:MOST_OF_THE_LOG]]
    counts = ProvincialCount.objects.filter(edition=edition)
    found += [Happened(one.made_at, _("De provinciale winnaar werd vastgelegd."), one.made_by_id) for one in counts]
    found += [of_provincial_event(event) for event in ProvincialEvent.objects.filter(count__edition=edition)]
    results = ProvincialResult.objects.filter(edition=edition)
    found += [Happened(one.at, _("De provinciale winnaar werd bekendgemaakt."), one.by_id) for one in results]
    return told(found, names=True)


def of_provincial_event(event: ProvincialEvent) -> Happened:
    words = {
        ProvincialKind.RETURNED: _("De provinciale winnaar werd teruggegeven."),
        ProvincialKind.LOT_ANNOUNCED: _("De loting van de provincie werd aangekondigd: %(source)s.")
        % {"source": event.data.get("source", "").rstrip(".")},
        ProvincialKind.LOT_DRAWN: _("Het lot van de provincie werd getrokken: %(words)s.") % {"words": event.data.get("words", "")},
    }
    return Happened(event.at, words[ProvincialKind(event.kind)], event.by_id, event.reason)


def told(found: Iterable[Happened], *, names: bool) -> list[Happened]:
    """By time, the last first, with the names of people where the reader may know them."""
    ordered = sorted(found, key=lambda one: one.at, reverse=True)
    if not names:
        return [Happened(one.at, one.what, None, one.reason) for one in ordered]
    people = names_of({one.by for one in ordered if one.by is not None})
    return [Happened(one.at, one.what, one.by, one.reason, people.get(one.by or 0, "")) for one in ordered]


def names_of(keys: set[int]) -> dict[int, str]:
    """{key: name}; who is gone is called so."""
    known = {user.pk: str(user) for user in User.objects.filter(pk__in=keys)}
    return {key: known.get(key, _("iemand die hier niet meer werkt")) for key in keys}
