"""Taking in what visitors report, and settling it. Nothing of the visitor is kept."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from accounts.models import User
from gate.proof_of_work import spend_proof
from gate.throttle import Rule, spend, within
from municipalities.rights import reach
from shops import kept, standing
from shops.models import Shop, ShopReport
from shops.reports import letters

HOUR = timedelta(hours=1)
SENT = Rule("shops.reports", 20, HOUR)  # of a network; a town hall shares one
UNPROVEN = Rule("shops.reports.unproven", 3, HOUR)  # without a proof of work (who has no JavaScript reports too): above it no shop is mailed
UNPROVEN_OF_ALL = Rule("shops.reports.unproven.all", 300, HOUR)
SAME = Rule("shops.reports.same", 1, timedelta(days=1))  # of a network about a shop; longer is not remembered, as the privacy page says
BOUND_TO = "report"
SETTLED_KEPT, OPEN_KEPT = timedelta(days=30), timedelta(days=365)
LOG_ACTION = "shops.settle_reports"


class Refused(Exception):
    """Nothing was changed."""


class NotListed(Refused):
    """The shop is not on the site (any more)."""


class NotYours(Refused):
    """Of a municipality that the user does not edit."""


class NothingOpen(Refused):
    """A colleague was first."""


def receive(*, shop: Shop, what: str, words: str, proof: str, network: str, at: datetime) -> ShopReport | None:
    """Store what a visitor reports, and tell the shop; None when this network reported the shop within a day: it counts once.

    what: one of ShopReport.What. words: cleaned. proof: of work, "" without JavaScript: from the fourth in an hour the municipality reads it,
    and the shop gets no mail. network: gate.visitor.network_of.
    Not within a transaction: a try counts, whatever becomes of it.

    Raises gate.throttle.TooMany, gate.proof_of_work.NoProof, NotListed; nothing is stored then.
    """
    spend(SENT, network, at=at)
    if not proof:
        spend(UNPROVEN_OF_ALL, "", at=at)
    with transaction.atomic():
        if proof:
            spend_proof(payload=proof, bound_to=BOUND_TO, at=at)
        standing_shop = Shop.objects.select_for_update(of=("self",)).listed().filter(pk=shop.pk).first()
        if standing_shop is None:
            raise NotListed
        if not within(SAME, f"{shop.pk} {network}", at=at):
            return None
        report = ShopReport.objects.create(shop=standing_shop, what=what, words=words, created_at=at)
        recount([shop.pk], at)
        if proof or within(UNPROVEN, network, at=at):
            letters.tell_shop(standing_shop, report, at)
    return report


def settle(*, shop: Shop, outcome: str, seen: Iterable[int], by: User, at: datetime) -> int:
    """Close the open reports that `by` looked at; a shop that is gone leaves the site. Returns how many were closed.

    seen: keys of the reports that were on the page: what came in after that stays open. Raises NotYours, NothingOpen.
    """
    if not reach(by).edits(shop.municipality_id):
        raise NotYours
    with transaction.atomic():
        held = Shop.objects.select_for_update(of=("self",)).get(pk=shop.pk)
        rows = ShopReport.objects.filter(shop=shop.pk, pk__in=list(seen), settled_at=None)
        count = rows.update(settled_at=at, settled_by=by, outcome=outcome, words="")
        if not count:
            raise NothingOpen
        recount([shop.pk], at)
        if outcome == ShopReport.Outcome.REMOVED and held.live:
            held.refresh_from_db()
            held.unpublish(user=by)
        log(instance=held, action=LOG_ACTION, user=by, data={"outcome": outcome, "count": count}, content_changed=False)
    return count


def recount(shops: Iterable[int], at: datetime) -> None:
    """Keep Shop.open_reports and Shop.faded in step with the rows. shops: keys."""
    for shop in Shop.objects.filter(pk__in=list(shops)).only("pk", "confirmed_on", "vouched_on"):
        number = ShopReport.objects.filter(shop=shop.pk, settled_at=None).count()
        weight = standing.faded(shop.confirmed_on, shop.vouched_on, number, timezone.localdate(at))
        Shop.objects.filter(pk=shop.pk).update(open_reports=number, faded=weight)
    kept.forget_answers()


def forget_old(at: datetime) -> int:
    """Delete reports that were settled a month ago, and those that nobody looked at in a year; returns how many."""
    settled = ShopReport.objects.filter(settled_at__lte=at - SETTLED_KEPT).delete()[0]
    stale = ShopReport.objects.filter(settled_at=None, created_at__lte=at - OPEN_KEPT)
    with transaction.atomic():
        keys = set(stale.values_list("shop", flat=True))
        left = stale.delete()[0]
        recount(keys, at)
    return settled + left


def follow_time(at: datetime) -> int:
    """The nightly job: entries grow older. Returns how many weigh otherwise than yesterday."""
    changed = standing.refresh(Shop.objects.all(), at)
    kept.forget_answers()
    return changed
