"""The public pages: finding the shop, the form, the box for the code."""

import re

import pytest
from django.test import Client

from tests.factories.candidacies import IN_TIME, a_photo, a_shop, applied, code_for, confirmed, mails, nominated
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.factories.votes import RoundFactory
from votes import candidacies
from votes.models import Application, Edition, Nomination, VotingPage

pytestmark = pytest.mark.django_db

ROUND = "/nl/stemmen/2027/tielt/"
STAND, NOMINATE = f"{ROUND}kandidaat-worden/", f"{ROUND}voordragen/"
WAYS = pytest.mark.parametrize("address", [STAND, NOMINATE], ids=["stand", "nominate"])
APPLICATION = {
    "waarom": "Om zes uur staat het brood klaar.",
    "steunt": "De fanfare",
    "naam": "An Peeters",
    "email": "an@winkel.example",
    "akkoord": "on",
}
NOMINATION = {"waarom": "Ze kennen iedereen bij naam.", "email": "jef@klant.example"}


def said(response) -> str:
    """The words of a page in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@WAYS
def test_a_shop_is_found_by_its_name_in_this_town_only(tielt, client, address):
    a_shop(tielt, name="Kapsalon Annabel", slug="kapsalon-annabel")
    ShopFactory(name="Kapsalon Kortrijk", slug="kapsalon-k", municipality=MunicipalityFactory(nis="34022", name="Kortrijk", slug="kortrijk"))
    page = client.get(address, {"q": "kapsalon"})
    assert re.findall(r"\?winkel=([\w-]+)\"", page.content.decode()) == ["kapsalon-annabel"]
    assert page["X-Robots-Tag"] == "noindex"


@WAYS
def test_the_first_step_may_be_kept_by_caches_and_sets_no_cookie(tielt, client, address):
    page = client.get(address)
    assert (page.status_code, dict(page.cookies)) == (200, {})
    assert "public" in page["Cache-Control"]
    assert "winkel gevonden" not in said(page)


@pytest.mark.parametrize("number", [1, 24])
def test_the_search_asks_as_many_questions_for_twenty_four_shops_as_for_one(tielt, client, number, django_assert_max_num_queries):
    for place in range(number):
        a_shop(tielt, name=f"Kapsalon {place}", slug=f"kapsalon-{place}")
    client.get(NOMINATE)
    with django_assert_max_num_queries(24):
        page = client.get(NOMINATE, {"q": "kapsalon"})
    assert page.content.decode().count("?winkel=kapsalon-") == number


@WAYS
def test_a_shop_that_is_not_there_leads_back_to_the_search(tielt, client, address):
    assert "Die winkel vinden we niet." in said(client.get(address, {"winkel": "bestaat-niet"}))
    assert "Geen winkel “zzz” in Tielt" in said(client.get(address, {"q": "zzz"}))


@WAYS
def test_a_former_address_of_a_shop_leads_to_its_form(tielt, client, address):
    shop = a_shop(tielt, slug="oud")
    shop.slug = "nieuw"
    shop.save()
    assert f"<h2>{shop.name}</h2>" in client.get(address, {"winkel": "oud"}).content.decode()


@WAYS
def test_a_chain_gets_a_plain_sentence_why(tielt, client, address):
    Edition.objects.update(stands=Edition.Stands.INDEPENDENTS)
    a_shop(tielt, slug="keten", name="Ketenwinkel", kind="chain")
    assert "Kan in deze editie geen kandidaat zijn" in said(client.get(address, {"q": "ketenwinkel"}))
    page = client.get(address, {"winkel": "keten"})
    assert "Dit is een keten of een franchise, en deze editie is voor zelfstandige zaken." in said(page)
    assert b"<textarea" not in page.content


def test_a_shop_that_stands_cannot_apply_again_but_can_be_nominated(tielt, client):
    confirmed(applied(a_shop(tielt, slug="kroon"), tielt))
    assert "Voor deze zaak is al een kandidatuur ingediend." in said(client.get(STAND, {"winkel": "kroon"}))
    assert b"<textarea" in client.get(NOMINATE, {"winkel": "kroon"}).content


def test_a_shopkeeper_applies_with_a_photo_and_confirms_with_the_code(tielt, client):
    shop = a_shop(tielt, slug="kroon")
    answer = client.post(f"{STAND}?winkel=kroon", APPLICATION | {"foto": a_photo(), "beschrijving": "De toog met broden"})
    sent = Application.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"{ROUND}inzending/{sent.key}/")
    assert (sent.shop, sent.contact_name, sent.email, sent.language) == (shop, "An Peeters", "an@winkel.example", "nl")
    assert sent.picture.description == "De toog met broden"
    answer = client.post(answer["Location"], {"code": code_for(sent)})
    assert answer.status_code == 303
    assert "Je kandidatuur is binnen" in said(client.get(answer["Location"]))
    sent.refresh_from_db()
    assert sent.state == "waiting"


def test_a_customer_nominates_in_french_and_is_answered_in_french(tielt, client):
    a_shop(tielt, slug="kroon")
    french = VotingPage.objects.get(locale__language_code="fr")
    client.post(f"{french.url}2027/tielt/voordragen/?winkel=kroon", NOMINATION)
    assert Nomination.objects.get().language == "fr"


@WAYS
def test_a_form_with_a_mistake_says_where_and_keeps_every_letter(tielt, client, address):
    a_shop(tielt, slug="kroon")
    page = client.post(f"{address}?winkel=kroon", APPLICATION | {"email": "geen adres"})
    assert page.status_code == 200
    text = page.content.decode()
    assert 'role="alert"' in text
    assert "Dit is geen mailadres. Kijk het even na: naam@voorbeeld.be." in text
    assert "Om zes uur staat het brood klaar." in text
    assert not Application.objects.exists()
    assert not Nomination.objects.exists()


def test_a_photo_has_to_be_chosen_again_after_a_mistake_and_the_page_says_so(tielt, client):
    a_shop(tielt, slug="kroon")
    page = client.post(f"{STAND}?winkel=kroon", APPLICATION | {"email": "", "foto": a_photo(), "beschrijving": "De toog"})
    assert "Wat je typte is bewaard, je foto niet: kies ze nog eens." in said(page)
    assert "De toog" in page.content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"waarom": ""}, "Schrijf een zin of twee: daarop kiezen mensen."),
        ({"waarom": "\u200b\u2060 \u3164\n\u00ad"}, "Schrijf een zin of twee: daarop kiezen mensen."),
        ({"naam": "\u200b"}, "Vul je naam in."),
        ({"naam": "x" * 121}, "Maak het korter: hoogstens 120 tekens, dit zijn er 121."),
        ({"beschrijving": "x" * 256}, "Maak het korter: hoogstens 255 tekens, dit zijn er 256."),
        ({"waarom": "x" * 301}, "Maak het korter: hoogstens 300 tekens, dit zijn er 301."),
        ({"naam": ""}, "Vul je naam in."),
        ({"akkoord": ""}, "Zonder je akkoord kunnen we je zaak niet kandidaat stellen."),
        ({"foto": "photo", "beschrijving": ""}, "Zeg in een zin wat er op de foto staat"),
        ({"foto": "photo", "beschrijving": "IMG_1234.jpg"}, "Dit is de naam van een bestand."),
        ({"foto": "broken", "beschrijving": "De toog"}, "Dit beeld is stuk of niet volledig."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(tielt, client, change, words):
    a_shop(tielt, slug="kroon")
    files = {"photo": a_photo(), "broken": a_photo()}
    files["broken"].file.truncate(60)
    sent = {name: files.get(value, value) for name, value in (APPLICATION | change).items()}
    page = client.post(f"{STAND}?winkel=kroon", sent)
    assert words in said(page)
    assert not Application.objects.exists()


def test_a_line_break_counts_as_one_character(tielt, client):
    a_shop(tielt, slug="kroon")
    client.post(f"{NOMINATE}?winkel=kroon", NOMINATION | {"waarom": "x" * 149 + "\r\n" + "y" * 150})
    assert Nomination.objects.get().pitch == "x" * 149 + "\n" + "y" * 150


@WAYS
def test_the_form_is_kept_by_nobody_and_asks_for_a_token(tielt, address):
    a_shop(tielt, slug="kroon")
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(address, {"winkel": "kroon"})
    assert (page["Cache-Control"], page["Referrer-Policy"], page["X-Robots-Tag"]) == ("private, no-store", "same-origin", "noindex")
    assert strict.post(f"{address}?winkel=kroon", APPLICATION).status_code == 403


@WAYS
def test_outside_the_weeks_of_the_edition_the_page_says_when(tielt, client, at, address):
    edition = tielt.edition
    at(edition.candidacy_from.replace(day=4))
    assert "Dat kan vanaf dinsdag 5 januari, 9 u. (Belgische tijd)." in said(client.get(address))
    at(edition.candidacy_until)
    assert "Dat kan niet meer: het kon tot zaterdag 20 februari, 9 u. (Belgische tijd)." in said(client.get(address))
    late = client.post(f"{address}?winkel=kroon", APPLICATION)
    assert (late.status_code, "Wat je net instuurde, is niet bewaard." in said(late)) == (409, True)


@WAYS
def test_a_round_that_was_called_off_takes_nobody(tielt, client, address):
    type(tielt).objects.update(cancelled_at=IN_TIME)
    assert "De stemming in Tielt gaat niet door." in said(client.get(address))


def test_a_network_that_sends_much_is_asked_to_wait_and_loses_no_letter(tielt, client, monkeypatch):
    a_shop(tielt, slug="kroon")
    monkeypatch.setattr(candidacies, "SENDS", candidacies.Rule("votes.submissions of a network", 1, candidacies.SENDS.window))
    assert client.post(f"{NOMINATE}?winkel=kroon", NOMINATION).status_code == 303
    page = client.post(f"{NOMINATE}?winkel=kroon", NOMINATION)
    assert (page.status_code, page["Retry-After"]) == (429, "3600")
    assert "Ze kennen iedereen bij naam." in page.content.decode()
    assert "over 60 minuten" in said(page)


def test_a_mailbox_that_had_its_mails_gets_the_same_answer(tielt, client):
    a_shop(tielt, slug="kroon")
    answers = [client.post(f"{NOMINATE}?winkel=kroon", NOMINATION) for _time in range(4)]
    assert {answer.status_code for answer in answers} == {303}
    pages = [re.sub(r"inzending/[\w-]+|value=\"\w{64}\"|\"token\".*", "", said(client.get(answer["Location"]))) for answer in answers]
    assert len(set(pages)) == 1


# -- the page of one submission


@pytest.fixture
def sent(tielt):
    return nominated(a_shop(tielt, slug="kroon"), tielt)


def page_of(submission) -> str:
    return f"{ROUND}inzending/{submission.key}/"


def test_looking_at_the_page_of_a_submission_confirms_nothing(sent, client):
    for _time in range(3):
        assert client.get(page_of(sent)).status_code == 200
        assert client.head(page_of(sent)).status_code == 200
    assert client.post(page_of(sent), {}).status_code == 200, "a robot that presses the button without a code"
    sent.refresh_from_db()
    assert sent.state == "new"


def test_a_wrong_code_is_said_at_the_box(sent, client):
    code = "000000" if code_for(sent) != "000000" else "111111"
    assert "Die code klopt niet" in said(client.post(page_of(sent), {"code": code}))
    assert "De code telt zes cijfers." in said(client.post(page_of(sent), {"code": "12"}))


def test_the_page_of_a_submission_is_kept_by_nobody_and_shows_no_address(sent, client):
    page = client.get(page_of(sent))
    assert (page["Cache-Control"], page["Referrer-Policy"], page["X-Robots-Tag"]) == ("private, no-store", "same-origin", "noindex")
    assert "jef@" not in page.content.decode()


def test_another_mail_may_be_asked_for(sent, client):
    answer = client.post(page_of(sent), {"doe": "opnieuw"})
    assert (answer.status_code, answer["Location"]) == (303, f"{page_of(sent)}?opnieuw=1#mail")
    assert "is die nu onderweg" in said(client.get(page_of(sent), {"opnieuw": "1"}))
    assert len(mails("nomination_code")) == 2
    client.post(page_of(sent), {"code": code_for(sent)})
    sent.refresh_from_db()
    assert sent.state == "waiting"


def test_a_submission_that_is_gone_or_of_another_town_is_a_404_that_says_what_to_do(sent, client):
    kortrijk = RoundFactory(municipality=MunicipalityFactory(nis="34022", name="Kortrijk", slug="kortrijk"))
    for address in (f"{ROUND}inzending/bestaat-niet/", page_of(sent).replace("/tielt/", f"/{kortrijk.municipality.slug}/")):
        page = client.get(address)
        assert (page.status_code, "Deze inzending is er niet meer" in said(page)) == (404, True)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("waiting", "De gemeente Tielt kijkt “Bakkerij De Kroon” na."),
        ("approved", "Bakkerij De Kroon is kandidaat"),
        ("refused", "Dit antwoordde de gemeente over “Bakkerij De Kroon”: Dit is geen zaak meer."),
    ],
)
def test_the_page_says_where_a_submission_stands(sent, client, state, words):
    type(sent.shop).objects.update(name="Bakkerij De Kroon")
    Nomination.objects.update(state=state, reason="Dit is geen zaak meer.")
    assert words in said(client.get(page_of(sent)))
