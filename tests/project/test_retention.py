"""What is kept for a time: of rows just within it and just beyond it each job takes exactly the latter, as the privacy page says."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from wagtail.contrib.forms.models import FormSubmission

from content import visits as page_visits
from content.models import PageVisits
from events.models import CalendarImport
from gate import proof_of_work
from gate.models import SpentProof, Throttle
from home import contact
from home.first_pages import lay_out_first_pages
from home.models import ContactPage
from ikkooplokaal.models import TranslationJob
from ikkooplokaal.periodic import DAY, JOBS
from ikkooplokaal.translating import asking as translating
from mail import links, outbox
from mail.models import OneTimeCode, OneTimeLink, OutgoingMail
from privacy.declared import declared
from privacy.terms import Months
from shops import unanswered
from shops.models import ImportBatch, OwnerRequest, OwnerVisit, Shop, ShopReport, UnansweredSearch
from shops.models.imports import UNCONFIRMED_DAYS, UNDO_DAYS
from shops.reports import actions as reports
from shops.shopkeepers import forgetting, visits
from tests.factories.shops import ShopFactory
from tests.factories.votes import RoundFactory
from votes import asking
from votes.candidacy import lapsing
from votes.models import Nomination, VoteRequest

pytestmark = pytest.mark.django_db
A_SECOND = timedelta(seconds=1)
Make = Callable[[datetime, Any], Any]
"""make(began, name): a row whose term runs from `began`."""


def shop() -> Shop:
    return Shop.objects.first() or ShopFactory(live=True)


def throttle(began: datetime, name: str) -> Any:
    return Throttle.objects.create(key=name, count=1, ends_at=began)


def proof(began: datetime, name: str) -> Any:
    return SpentProof.objects.create(key=name, ends_at=began)


def mail(began: datetime, name: str, **given: Any) -> Any:
    facts = {"template": name, "language": "nl", "to": "jan@elders.example", "message_id": name, "created_at": began, "due_at": began}
    return OutgoingMail.objects.create(**(facts | given))


def given_up(began: datetime, name: str) -> Any:
    return mail(began, name, state="given up", given_up_at=began)


def sent(began: datetime, name: str) -> Any:
    return mail(began, name, state="sent", to="")


def with_an_end(began: datetime, name: str) -> Any:
    return mail(began, name, forget_at=began, state="sent")


def link(began: datetime, name: str) -> Any:
    return OneTimeLink.objects.create(purpose="x", token_hash=name, created_at=began, expires_at=began)


def code(began: datetime, name: str) -> Any:
    return OneTimeCode.objects.create(purpose="x", subject_hash=name, code_hash=name, expires_at=began)


def session(began: datetime, name: str) -> Any:
    return Session.objects.create(session_key=name, session_data="x", expire_date=began)


def open_report(began: datetime, name: str) -> Any:
    return ShopReport.objects.create(shop=shop(), what="other", words=name, created_at=began)


def settled_report(began: datetime, name: str) -> Any:
    return ShopReport.objects.create(shop=shop(), what="other", created_at=began, settled_at=began, outcome="right")


def visit(began: datetime, name: str) -> Any:
    return OwnerVisit.objects.create(email=f"{name}@elders.example", created_at=began, until=began)


def refused_shop(began: datetime, name: str) -> Any:
    draft = ShopFactory(name=name, slug=name, live=False, first_published_at=None)
    draft.save_revision(clean=False)
    latest = draft.latest_revision
    type(latest).objects.filter(pk=latest.pk).update(created_at=began - A_SECOND)
    given = {"consented_at": began, "consent_version": "x", "created_at": began, "decided_at": began}
    OwnerRequest.objects.create(shop=draft, kind="new", state="refused", **given)
    return draft


def shop_import(began: datetime, name: str) -> Any:
    return ImportBatch.objects.create(source=name, file_name=name, started_at=began, state="ready")


def agenda_import(began: datetime, name: str) -> Any:
    return CalendarImport.objects.create(source=name, file_name=name, started_at=began, since=began, state="ready")


def vote_request(began: datetime, name: str) -> Any:
    facts = {"identity_mac": name, "address": f"{name}@elders.example", "network_mac": "", "domain_class": "", "is_local": True, "language": "nl"}
    return VoteRequest.objects.create(round=RoundFactory(), created_at=began, **facts)


def nomination(began: datetime, name: str) -> Any:
    return Nomination.objects.create(round=RoundFactory(), shop=shop(), email=f"{name}@elders.example", pitch=name, created_at=began)


def translation(began: datetime, name: str) -> Any:
    page = ContactPage.objects.get(locale__language_code="nl")
    return TranslationJob.objects.create(page_id=page.pk, language="fr", asked_at=began, ended_at=began, state="done")


# job, how the row is made, when its term runs from its beginning on, and whether the whole row goes or only what it says
JOBS_AND_ROWS: dict[str, tuple[str, Make, timedelta]] = {
    "throttles": ("gate.prune", throttle, timedelta(0)),
    "proofs": ("gate.proof_of_work.prune", proof, proof_of_work.LINGERS),
    "rows of mails": ("mail.prune", sent, outbox.ROWS_KEPT),
    "links": ("mail.links.prune", link, links.KEPT),
    "codes": ("mail.codes.prune", code, timedelta(0)),
    "open reports": ("shops.reports.forget_old", open_report, reports.OPEN_KEPT),
    "settled reports": ("shops.reports.forget_old", settled_report, reports.SETTLED_KEPT),
    "visits of keepers": ("shops.shopkeepers.prune", visit, visits.KEPT),
    "refused shops": ("shops.shopkeepers.forget_refused", refused_shop, forgetting.KEPT),
    "imports of shops": ("shops.importing.forget_old", shop_import, timedelta(days=UNCONFIRMED_DAYS) + A_SECOND),
    "imports of agendas": ("events.importing.forget_old", agenda_import, timedelta(days=UNCONFIRMED_DAYS) + A_SECOND),
    "translations": ("translating.prune", translation, translating.KEPT),
}
BY_THE_CLOCK_OF_THE_DATABASE: dict[str, tuple[Callable[[datetime], object], Make, timedelta]] = {
    "mails with an end": (outbox.forget_due, with_an_end, timedelta(0)),
    "what mails that were given up say": (outbox.prune, given_up, outbox.GIVEN_UP_READABLE),
    "requests to vote": (asking.prune, vote_request, asking.KEPT),
    "nominations that nobody confirmed": (lapsing.prune, nomination, asking.KEPT),
}
AT = datetime.fromisoformat("2027-03-10T11:00:00+00:00")


def job_called(name: str) -> Callable[[datetime], object]:
    (found,) = (job for job in JOBS if job.name == name)
    return found.run


def is_there(row: Any) -> bool:
    found = type(row)._default_manager.filter(pk=row.pk).first()
    return found is not None and (not isinstance(found, OutgoingMail) or bool(found.to) or not row.to)


def what_is_left(run: Callable[[datetime], object], make: Make, term: timedelta) -> tuple[bool, bool]:
    """(whether the row that is a second too old is there, whether the one that is a second younger is)."""
    old, young = make(AT - term, "old"), make(AT - term + A_SECOND, "young")
    run(AT)
    return is_there(old), is_there(young)


@pytest.mark.parametrize("name", JOBS_AND_ROWS)
def test_a_job_takes_what_is_over_and_leaves_what_is_not(laid_out, time_machine, name):
    time_machine.move_to(AT, tick=False)
    lay_out_first_pages()
    job, make, term = JOBS_AND_ROWS[name]
    assert what_is_left(job_called(job), make, term) == (False, True)


@pytest.mark.parametrize("name", BY_THE_CLOCK_OF_THE_DATABASE)
def test_a_job_that_goes_by_the_database_does_so_too(site_tree, name):
    assert what_is_left(*BY_THE_CLOCK_OF_THE_DATABASE[name]) == (False, True)


def test_sessions_that_are_over_go_and_others_stay(time_machine):
    time_machine.move_to(AT, tick=False)
    assert what_is_left(job_called("clearsessions"), session, A_SECOND) == (False, True)


def test_counts_of_visits_go_by_the_month(db):
    days = {day: PageVisits.objects.create(day=day, kind="shop", key="x", municipality_slug="tielt", count=1) for day in ("2025-01-09", "2025-01-10")}
    page_visits.prune(AT)
    assert (page_visits.KEPT_MONTHS, [day for day, row in days.items() if is_there(row)]) == (26, ["2025-01-10"])


def test_words_that_found_nothing_go_by_the_month(db):
    months = {month: UnansweredSearch.objects.create(month=month, words="kaas", count=1) for month in ("2026-08-01", "2026-09-01")}
    unanswered.prune(AT)
    assert (unanswered.KEPT_MONTHS, [month for month, row in months.items() if is_there(row)]) == (6, ["2026-09-01"])


def test_messages_go_after_the_months_of_their_page(laid_out):
    lay_out_first_pages()
    page = ContactPage.objects.get(locale__language_code="nl")
    old, young = (FormSubmission.objects.create(page=page, form_data={}) for _ in range(2))
    for row, began in ((old, "2026-09-10T10:59:59+00:00"), (young, "2026-09-10T11:00:00+00:00")):
        FormSubmission.objects.filter(pk=row.pk).update(submit_time=began)
    contact.forget_old(AT)
    assert (page.months_kept, is_there(old), is_there(young)) == (6, False, True)


def test_every_job_that_the_privacy_page_names_is_proven_here_or_with_the_vote():
    proven = {job for job, _make, _term in JOBS_AND_ROWS.values()} | {
        "clearsessions",
        "content.visits.prune",
        "shops.unanswered.prune",
        "contact.forget_old",
    }
    proven |= {"mail.prune", "votes.prune", "votes.candidacy.prune"}
    assert {kind.job for kind in declared() if kind.job} - proven == {"votes.forget"}  # tests/votes/test_forgetting.py


def test_the_page_names_the_terms_that_are_proven():
    terms = {kind.name: kind.term for kind in declared() if kind.term}
    assert terms == {
        "accounts.sessions": timedelta(hours=12),
        "content.visits": Months(26),
        "gate.throttles": DAY,
        "home.messages": Months(24),
        "mail.letters": 7 * DAY,
        "mail.links": 30 * DAY,
        "shops.imports": UNDO_DAYS * DAY,
        "shops.open_reports": 365 * DAY,
        "shops.refused": 30 * DAY,
        "shops.settled_reports": 30 * DAY,
        "shops.unanswered": Months(6),
        "shops.visits": DAY,
        "votes.addresses": 3 * DAY,
        "votes.applications": 3 * DAY,
        "votes.mailboxes": 30 * DAY,
        "votes.nominations": 3 * DAY,
        "votes.requests": 3 * DAY,
        "votes.slips": 30 * DAY,
    }
