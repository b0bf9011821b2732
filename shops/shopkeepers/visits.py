"""Proving a mailbox by a code or a link, and being let in for an hour: a row that a signed cookie names, nothing else."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from gate.proof_of_work import spend_proof
from gate.throttle import Rule, spend, within
from mail.codes import check_code, make_code
from shops.models import OwnerVisit, Shop
from shops.shopkeepers import mailing

HOUR = timedelta(hours=1)
SENT = Rule("shops.visits", 20, HOUR)  # of a network
UNPROVEN = Rule("shops.visits.unproven", 3, HOUR)  # without a proof of work
CODES = Rule("shops.visits.codes", 3, timedelta(days=1))  # to one mailbox, whoever asks for them
BOUND_TO = "shopkeeper"
PURPOSE = "shops.visit"
COOKIE, SALT = "shopkeeper", "shops.shopkeepers.visits"
KEPT = timedelta(days=1)  # rows of visits that are over


def begin(*, shop: Shop | None, email: str, language: str, proof: str, network: str, at: datetime) -> OwnerVisit:
    """Mail a code to `email`, or to where the shop reads its mail for "". The answer is the same for every mailbox.

    Not within a transaction: a try counts, whatever becomes of it. Raises gate.throttle.TooMany, gate.proof_of_work.NoProof.
    """
    spend(SENT, network, at=at)
    if not proof:
        spend(UNPROVEN, network, at=at)
    with transaction.atomic():
        if proof:
            spend_proof(payload=proof, bound_to=BOUND_TO, at=at)
        known = mailing.address_for(shop) if shop else ""
        to = email or known
        is_known = bool(known) and mailing.mailbox(to) == mailing.mailbox(known)
        visit = OwnerVisit.objects.create(shop=shop, email=to, is_known=is_known, language=language, created_at=at, until=at + HOUR)
        mail_code(visit, at)
    return visit


def mail_code(visit: OwnerVisit, at: datetime) -> None:
    """A mailbox that had its codes of the day gets none; only its owner could tell."""
    if visit.email and within(CODES, visit.email.lower(), at=at):
        code = make_code(purpose=PURPOSE, subject=visit.key, at=at, valid_for=HOUR)
        shop, town = (visit.shop.name, visit.shop.municipality.name_in(visit.language)) if visit.shop else ("", "")
        mailing.send("code", visit.email, visit.language, {"code": code, "shop": shop, "town": town}, at)


def prove(*, visit: OwnerVisit, code: str, at: datetime) -> None:
    """The code was typed: from here on the visit is open, for an hour. Not within a transaction. Raises mail.links.NotValid."""
    check_code(purpose=PURPOSE, subject=visit.key, code=code, at=at)
    let_in(visit, at)


def by_link(*, shop: Shop, language: str, at: datetime) -> OwnerVisit:
    """An open visit of whoever has a link that speaks for the shop (mailing.shop_of)."""
    visit = OwnerVisit(shop=shop, email=mailing.address_for(shop), is_known=True, language=language, created_at=at)
    let_in(visit, at)
    return visit


def let_in(visit: OwnerVisit, at: datetime) -> None:
    """Under a new key: the one before the code stood in an address."""
    visit.proven_at, visit.until, visit.key = at, at + HOUR, OwnerVisit._meta.get_field("key").get_default()
    visit.save()


def waiting(key: str, at: datetime) -> OwnerVisit | None:
    """The visit whose code is still to be typed."""
    return OwnerVisit.objects.select_related("shop__municipality").filter(key=key, proven_at=None, until__gt=at).first()


def prune(at: datetime) -> int:
    """Delete visits that ended a day ago; returns how many."""
    return OwnerVisit.objects.filter(until__lte=at - KEPT).delete()[0]


# -- the cookie


def cookie_name() -> str:
    return f"__Host-{COOKIE}" if settings.SESSION_COOKIE_SECURE else COOKIE


def remember(response: HttpResponse, visit: OwnerVisit) -> HttpResponse:
    response.set_signed_cookie(
        cookie_name(), visit.key, salt=SALT, max_age=HOUR, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


def forget(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(cookie_name(), samesite="Strict")
    return response


def visit_of(request: HttpRequest, at: datetime) -> OwnerVisit | None:
    """The open visit of who asks; None for nobody, too late, or a shop that left."""
    key = request.get_signed_cookie(cookie_name(), default=None, salt=SALT, max_age=HOUR)
    visit = OwnerVisit.objects.select_related("shop__municipality", "shop__category").filter(key=key or "").first()
    return visit if visit is not None and visit.is_open(at) else None
