"""What the front page, a municipality's page and a shop's page tell about the vote."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ambassadors.drafts import make_drafts
from home.laying_out import TownWords, lay_out_towns
from home.vote import read_front
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.factories.votes import ANNOUNCED, CLOSES, COUNTED, OPEN, OPENS, RoundFactory, many_votes, round_with_candidates
from votes.models import Round
from votes.rounds import cancel, move_deadline

pytestmark = pytest.mark.django_db

FRONT, TOWN = "/nl/", "/nl/tielt/"
DAY = timedelta(days=1)


@pytest.fixture
def tielt(laid_out, time_machine):
    """The round of Tielt with two candidates, Winkel 1 and Winkel 2, at noon on 10 March 2027, when people vote."""
    time_machine.move_to(OPEN, tick=False)
    made = round_with_candidates(2)
    lay_out_towns(lambda town, language: TownWords(), [made.municipality])
    return made


@pytest.fixture
def at(time_machine, tielt):
    return lambda moment: time_machine.move_to(moment, tick=False)


def publish(voting_round: Round) -> None:
    Round.objects.filter(pk=voting_round.pk).update(frozen_at=COUNTED, published_at=COUNTED)


def test_without_a_vote_no_page_speaks_of_one(laid_out, visit):
    shop = ShopFactory(municipality=MunicipalityFactory(slug="tielt", name="Tielt"))
    lay_out_towns(lambda town, language: TownWords(), [shop.municipality])
    assert (visit(FRONT).texts("#stem"), visit(TOWN).texts("#stem")) == ([], [])


def test_while_people_vote_the_front_page_leads_to_ones_own_race_and_tells_turnout(tielt, visit):
    many_votes(tielt, [1, 1, 2])
    page = visit(FRONT)
    assert (page.text("#stem"), page.text(".board__soon")) == ("Wie wordt jouw ambassadeur?", "nog 21 dagen")
    assert page.links(".board__table a") == [("Tielt", "/nl/stemmen/2027/tielt/")]
    assert page.text(".board__table td:last-child") == "3 stemmen"
    form = page.soup.select_one(".board form")
    assert (form["action"], form["method"], form.input["name"], page.text(".board label")) == (
        "/nl/stemmen/",
        "get",
        "waar",
        "Stem nu: je postcode of gemeente",
    )


def test_the_front_page_tells_the_first_deadline_so_that_nobody_comes_too_late(tielt, visit):
    later = RoundFactory(municipality=MunicipalityFactory(nis="31001", name="Aalter", slug="aalter"))
    move_deadline(round_id=later.pk, to=CLOSES + 2 * DAY, reason="De mailserver lag plat.", by=1, at=OPEN)
    assert visit(FRONT).text(".board__lead").endswith("Stemmen kan tot woensdag 31 maart, 22 u. (Belgische tijd). nog 21 dagen")


@pytest.mark.parametrize(
    ("moment", "heading", "fields"),
    [
        (ANNOUNCED, "Wie wordt jouw ambassadeur?", []),
        (ANNOUNCED + 3 * DAY, "Wie moet er op de lijst?", ["Draag een winkel voor: je postcode of gemeente"]),
        (OPENS - DAY, "Wie wordt jouw ambassadeur?", []),
        (CLOSES + DAY, "De stemming is gesloten.", []),
    ],
)
def test_before_and_after_the_front_page_says_what_one_can_do(at, visit, moment, heading, fields):
    at(moment)
    page = visit(FRONT)
    assert (page.text("#stem"), page.texts(".board label")) == (heading, fields)


def test_once_the_result_is_known_the_front_page_shows_the_winners_whose_page_is_published(tielt, at, visit):
    publish(tielt)
    at(COUNTED + DAY)
    assert visit(FRONT).texts("#stem") == []
    told = {"municipality": tielt.municipality, "year": 2027, "edition_name": "", "is_shared": False, "is_provincial": False}
    pages = make_drafts(shop=tielt.candidates.first().shop, pitch="", supports="", picture=None, at=COUNTED, **told)
    pages[0].get_latest_revision().publish()
    at(COUNTED + DAY + timedelta(minutes=1))
    page = visit(FRONT)
    assert (page.text("#stem"), [name for name, _url in page.links(".next a")]) == ("Ambassadeurs van 2027", [tielt.candidates.first().name])


def test_the_front_page_is_kept_no_longer_than_the_vote_is_open(at, visit):
    at(OPENS - timedelta(seconds=40))
    assert visit(FRONT).kept_for == 40
    at(OPENS)
    assert visit(FRONT).text(".board label").startswith("Stem nu")
    at(CLOSES - timedelta(seconds=20))
    assert visit(FRONT).kept_for == 20
    at(CLOSES)
    assert visit(FRONT).texts(".board label") == []


def test_the_front_page_asks_four_questions_about_the_vote_once_a_minute_however_many_municipalities_there_are(tielt, client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            read_front(OPEN, "nl")
        return len(asked)

    client.get(FRONT)
    many_votes(tielt, [1])
    one = queries()
    for number in range(20):
        RoundFactory(municipality=MunicipalityFactory(nis=str(90000 + number), name=f"Dorp {number}", slug=f"dorp-{number}"))
    assert (one, queries()) == (4, 4)
    with CaptureQueriesContext(connection) as asked:
        client.get(FRONT)
    assert [query["sql"] for query in asked if "votes_" in query["sql"]] == []


def test_a_municipality_tells_how_many_stand_and_how_many_voted(tielt, visit):
    assert visit(TOWN).text(".board__lead") == "Nog niemand stemde. Jij als eerste? nog 21 dagen"
    many_votes(tielt, [1])
    page = visit(TOWN)
    assert (page.text("#stem"), page.text(".board__lead")) == ("2 winkels, één ambassadeur.", "1 mens stemde al. Jij ook? nog 21 dagen")
    assert page.links(".board__act a") == [("Bekijk de kandidaten", "/nl/stemmen/2027/tielt/")]


def test_a_municipality_asks_for_candidates_and_later_leads_to_the_result_for_a_month(tielt, at, visit):
    at(ANNOUNCED + 3 * DAY)
    assert visit(TOWN).links(".board__act a") == [
        ("Draag een winkel voor", "/nl/stemmen/2027/tielt/voordragen/"),
        ("Mijn winkel is kandidaat", "/nl/stemmen/2027/tielt/kandidaat-worden/"),
    ]
    publish(tielt)
    at(COUNTED + DAY)
    assert visit(TOWN).links(".board__act a") == [("Bekijk de uitslag", "/nl/stemmen/2027/tielt/uitslag/")]
    at(COUNTED + 30 * DAY)
    assert visit(TOWN).texts(".board") == []


def test_a_municipality_whose_round_is_called_off_or_that_has_none_says_nothing(tielt, visit):
    cancel(round_id=tielt.pk, reason="Te weinig kandidaten.", by=1, at=OPEN)
    assert (visit(TOWN).texts(".board"), visit(FRONT).texts(".board")) == ([], [])


def test_the_page_of_a_candidate_shop_leads_to_its_vote_while_it_is_open_and_calls_that_no_award(tielt, at, visit):
    shop = f"/nl/winkels/tielt/{tielt.candidates.first().slug}/"
    page = visit(shop)
    assert page.links(".medal a") == [("Kandidaat in Tielt: stem", f"/nl/stemmen/2027/tielt/kandidaat/{tielt.candidates.first().slug}/")]
    assert "award" not in page.facts_for_machines["Store"]
    at(CLOSES - timedelta(seconds=30))
    assert visit(shop).kept_for == 30
    at(CLOSES)
    assert visit(shop).links(".medal a") == []
