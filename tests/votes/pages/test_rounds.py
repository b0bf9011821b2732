"""The page of a municipality's race, in every phase of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.votes import ANNOUNCED, CLOSES, COUNTED, OPEN, OPENS, EditionFactory, RoundFactory, many_votes, round_with_candidates
from votes import counting, rounds
from votes.addresses import TAILS, tail_of
from votes.models import Candidate, Round, VotingPage

pytestmark = pytest.mark.django_db

SITE = "http://localhost:8000"
ROUND = "/nl/stemmen/2027/tielt/"
FROM = "Stemmen kan vanaf maandag 1 maart, 8 u. (Belgische tijd)"
LOOKED_AT = "worden de stemmen nagekeken en kan iedereen bezwaar maken"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def tielt(laid_out, open_now) -> Round:
    return round_with_candidates(3)


def test_an_open_round_shows_its_candidates_in_the_drawn_order_with_their_numbers(tielt, visit):
    page = visit(ROUND)
    standing = [f"Nummer {one.number}: {one.name}" for one in tielt.candidates.order_by("number")]
    assert (page.status, page.text("h1"), page.texts(".candidate__name")) == (200, "Wie wordt de ambassadeur van Tielt?", standing)
    assert page.text(".castbar a") == "Stem in Tielt"
    assert page.text(".lead") == "Stemmen kan tot woensdag 31 maart, 22 u. (Belgische tijd). nog 21 dagen"
    assert "5eed" in page.text("details")


def test_everyone_reads_where_one_objects(tielt, visit):
    page = visit("/nl/stemmen/2027/tielt/")
    assert ("bezwaar@westvlaanderen.example", "mailto:bezwaar@westvlaanderen.example") in page.links(".again__list a")


def test_everyone_sees_how_many_voted(tielt, visit):
    assert page_turnout(visit) == "0"
    many_votes(tielt, [1, 2, 2])
    assert page_turnout(visit) == "3"


def page_turnout(visit) -> str:
    return visit(ROUND).text(".turnout__number")


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (OPENS, "nog 30 dagen"),
        (CLOSES - 2 * DAY, "nog 2 dagen"),
        (CLOSES - DAY, "sluit morgen om 22 u."),
        (CLOSES - 2 * HOUR, "sluit vandaag om 22 u."),
        (CLOSES - HOUR / 2, "sluit binnen het uur, om 22 u."),
    ],
)
def test_how_long_one_can_still_vote_stands_there_in_words(tielt, at, visit, moment, words):
    at(moment)
    assert visit(ROUND).text(".soon") == words


@pytest.mark.parametrize(
    ("moment", "line", "candidates"),
    [
        (ANNOUNCED, f"Winkels kunnen zich kandidaat stellen vanaf dinsdag 5 januari, 9 u. (Belgische tijd). {FROM}.", 0),
        (ANNOUNCED + 2 * DAY, f"Winkels kunnen zich kandidaat stellen tot zaterdag 20 februari, 9 u. (Belgische tijd). {FROM}.", 0),
        (OPENS - HOUR, f"{FROM}. Dan zie je hier wie er kandidaat is.", 0),
        (CLOSES, f"De stemming is gesloten. Tot woensdag 7 april, 22 u. (Belgische tijd) {LOOKED_AT}.", 3),
        (COUNTED, "De stemming is gesloten en de stemmen worden geteld. De uitslag komt hier.", 3),
    ],
)  # fmt: skip
def test_every_phase_says_what_happens_now_and_what_comes(tielt, at, visit, moment, line, candidates):
    at(moment)
    page = visit(ROUND)
    assert (page.text(".lead"), len(page.texts(".candidate"))) == (line, candidates)
    assert page.texts(".castbar") == [] and "/stem/" not in str(page.soup.main)


def test_before_it_opens_a_shopkeeper_can_stand_and_a_customer_nominate(tielt, at, visit):
    at(ANNOUNCED + 2 * DAY)
    assert visit(ROUND).links("main .actions a") == [
        ("Mijn winkel is kandidaat", f"{ROUND}kandidaat-worden/"),
        ("Draag een winkel voor", f"{ROUND}voordragen/"),
    ]


def test_a_round_that_is_not_announced_is_not_there(laid_out, open_now, client):
    RoundFactory(edition=EditionFactory(scheduled_at=None))
    assert {client.get(ROUND + tail).status_code for tail in ("", "stem/", "zegel/", "uitslag/")} == {404}


def test_a_round_that_was_called_off_says_why_and_takes_no_votes(tielt, client, visit):
    rounds.cancel(round_id=tielt.pk, reason="Er bleef één kandidaat over.", by=1, at=OPEN)
    page = visit(ROUND)
    assert (page.text(".lead"), page.texts(".notice")) == ("Deze stemming gaat niet door.", ["Er bleef één kandidaat over."])
    assert client.get(f"{ROUND}stem/")["Location"] == ROUND
    assert client.post(f"{ROUND}stem/", {}).status_code == 409


def test_a_deadline_that_was_moved_is_told_with_its_reason(tielt, visit):
    rounds.move_deadline(round_id=tielt.pk, to=CLOSES + 2 * HOUR, reason="De mailserver lag plat.", by=1, at=OPEN)
    assert visit(ROUND).text(".notice") == (
        "Het einde is verschoven naar woensdag 31 maart, middernacht (Belgische tijd). De reden: De mailserver lag plat."
    )


def test_a_candidate_who_withdrew_cannot_be_chosen_and_is_still_named(tielt, client, visit):
    rounds.withdraw_candidate(candidate=tielt.candidates.get(number=2), reason="De zaak stopt.", by=1, at=OPEN)
    name = tielt.candidates.get(number=2).name
    page = visit(ROUND)
    assert (len(page.texts(".candidate")), page.text(".withdrawn li")) == (2, f"Nummer 2, {name}, doet niet meer mee: De zaak stopt.")
    assert 'value="2"' not in client.get(f"{ROUND}stem/").content.decode()
    answer = client.post(f"{ROUND}stem/", {"kandidaat": "2", "email": "an@example.org", "postcode": "8700", "hier": "on"})
    assert (answer.status_code, "Deze winkel is geen kandidaat meer." in answer.content.decode()) == (200, True)
    assert visit(f"{ROUND}kandidaat/{tielt.candidates.get(number=2).slug}/").text(".notice") == "Deze winkel doet niet meer mee: De zaak stopt."


# -- caches, addresses and search engines
@pytest.mark.parametrize(
    ("moment", "seconds"),
    [
        (OPENS - timedelta(seconds=90), 90),
        (OPEN, 60),
        (CLOSES - timedelta(seconds=20), 20),
        (CLOSES + DAY, 60),
        (ANNOUNCED - timedelta(seconds=0), 300),
    ],
)
def test_the_page_is_kept_no_longer_than_until_it_says_something_else(tielt, at, visit, moment, seconds):
    at(moment)
    assert visit(ROUND).kept_for == seconds


def test_a_round_is_the_same_in_four_languages_and_names_its_own_address(tielt, visit):
    pages = {page.locale.language_code: page.url for page in VotingPage.objects.select_related("locale")}
    every = {code: f"{SITE}{url}2027/tielt/" for code, url in pages.items()}
    for code, url in pages.items():
        page = visit(f"{url}2027/tielt/")
        assert (page.status, page.canonical, page.versions) == (200, every[code], every | {"x-default": every["nl"]})


def test_every_address_of_the_vote_is_served(tielt):
    page = VotingPage.objects.get(locale__language_code="nl")
    parts = {"slug": "winkel-1", "key": "a" * 22, "file": "seal"}
    for name in TAILS:
        assert page.resolve_subpage("/" + tail_of(name, tielt, **parts)), name


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/nl/stemmen/tielt/", ROUND),
        ("/nl/stemmen/tielt/stem/", f"{ROUND}stem/"),
        ("/nl/stemmen/tielt/kandidaat/winkel-1/", f"{ROUND}kandidaat/winkel-1/"),
        ("/nl/stemmen/aarsele/", ROUND),
        ("/nl/stemmen/2027/aarsele/zegel/", f"{ROUND}zegel/"),
    ],
)
def test_an_address_without_a_year_or_of_a_village_leads_to_the_round(tielt, client, asked, leads_to):
    tielt.municipality.aliases.create(name="Aarsele")
    tielt.municipality.save()
    answer = client.get(asked)
    assert (answer.status_code, answer["Location"]) == (302, leads_to)
    assert client.post(asked).status_code in {404, 405}


def test_when_a_next_edition_comes_the_short_address_follows_and_the_permanent_one_stays(tielt, at, client, visit):
    with_year = {"candidacy_from": OPEN + 300 * DAY, "candidacy_until": OPEN + 310 * DAY, "scheduled_at": OPEN + 300 * DAY}
    dates = {"opens_at": OPEN + 320 * DAY, "closes_at": OPEN + 340 * DAY, "review_until": OPEN + 350 * DAY}
    RoundFactory(edition=EditionFactory(year=2028, **with_year, **dates))
    at(OPEN + 301 * DAY)
    assert client.get("/nl/stemmen/tielt/")["Location"] == ROUND  # it still waits for its result, and next year's call does not hide that
    Round.objects.filter(pk=tielt.pk).update(frozen_at=COUNTED, published_at=COUNTED)
    assert client.get("/nl/stemmen/tielt/")["Location"] == "/nl/stemmen/2028/tielt/"
    assert visit(f"{ROUND}kandidaat/winkel-1/").status == 200
    assert visit("/nl/stemmen/").links("main .again__list a")[-1] == ("Ambassadeur van het jaar 2027", "/nl/stemmen/2027/")


def test_a_town_that_does_not_take_part_leads_to_those_that_do(tielt, client):
    MunicipalityFactory(nis="31005", name="Brugge", slug="brugge", postcodes=["8000"])
    assert client.get("/nl/stemmen/brugge/")["Location"] == "/nl/stemmen/?waar=Brugge"
    assert client.get("/nl/stemmen/nergens/").status_code == 404


def test_search_engines_are_told_when_one_can_vote_and_never_for_whom(tielt, at, visit):
    told = visit(ROUND).facts_for_machines["Event"]
    assert (told["startDate"], told["endDate"]) == ("2027-03-01T08:00:00+01:00", "2027-03-31T22:00:00+02:00")
    assert told["potentialAction"] == {"@type": "VoteAction", "target": f"{SITE}{ROUND}stem/"}
    at(CLOSES)
    assert "potentialAction" not in visit(ROUND).facts_for_machines["Event"]


# -- the pages beside it
def test_a_candidates_page_says_why_and_leads_to_shop_poster_and_form(tielt, visit):
    one = tielt.candidates.get(number=1)
    page = visit(f"{ROUND}kandidaat/{one.slug}/")
    assert (page.status, page.text("h1"), page.text(".prose p")) == (200, one.name, f"Stem op {one.name}.")
    links = dict(page.links("main a"))
    assert links["Stem op deze winkel"] == f"{ROUND}stem/#kandidaat-1"
    assert links["Affiche A5"] == f"{ROUND}kandidaat/{one.slug}/affiche/?formaat=A5"
    assert links["Uren, telefoon en hoe je er komt"] == f"/nl/winkels/tielt/{one.slug}/"
    assert page.facts_for_machines["WebPage"]["about"]["name"] == one.name


def test_a_candidates_picture_for_sharing_is_a_png_that_caches_keep(tielt, client):
    answer = client.get(f"{ROUND}kandidaat/winkel-1/beeld/")
    assert (answer.status_code, answer["Content-Type"], answer.content[:4]) == (200, "image/png", b"\x89PNG")
    assert answer["Cache-Control"] == "public, max-age=86400"


def test_a_poster_is_a_page_that_prints_where_no_pdf_is_made(tielt, client):
    answer = client.get(f"{ROUND}kandidaat/winkel-1/affiche/", {"vorm": "blad", "formaat": "A5"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "Winkel 1" in answer.content.decode()


def test_nobody_unknown_is_a_candidate(tielt, client):
    assert client.get(f"{ROUND}kandidaat/iemand/").status_code == 404


# -- how much is asked of the database
@pytest.mark.parametrize("tail", ["", "stem/", "kandidaat/{slug}/"])
def test_a_page_asks_as_much_for_thirty_candidates_as_for_one(laid_out, open_now, client, tail):
    asked = {}
    for number, slug in ((1, "tielt"), (30, "brugge")):
        town = MunicipalityFactory(nis=f"3{number:04}", name=slug.capitalize(), slug=slug, postcodes=[f"8{number:03}"])
        voting_round = round_with_candidates(number, municipality=town)
        address = f"/nl/stemmen/2027/{slug}/" + tail.format(slug=Candidate.objects.filter(round=voting_round).first().slug)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked[number] = len(queries)
    assert asked[30] == asked[1] <= 16


def test_a_counted_round_waits_for_its_publication(tielt, at, client, visit):
    many_votes(tielt, [1, 2, 2])
    counting.freeze(round_id=tielt.pk, by=User.objects.create(email="teller@example.org"), at=COUNTED)
    at(COUNTED + HOUR)
    assert visit(ROUND).text(".lead") == "De stemmen zijn geteld. Een tweede persoon kijkt de telling na en maakt ze hier bekend."
    assert client.get(f"{ROUND}uitslag/")["Location"] == ROUND


UNWRITTEN = [
    "9" * 40 + "/tielt/",
    "2027/" + "a" * 300 + "/",
    "2027/tielt/kandidaat/" + "a" * 300 + "/",
    "2027/tielt/stem/c/" + "-" * 300 + "/",
    "2027/tielt/stem/c/" + "a" * 22 + "/bewijs/",
    "2027/tielt/uitslag/seal/../",
    "0/tielt/",
]
JUNK = ["9" * 5000, "\u202e\ud7ff\uffff", "' OR 1=1 --", "{{ 7*7 }}", " "]


def test_an_address_that_nobody_wrote_is_missing_and_breaks_nothing(tielt, client):
    for tail in UNWRITTEN:
        for answer in (client.get(f"/nl/stemmen/{tail}"), client.post(f"/nl/stemmen/{tail}", {"code": "123456", "kandidaat": "9" * 30})):
            assert answer.status_code in {302, 404, 405}, tail


def test_whatever_is_posted_is_answered_with_a_page(tielt, client):
    sent = {"kandidaat": "2", "email": "an@example.org", "postcode": "8700", "hier": "on", "proof": ""}
    for field in sent:
        for junk in JUNK:
            assert client.post(f"{ROUND}stem/", sent | {field: junk}).status_code in {200, 303}, (field, junk)


def test_an_ambassadors_page_knows_the_result_it_was_chosen_by(tielt, at):
    from ambassadors.models import AmbassadorPage
    from votes.ambassadors_results import published, result_of

    page = AmbassadorPage(municipality=tielt.municipality, year=2027, locale=VotingPage.objects.first().locale)
    assert result_of(page) == ""
    Round.objects.update(frozen_at=COUNTED, published_at=COUNTED)
    published.forget()
    assert result_of(page) == f"{ROUND}uitslag/"
