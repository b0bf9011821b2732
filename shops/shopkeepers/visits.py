"""Proving a mailbox by a code or a link, and being let in for an hour: a row that a signed cookie names, nothing else.

The address of a shop is public, so a stranger can have codes mailed to it. That may neither flood the mailbox nor keep its owner out:

* a network that asks spends its own three mails a day to a mailbox, and what it asks beyond them takes nothing from the mailbox;
* a mailbox gets six a day, whoever asks: one stranger leaves its owner three;
* each of these mails also holds a link that lets in whoever reads it, for as long as it may count (A_DAY). So whoever uses up the six, from
  many networks, has put six ways in into the hands of the owner, and the page of the code says so;
* who proves the mailbox gets its mails of the day back.

A mail that is refused changes nothing: the code that was mailed before goes on working. The vote allows three a day (votes.asking), whoever asks.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from gate.proof_of_work import spend_proof
from gate.throttle import Rule, forgive, spend, within
from mail import links
from mail.codes import check_code, make_code
from shops.models import OwnerVisit, Shop
from shops.shopkeepers import mailing

HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
SENT = Rule("shops.visits", 20, HOUR)  # of a network
UNPROVEN = Rule("shops.visits.unproven", 3, HOUR)  # without a proof of work
CODES_OF_ASKER = Rule("shops.visits.codes of a network", 3, A_DAY)  # to one mailbox
CODES = Rule("shops.visits.codes", 6, A_DAY)  # to one mailbox, whoever asks for them
BOUND_TO = "shopkeeper"
PURPOSE = "shops.visit"
COOKIE, SALT = "shopkeeper", "shops.shopkeepers.visits"
KEPT = A_DAY  # rows of visits that are over: as long as the link of their last mail works


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
        to = email or (mailing.address_for(shop) if shop else "")
        visit = OwnerVisit.objects.create(shop=shop, email=to, is_known=speaks_for(to, shop), language=language, created_at=at, until=at + HOUR)
        mail_code(visit, network=network, at=at)
    return visit


def speaks_for(email: str, shop: Shop | None) -> bool:
    """Whether it is the mailbox that the directory knows for the shop."""
    known = mailing.address_for(shop) if shop else ""
    return bool(known) and mailing.mailbox(email) == mailing.mailbox(known)


def mail_code(visit: OwnerVisit, *, network: str, at: datetime) -> None:
    """Mail a new code, in the place of a former one, and a link; nothing when there were enough today, which only the owner could tell."""
    if visit.email and takes_a_mail(visit.email, network, at):
        code = make_code(purpose=PURPOSE, subject=visit.key, at=at, valid_for=HOUR)
        shop, town = (visit.shop.name, visit.shop.municipality.name_in(visit.language)) if visit.shop else ("", "")
        mailing.send("code", visit.email, visit.language, {"code": code, "url": link_to(visit, at), "shop": shop, "town": town}, at)


def mail_again(visit: OwnerVisit, *, network: str, at: datetime) -> None:
    """The page waits as long as the new code works."""
    visit.until = at + HOUR
    visit.save(update_fields=["until"])
    mail_code(visit, network=network, at=at)


def takes_a_mail(email: str, network: str, at: datetime) -> bool:
    """Whether the mailbox may get one more at the request of `network`; counted if so."""
    box = counted_as(email)
    return within(CODES_OF_ASKER, f"{network} {box}", at=at) and within(CODES, box, at=at)


def counted_as(email: str) -> str:
    """The mailbox, for counting: ways of writing that many providers bring to one mailbox are one.

    Two people who share what it may get lose little by that; where it would cost a vote, it is looked at closer (votes.identity).
    """
    name, _sign, domain = email.strip().casefold().rpartition("@")
    return f"{name.partition('+')[0].replace('.', '')}@{domain}"


def link_to(visit: OwnerVisit, at: datetime) -> str:
    """A way in for who reads the mail, absolute: however many codes others ask for, their mails let the owner in."""
    token = links.make_link(purpose=PURPOSE, user_id=None, at=at, valid_for=A_DAY, data={"visit": visit.pk})
    with translation.override(visit.language):
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("shopkeeper_mail", args=[token])


def prove(*, visit: OwnerVisit, code: str, network: str, at: datetime) -> None:
    """The code was typed: from here on the visit is open, for an hour. Not within a transaction. Raises mail.links.NotValid."""
    check_code(purpose=PURPOSE, subject=visit.key, code=code, at=at)
    is_the_owner(visit.email, network, at)
    let_in(visit, at)


def behind(token: str, at: datetime) -> OwnerVisit:
    """The visit whose mail held this link; nothing changes. Raises mail.links.NotValid: Expired when it is too late, used up, or the shop left."""
    link = links.look_at(purpose=PURPOSE, token=token, at=at)
    visit = OwnerVisit.objects.select_related("shop__municipality", "shop__category").filter(pk=link.data.get("visit")).first()
    if visit is None or visit.handed_in or (visit.shop is not None and not visit.shop.live):
        raise links.Expired
    return visit


def by_mail(*, token: str, network: str, at: datetime) -> OwnerVisit:
    """An open visit of whoever reads the mail that held this link, as often as they like. Raises like `behind`.

    A visit of its own: the one behind the link may be a stranger's, who asked for the code.
    """
    asked = behind(token, at)
    is_the_owner(asked.email, network, at)
    known = speaks_for(asked.email, asked.shop)
    visit = OwnerVisit(shop=asked.shop, email=asked.email, is_known=known, language=asked.language, created_at=at)
    let_in(visit, at)
    return visit


def is_the_owner(email: str, network: str, at: datetime) -> None:
    """The mailbox gets its mails of the day back."""
    box = counted_as(email)
    forgive(CODES, box, at=at)
    forgive(CODES_OF_ASKER, f"{network} {box}", at=at)


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
    visit = OwnerVisit.objects.select_related("shop__municipality", "shop__category").filter(key=key_in(request) or "").first()
    if visit is None or not visit.is_open(at):
        return None
    if visit.shop and visit.is_known:  # as long as nobody accepted another mailbox meanwhile
        visit.is_known = speaks_for(visit.email, visit.shop)
    return visit


def handed_in(request: HttpRequest, at: datetime) -> str:
    """What the visit of who asks did with its one thing, within its hour; "" for nothing."""
    visit = OwnerVisit.objects.filter(key=key_in(request) or "", until__gt=at).first()
    return visit.handed_in if visit else ""


def key_in(request: HttpRequest) -> str | None:
    return request.get_signed_cookie(cookie_name(), default=None, salt=SALT, max_age=HOUR)
