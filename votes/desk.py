"""What of the vote waits for somebody: each function fits `municipalities.desk.register_waiting`. The clock of the desk decides nothing here."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from municipalities.desk import Keys, Waiting
from municipalities.rights import reach
from votes.admin.review import reviewable
from votes.glance import SOON, candidates_of, tied_of
from votes.models import BallotEvent, Cluster, Edition, Proposal, ProvincialCount, Round
from votes.models.ballots import in_utc
from votes.province import FEWEST_FINALISTS
from votes.rounds import FEWEST_CANDIDATES

NEAR = timedelta(days=3)
NAMED = 3  # how many are called by name


def clusters_to_review(user: Any, keys: Keys, at: datetime) -> Waiting | None:
    """Clusters on which `user` may propose, or decide on what somebody else proposed."""
    own = Proposal.objects.filter(decided_at=None, by=user.pk)
    count = reviewable(user).exclude(proposals__agreed=True).exclude(proposals__in=own).count()
    label = ngettext("groep stemmen wacht op jouw oordeel", "groepen stemmen wachten op jouw oordeel", count)
    return Waiting(label, count, reverse("votes_admin:review"), "glasses") if count else None


def rounds_to_count(user: Any, keys: Keys, at: datetime) -> Waiting | None:
    """For the province: the time for objections is over, and every cluster is decided."""
    if not reach(user).everywhere:
        return None
    undecided = Cluster.objects.exclude(proposals__agreed=True).values("round")
    due = Round.objects.running(at).filter(review_until__lte=at).exclude(pk__in=undecided)
    return told(due, ngettext("ronde is klaar om te tellen", "rondes zijn klaar om te tellen", due.count()), "tick-inverse")


def rounds_to_draw(user: Any, keys: Keys, at: datetime) -> Waiting | None:
    """For the province: a tie that a lot has to end. Who announced the lot waits for somebody else, and everybody for the draw itself."""
    if not reach(user).everywhere:
        return None
    tied = tied_of(counted_ones())
    waiting = BallotEvent.objects.filter(kind=BallotEvent.Kind.LOT_ANNOUNCED).filter(Q(by=user.pk) | Q(data__after__gt=in_utc(at)))
    due = Round.objects.filter(pk__in=tied).exclude(pk__in=waiting.values("round"))
    return told(due, ngettext("gelijke stand vraagt een lot", "gelijke standen vragen een lot", due.count()), "rotate")


def rounds_to_publish(user: Any, keys: Keys, at: datetime) -> Waiting | None:
    """For the province, but whoever counted does not publish, and nobody before a lot ended a tie."""
    if not reach(user).everywhere:
        return None
    due = counted_ones().exclude(count__made_by=user.pk).exclude(pk__in=tied_of(counted_ones()))
    return told(due, ngettext("uitslag wacht op bekendmaking door jou", "uitslagen wachten op bekendmaking door jou", due.count()), "view")


def counted_ones() -> QuerySet[Round]:
    """Of which the result is not published."""
    return Round.objects.filter(frozen_at__isnull=False, published_at=None, cancelled_at=None).select_related("edition")


def provinces_to_decide(user: Any, keys: Keys, at: datetime) -> Waiting | None:
    """For the province: editions whose rounds all have a result, and that chose no winner among theirs."""
    if not reach(user).everywhere:
        return None
    running = Round.objects.filter(edition=OuterRef("pk"), published_at=None, cancelled_at=None)
    locked = ProvincialCount.objects.filter(edition=OuterRef("pk")).standing()  # type: ignore[attr-defined]
    results = Count("rounds", filter=Q(rounds__published_at__isnull=False))
    due = Edition.objects.annotate(results=results).filter(~Exists(running), ~Exists(locked), results__gte=FEWEST_FINALISTS)
    label = ngettext("editie heeft nog geen provinciale winnaar", "edities hebben nog geen provinciale winnaar", due.count())
    return of_editions(due, label, "pick")


def provinces_to_publish(user: Any, keys: Keys, at: datetime) -> Waiting | None:
    """For the province, but whoever locked it does not publish."""
    if not reach(user).everywhere:
        return None
    locked = ProvincialCount.objects.filter(published=None).standing().exclude(made_by=user.pk)  # type: ignore[attr-defined]
    due = Edition.objects.filter(pk__in=locked.values("edition"))
    label = ngettext("provinciale winnaar wacht op bekendmaking door jou", "provinciale winnaars wachten op bekendmaking door jou", due.count())
    return of_editions(due, label, "view")


def of_editions(found: QuerySet[Edition], label: str, icon: str) -> Waiting | None:
    first = [(edition.name, reverse("votes_admin:province", args=[edition.pk])) for edition in found.order_by("-year")]
    if not first:
        return None
    return Waiting(label, len(first), first[0][1], icon, tuple(first[:NAMED]) if len(first) > 1 else ())


def rounds_without_candidates(user: Any, keys: Keys, at: datetime) -> Waiting | None:
    """For editors: a round of theirs opens soon, with too few candidates."""
    coming = Round.objects.filter(scheduled_at__isnull=False, cancelled_at=None, opens_at__gt=at, opens_at__lte=at + SOON)
    soon = list(of_editor(user, coming))
    standing = candidates_of(soon) if soon else {}
    few = [one.pk for one in soon if standing.get(one.pk, 0) < FEWEST_CANDIDATES]
    label = ngettext("stemronde heeft nog geen twee kandidaten", "stemrondes hebben nog geen twee kandidaten", len(few))
    return told(Round.objects.filter(pk__in=few), label, "group") if few else None


def rounds_that_close(user: Any, keys: Keys, at: datetime) -> Waiting | None:
    """For editors: the last days, in which a word in the newsletter helps most."""
    near = of_editor(user, Round.objects.open_at(at).filter(closes_at__lte=at + NEAR))
    return told(near, ngettext("stemronde sluit binnen drie dagen", "stemrondes sluiten binnen drie dagen", near.count()), "time")


def of_editor(user: Any, found: QuerySet[Round]) -> QuerySet[Round]:
    """Those of municipalities that `user` edits; the province has its own list."""
    far = reach(user)
    return found.none() if far.everywhere else found.filter(municipality__in=far.edited)


def told(found: QuerySet[Round], label: str, icon: str) -> Waiting | None:
    count = found.count()
    if not count:
        return None
    first = named(found.select_related("edition", "municipality").order_by("municipality__name", "pk")[:NAMED])
    return Waiting(label, count, first[0][1] if count == 1 else reverse("votes_admin:rounds"), icon, first if count > 1 else ())


def named(found: Iterable[Round]) -> tuple[tuple[str, str], ...]:
    return tuple((str(one), reverse("votes_admin:board", args=[one.pk])) for one in found)
