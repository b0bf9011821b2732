"""The promises of docs/voting.md that are kept, or broken, over HTTP. The numbers are those of the contract."""

import ast
import logging
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

import votes
from gate.models import Throttle
from mail.models import OutgoingMail
from tests.append_only import without_triggers
from tests.factories.votes import OPEN, code_mailed, many_votes, requested, round_with_candidates, voted
from tests.votes.pages.robots import pressed_everything
from votes import asking, confirming
from votes.models import Ballot, Candidate, Round, Slip, VoteRequest

pytestmark = pytest.mark.django_db

ROUND = "/nl/stemmen/2027/tielt/"
FORM = f"{ROUND}stem/"
REMARKABLE = "Zwijnenmarkt Zilverpapier"


def filled_in(**others: str) -> dict[str, str]:
    """What an honest voter sends from the form."""
    return {"kandidaat": "2", "email": "an@example.org", "postcode": "8700", "hier": "on", "proof": ""} | others


@pytest.fixture
def tielt(laid_out, open_now) -> Round:
    return round_with_candidates(3)


def code_page_of(key: str) -> str:
    return f"{FORM}c/{key}/"


def ask(client: Client, address: str) -> str:
    """The code page that a sent form leads to; the worker has decided about the mail."""
    answer = client.post(FORM, filled_in(email=address))
    assert answer.status_code == 303
    asking.answer(key=VoteRequest.objects.latest("created_at", "pk").pk, at=OPEN)
    return answer["Location"]


# -- 3: a click never votes
@pytest.fixture
def mailed(tielt) -> str:
    """The address in the mail of a voter who has not typed the code."""
    key, _code = requested(tielt, "an@example.org")
    found = re.search(r"^http\S+$", OutgoingMail.objects.get().text, re.MULTILINE)
    assert found and found[0] == f"http://localhost:8000{code_page_of(key)}"
    return code_page_of(key)


def test_3_a_scanner_that_asks_for_the_head_of_a_mailed_link_confirms_nothing(mailed, client):
    assert (client.head(mailed).status_code, Ballot.objects.count()) == (200, 0)


def test_3_a_scanner_that_opens_a_mailed_link_and_all_links_on_it_confirms_nothing(mailed, client):
    page = client.get(mailed)
    for link in set(re.findall(r'href="(/(?!static/)[^"#]*)"', page.content.decode())):
        client.get(link)
    assert Ballot.objects.count() == 0


def test_3_a_robot_that_fills_every_field_and_presses_every_button_confirms_nothing_and_blocks_nobody(mailed, tielt, client):
    answers = pressed_everything(client, mailed)
    assert len(answers) >= 3
    assert (Ballot.objects.count(), Slip.objects.count()) == (0, 0)
    key, code = requested(tielt, "an@example.org")
    assert confirming.confirm(key=key, code=code, at=OPEN).receipt


def test_3_the_same_holds_for_the_form_where_a_vote_begins(tielt, client):
    assert pressed_everything(client, FORM)
    assert Ballot.objects.count() == 0


def test_3_a_code_in_the_address_does_nothing(tielt, client):
    key, code = requested(tielt, "an@example.org")
    assert client.get(code_page_of(key), {"code": code, "doe": "bevestig"}).status_code == 200
    assert Ballot.objects.count() == 0


# -- 4: no account, no cookie wall, no third party
@pytest.mark.parametrize("address", ["/nl/stemmen/", ROUND, f"{ROUND}kandidaat/winkel-1/", f"{ROUND}zegel/", "/nl/stemmen/zo-tellen-we/"])
def test_4_whoever_only_looks_gets_no_cookie_and_a_page_that_any_cache_may_keep(tielt, client, address):
    answer = client.get(address)
    assert (answer.status_code, answer.cookies) == (200, {})
    assert "public" in answer["Cache-Control"]


def test_4_the_only_cookie_is_the_forms_own_and_starts_there(tielt, client):
    answer = client.get(FORM)
    assert set(answer.cookies) == {"csrftoken"}
    assert "no-store" in answer["Cache-Control"]


def test_4_a_form_with_its_token_is_taken_and_one_without_is_not(tielt):
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(FORM).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    assert browser.post(FORM, filled_in()).status_code == 403
    assert browser.post(FORM, filled_in(csrfmiddlewaretoken=token[1])).status_code == 303


def test_4_the_code_page_needs_no_cookie_although_browsers_send_its_form_without_an_origin(tielt):
    key, code = requested(tielt, "an@example.org")
    browser = Client(enforce_csrf_checks=True, headers={"origin": "null"})
    answer = browser.get(code_page_of(key))
    assert answer.cookies == {}
    assert browser.post(code_page_of(key), {"code": code, "doe": "bevestig"}).status_code == 303


def test_4_a_class_of_thirty_behind_one_address_votes_without_being_refused(tielt, client):
    answers = {client.post(FORM, filled_in(email=f"leerling{number}@example.org")).status_code for number in range(30)}
    assert (answers, VoteRequest.objects.count()) == ({303}, 30)


def test_4_a_network_is_refused_above_600_requests_in_10_minutes_and_is_told_when_to_come_back(tielt, client):
    client.post(FORM, filled_in())
    Throttle.objects.update(count=599)
    assert client.post(FORM, filled_in(email="bo@example.org")).status_code == 303
    answer = client.post(FORM, filled_in(email="cas@example.org"))
    assert (answer.status_code, answer["Retry-After"]) == (429, "600")
    assert VoteRequest.objects.count() == 2


def test_4_without_javascript_a_budget_stands_in_for_the_proof_and_then_the_mail_comes_later(tielt, client):
    due = []
    for number in range(asking.UNPROVEN.count + 1):
        assert client.post(FORM, filled_in(email=f"an{number}@example.org")).status_code == 303
        due.append(VoteRequest.objects.latest("created_at", "pk"))
    assert {(request.mail_due_at - OPEN) for request in VoteRequest.objects.all()} == {asking.LATER * 0, asking.LATER}
    assert VoteRequest.objects.filter(mail_due_at__gt=OPEN).count() == 1


def test_4_a_proof_that_is_none_is_told_kindly_and_nothing_typed_is_lost(tielt, client):
    answer = client.post(FORM, filled_in(proof="geen bewijs"))
    page = answer.content.decode()
    assert (answer.status_code, VoteRequest.objects.count()) == (200, 0)
    assert "De controle tegen robots" in page and 'value="an@example.org"' in page and 'value="8700"' in page
    assert re.search(r'name="kandidaat" value="2" required checked', page)


# -- 5: the same answer for everyone
@pytest.fixture
def addresses(tielt) -> dict[str, str]:
    """A mailbox of each kind, of the same length."""
    voted(tielt, "gestemd@example.org")
    key, code = requested(tielt, "geweerd@example.org")
    confirming.not_me(key=key, code=code, at=OPEN)
    for _ in range(asking.MAILS_A_DAY):
        requested(tielt, "drukker@example.org")
    return {"new": "nieuwer1@example.org", "used": "gestemd@example.org", "blocked": "geweerd@example.org", "over its limit": "drukker@example.org",
            "disposable": "weggooi@mailinator.com"}  # fmt: skip


def test_5_new_used_blocked_overused_and_disposable_addresses_get_the_same_answers(addresses, client):
    told = {}
    for kind, address in addresses.items():
        answer = client.post(FORM, filled_in(email=address))
        asking.answer(key=VoteRequest.objects.latest("created_at", "pk").pk, at=OPEN)
        VoteRequest.objects.update(created_at=OPEN - asking.LATER)  # so that the next one is the latest
        page = client.get(answer["Location"])
        wrong = client.post(answer["Location"], {"code": "000000", "doe": "bevestig"})
        again = client.post(answer["Location"], {"doe": "opnieuw"})
        headers = {name: value for name, value in page.headers.items() if name not in {"Content-Security-Policy", "X-Request-ID"}}
        told[kind] = (
            (answer.status_code, len(answer["Location"])),
            (page.status_code, len(page.content), headers),
            (wrong.status_code, len(wrong.content)),
            (again.status_code, len(again["Location"])),
        )
    assert len(told) == 5
    assert {kind for kind, answers in told.items() if answers != told["new"]} == set()


def test_5_the_page_never_repeats_the_address(addresses, client):
    for address in addresses.values():
        assert address.encode() not in client.get(ask(client, address)).content
        VoteRequest.objects.update(created_at=OPEN - asking.LATER)


def test_5_an_address_asks_the_database_as_often_whatever_is_known_of_it(addresses, client):
    ask(client, "opwarmer@example.org")
    asked = {}
    for kind, address in addresses.items():
        with CaptureQueriesContext(connection) as queries:
            client.post(FORM, filled_in(email=address))
        asked[kind] = len(queries)
    assert asked == dict.fromkeys(addresses, asked["new"])


# -- 6: nobody sees the score
def test_6_no_public_page_of_a_round_that_is_not_published_tells_how_many_votes_anyone_has(tielt, client, at):
    """Each candidate gets a number of votes that stands nowhere else on a page."""
    counts = {1: 37, 2: 53, 3: 71}
    many_votes(tielt, [number for number, votes in counts.items() for _ in range(votes)])
    moments = {"open": OPEN, "review": tielt.closes_at, "after review": tielt.review_until}
    for name, moment in moments.items():
        at(moment)
        for address in public_addresses(tielt):
            text = " ".join(re.findall(r">([^<]+)<", client.get(address).content.decode())) if address[-6:] != "tekst/" else ""
            numbers = set(re.findall(r"(?<![\d.,a-f])\d+(?![\d.,a-f])", text))
            assert (name, address, numbers & {str(count) for count in counts.values()}) == (name, address, set())


def public_addresses(voting_round: Round) -> list[str]:
    slugs = Candidate.objects.filter(round=voting_round).values_list("slug", flat=True)
    below = ["", "stem/", "zegel/", "zegel/tekst/", "uitslag/", "ontvangstbewijs/", *(f"kandidaat/{slug}/" for slug in slugs)]
    downloads = [f"uitslag/{name}/" for name in ("receipts", "openings", "count", "seal", "recount")]
    edition = ["/nl/stemmen/", "/nl/stemmen/2027/", "/nl/stemmen/zo-tellen-we/", "/nl/stemmen/wat-we-bewaren/", "/nl/stemmen/2027/spelregels/"]
    return [*edition, *(f"{ROUND}{tail}" for tail in [*below, *downloads])]


@pytest.mark.parametrize("name", ["receipts", "openings", "count", "seal", "recount"])
def test_6_before_publication_there_is_nothing_to_download(tielt, client, name):
    assert client.get(f"{ROUND}uitslag/{name}/").status_code == 404


def test_6_no_public_page_asks_for_ballots_or_for_a_count_that_is_not_published():
    pages = Path(votes.__file__).with_name("pages").glob("*.py")
    named = {(page.name, word) for page in pages for word in re.findall(r"\b(?:Ballot|RoundCount|tally)\b|(?<!models)\.ballots\b", code_of(page))}
    assert named == set()


def code_of(module: Path) -> str:
    """What a module does, without what it says about it."""
    return ast.unparse(ast.parse(re.sub(r'"""[\s\S]*?"""', '""', module.read_text("utf-8"))))


# -- 10: a receipt proves that a vote counted, never for whom
@pytest.fixture
def remarkable(laid_out, open_now) -> Round:
    """A round in which the second candidate has a name that stands nowhere else."""
    voting_round = round_with_candidates(3)
    with without_triggers(connection):
        Candidate.objects.filter(round=voting_round, number=2).update(name=REMARKABLE, slug="zilverpapier")
    return voting_round


def test_10_the_candidate_stands_in_no_address_log_line_mail_or_receipt_page(remarkable, client, caplog):
    caplog.set_level(logging.DEBUG)
    code_page = ask(client, "an@example.org")
    request = VoteRequest.objects.get()
    answer = client.post(code_page, {"code": code_mailed(request.pk, OPEN), "doe": "bevestig"})
    receipt_page = client.get(answer["Location"]).content.decode()
    mail = OutgoingMail.objects.get()
    places = {"address": code_page + answer["Location"], "log": caplog.text, "mail": mail.subject + mail.text + mail.html, "receipt": receipt_page}
    assert [name for name, text in places.items() if escape(REMARKABLE) in text or "zilverpapier" in text or "kandidaat-" in text] == []
    assert "an@example.org" not in caplog.text
    receipt = Slip.objects.get().receipt
    assert receipt in receipt_page and receipt not in caplog.text + code_page + answer["Location"]


def test_10_the_code_page_does_say_the_candidate_in_full(remarkable, client):
    page = client.get(ask(client, "an@example.org")).content.decode()
    assert re.search(rf'<span class="candidate__number">2</span> {REMARKABLE}', page)


def test_10_after_the_vote_the_code_page_knows_no_candidate_and_the_same_code_shows_the_receipt_again(remarkable, client):
    code_page = ask(client, "an@example.org")
    sent = {"code": code_mailed(VoteRequest.objects.get().pk, OPEN), "doe": "bevestig"}
    first = client.post(code_page, sent)["Location"]
    assert REMARKABLE not in client.get(code_page).content.decode()
    assert client.post(code_page, sent)["Location"] == first
    assert Ballot.objects.count() == 1


def test_10_links_to_the_form_name_the_candidate_in_a_fragment_that_no_server_gets(remarkable, client):
    for address in (ROUND, f"{ROUND}kandidaat/zilverpapier/"):
        links = re.findall(rf'<a[^>]*href="({FORM}[^"]*)"[^>]*>', client.get(address).content.decode())
        assert {link for link in links if "?" in link} == set()
        assert f"{FORM}#kandidaat-2" in links
        assert 'referrerpolicy="no-referrer"' in client.get(address).content.decode()


@pytest.mark.parametrize("tail", ["", "bewijs/"])
def test_10_the_pages_of_one_voter_are_kept_by_nobody_and_tell_nobody_where_one_comes_from(tielt, client, tail):
    key, code = requested(tielt, "an@example.org")
    confirming.confirm(key=key, code=code, at=OPEN)
    answer = client.get(f"{code_page_of(key)}{tail}")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert 'content="noindex"' in answer.content.decode()


def test_10_a_receipt_says_that_it_is_on_the_list_however_it_is_typed_and_travels_in_the_body(tielt, client):
    receipt = voted(tielt, "an@example.org")
    for typed in (receipt, receipt.lower(), receipt.replace("-", " ")):
        page = client.post(f"{ROUND}ontvangstbewijs/", {"bewijs": typed}).content.decode()
        assert "Ja. Op de lijst van Tielt 2027." in page
    assert (
        "Nee, dit bewijs staat op geen enkele lijst." in client.post(f"{ROUND}ontvangstbewijs/", {"bewijs": "0000-0000-0000-0000"}).content.decode()
    )
    assert "Ja." not in client.get(f"{ROUND}ontvangstbewijs/", {"bewijs": receipt}).content.decode()
