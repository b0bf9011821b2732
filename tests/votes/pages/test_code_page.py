"""What one can do on the page that asks for the code, besides typing it right."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from mail.models import OutgoingMail
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.votes import CLOSES, OPEN, requested, round_with_candidates, voted
from votes.models import Ballot, Mailbox, VoteRequest
from votes.rounds import withdraw_candidate

pytestmark = pytest.mark.django_db

ROUND = "/nl/stemmen/2027/tielt/"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def tielt(laid_out, open_now):
    return round_with_candidates(2)


@pytest.fixture
def sent(client):
    """Sends the form of a request's page; gives the words of what is wrong, or the address it leads to."""

    def send(key: str, code: str = "", do: str = "bevestig") -> str:
        answer = client.post(f"{ROUND}stem/c/{key}/", {"code": code, "doe": do})
        if answer.status_code == 303:
            return answer["Location"]
        assert answer.status_code == 200
        return answer.content.decode().partition('role="alert"><span>')[2].partition("</span>")[0]

    return send


def wrong_one(code: str) -> str:
    return "000000" if code != "000000" else "000001"


def test_a_wrong_code_says_how_often_one_may_try_and_a_sixth_try_that_it_is_over(tielt, sent):
    key, code = requested(tielt, "an@example.org")
    told = [sent(key, wrong_one(code)) for _ in range(5)]
    assert told[0] == "Die code klopt niet. Je kunt nog 4 keer proberen."
    assert told[4] == "De code is vijf keer fout ingevuld en werkt niet meer. Vraag hieronder een nieuwe."
    assert sent(key, code) == told[4]
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"), [("", "Typ de zes cijfers uit de mail."), ("12345", "De code telt zes cijfers. Kijk nog eens in de mail.")]
)
def test_what_is_no_code_costs_no_try(tielt, sent, typed, words):
    key, _code = requested(tielt, "an@example.org")
    assert sent(key, typed) == words
    assert VoteRequest.objects.get().tries == 0


def test_a_code_may_be_typed_with_blanks(tielt, sent):
    key, code = requested(tielt, "an@example.org")
    assert sent(key, f" {code[:3]} {code[3:]} ").endswith("/bewijs/")


def test_a_code_of_more_than_an_hour_ago_is_too_late_and_another_can_be_asked(tielt, sent, at):
    key, code = requested(tielt, "an@example.org")
    at(OPEN + timedelta(hours=1))
    assert sent(key, code) == "Deze code is ouder dan een uur. Vraag hieronder een nieuwe."
    assert sent(key, do="opnieuw") == f"{ROUND}stem/c/{key}/?opnieuw=1#mail"
    assert Mailbox.objects.get().mails == 2


def test_a_code_that_comes_after_the_grace_does_not_count_and_says_so(tielt, sent, at):
    key, code = requested(tielt, "an@example.org", at=CLOSES - MINUTE)
    at(CLOSES + 30 * MINUTE)
    assert sent(key, code) == "De stemming is gesloten. Deze stem telt niet mee."


def test_who_typed_a_newer_ones_code_is_told_to_use_the_newest_page(tielt, sent):
    former, code = requested(tielt, "an@example.org")
    requested(tielt, "an@example.org")
    assert sent(former, code) == "Er is een nieuwere code gevraagd. Gebruik de laatste mail en de pagina die daarbij hoort."


def test_not_me_blocks_the_mailbox_only_with_the_mailed_code(tielt, sent, client):
    key, code = requested(tielt, "an@example.org")
    assert sent(key, wrong_one(code), "niet-ik").startswith("Die code klopt niet.")
    assert not Mailbox.objects.filter(blocked_at__isnull=False).exists()
    page = client.post(f"{ROUND}stem/c/{key}/", {"code": code, "doe": "niet-ik"}).content.decode()
    assert "Goed dat je het zegt" in page and "an@example.org" not in page
    assert Mailbox.objects.filter(blocked_at=OPEN).count() == 1
    assert not Ballot.objects.exists()


def test_enter_in_the_box_for_the_vote_never_closes_a_mailbox_and_enter_in_the_other_never_votes(tielt, client):
    """A browser presses the first button of the form in which Enter is typed."""
    key, _code = requested(tielt, "an@example.org")
    forms = BeautifulSoup(client.get(f"{ROUND}stem/c/{key}/").content, "html.parser").select("main form:has(input[name=code])")
    assert [[(button["value"], button.text) for button in form.select("button")] for form in forms] == [
        [("bevestig", "Bevestig mijn stem")],
        [("niet-ik", "Sluit mijn adres af")],
    ]
    assert len({form.select_one("input")["id"] for form in forms}) == 2


def test_a_wrong_code_of_who_did_not_ask_is_told_where_it_was_typed(tielt, client):
    key, code = requested(tielt, "an@example.org")
    page = BeautifulSoup(client.post(f"{ROUND}stem/c/{key}/", {"code": wrong_one(code), "doe": "niet-ik"}).content, "html.parser")
    assert "Die code klopt niet." in page.select_one("details[open]").text
    assert [box["id"] for box in page.select("input[autofocus]")] == ["id_code_niet_ik"]
    assert page.title.text.startswith("Niet gelukt: ")


def test_who_said_not_me_hears_that_when_they_type_the_code_after_all(tielt, sent):
    key, code = requested(tielt, "an@example.org")
    sent(key, code, "niet-ik")
    for do in ("bevestig", "niet-ik"):
        assert sent(key, code, do) == "Je gaf aan dat jij dit niet was. Met dit adres kan niemand meer stemmen."


def test_without_the_code_the_page_of_a_closed_mailbox_looks_like_any_other(tielt, client):
    key, code = requested(tielt, "an@example.org")
    before = client.get(f"{ROUND}stem/c/{key}/").content
    client.post(f"{ROUND}stem/c/{key}/", {"code": code, "doe": "niet-ik"})
    assert client.get(f"{ROUND}stem/c/{key}/").content == before


def test_what_is_wrong_is_said_in_the_title_and_the_box_has_the_focus(tielt, client):
    key, code = requested(tielt, "an@example.org")
    plain = BeautifulSoup(client.get(f"{ROUND}stem/c/{key}/").content, "html.parser")
    assert plain.title.text.startswith("Je code") and not plain.select("[autofocus]")
    page = BeautifulSoup(client.post(f"{ROUND}stem/c/{key}/", {"code": wrong_one(code), "doe": "bevestig"}).content, "html.parser")
    assert page.title.text.startswith("Niet gelukt: Je code")
    assert [box["id"] for box in page.select("[autofocus]")] == ["id_code"]


def test_once_it_counts_the_page_has_one_box_and_one_button(tielt, client):
    key, code = requested(tielt, "an@example.org")
    client.post(f"{ROUND}stem/c/{key}/", {"code": code, "doe": "bevestig"})
    page = BeautifulSoup(client.get(f"{ROUND}stem/c/{key}/").content, "html.parser").main
    assert page.h1.text == "Deze stem telt al"
    assert [button.text for button in page.select("button")] == ["Toon mijn bewijs"]
    assert len(page.select("input")) == 1


def test_a_right_code_under_the_address_of_another_town_leads_to_the_receipt(tielt, client):
    round_with_candidates(2, municipality=MunicipalityFactory(nis="34022", name="Kortrijk", slug="kortrijk", postcodes=["8500"]))
    key, code = requested(tielt, "an@example.org")
    answer = client.post(f"/nl/stemmen/2027/kortrijk/stem/c/{key}/", {"code": code, "doe": "bevestig"})
    assert answer["Location"] == f"{ROUND}stem/c/{key}/bewijs/"
    assert "Je stem telt" in client.get(answer["Location"]).content.decode()


def test_a_candidate_who_withdrew_takes_no_code_and_another_can_be_chosen(tielt, sent, client):
    key, code = requested(tielt, "an@example.org", candidate=1)
    withdraw_candidate(candidate=tielt.candidates.get(number=1), reason="De zaak sluit.", by=1, at=OPEN)
    page = client.post(f"{ROUND}stem/c/{key}/", {"code": code, "doe": "bevestig"}).content.decode()
    assert "Deze winkel trok zich terug. Je stem is nog vrij: kies een andere." in page
    assert f'<a class="button" href="{ROUND}stem/">Kies een andere winkel</a>' in page
    assert not Ballot.objects.exists()


def test_asking_again_twice_within_a_minute_asks_once(tielt, sent, at):
    key, _code = requested(tielt, "an@example.org")
    for moment in (OPEN, OPEN + MINUTE / 2):
        at(moment)
        sent(key, do="opnieuw")
    assert Mailbox.objects.get().mails == 2


def test_while_mails_wait_the_page_says_so_to_everybody(tielt, client, at):
    key, _code = requested(tielt, "an@example.org")
    other, _code = requested(tielt, "bo@example.org")
    OutgoingMail.objects.update(state="sent")
    at(OPEN + 3 * MINUTE)
    assert "Onze mailserver hapert." not in client.get(f"{ROUND}stem/c/{key}/").content.decode()
    OutgoingMail.objects.filter(pk=VoteRequest.objects.get(pk=key).mail_id).update(state="waiting")
    for one in (key, other):
        assert "Onze mailserver hapert." in client.get(f"{ROUND}stem/c/{one}/").content.decode()


def test_a_request_that_nobody_made_or_that_is_gone_gets_a_page_that_helps(tielt, client):
    answer = client.get(f"{ROUND}stem/c/{'a' * 22}/")
    assert (answer.status_code, "Deze aanvraag is er niet meer" in answer.content.decode()) == (404, True)
    assert "no-store" in answer["Cache-Control"]


def test_a_mailbox_that_voted_learns_it_by_mail_alone(tielt, sent):
    voted(tielt, "an@example.org")
    key, code = requested(tielt, "an@example.org")
    assert code == ""
    assert OutgoingMail.objects.latest("pk").template == "votes/stands"
    assert sent(key, "123456") == "Die code klopt niet. Je kunt nog 4 keer proberen."


@pytest.mark.parametrize("tail", ["kandidaat-worden/", "voordragen/"])
def test_the_pages_of_candidacy_are_led_to(tielt, client, tail):
    assert client.get(ROUND + tail).status_code == 200
