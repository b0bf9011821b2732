"""A candidate, as the page of the round, its own page, a shared link and a search engine tell of it."""

from datetime import timedelta

import pytest

from content.visits import read
from shops.models import Shop
from tests.factories.votes import CLOSES, COUNTED, OPEN, round_with_candidates
from votes.models import Candidate, Round
from votes.pages.candidate import share_line

pytestmark = pytest.mark.django_db

SITE = "http://localhost:8000"
ROUND = "/nl/stemmen/2027/tielt/"
ONE = f"{ROUND}kandidaat/winkel-1/"


@pytest.fixture
def tielt(laid_out, open_now) -> Round:
    return round_with_candidates(3)


def moved_to(place: str, postcode: str) -> None:
    Candidate.objects.filter(slug="winkel-1").update(address=f"Markt 19, {postcode} {place}")


def test_the_village_of_a_shop_stands_on_the_list_the_ballot_and_the_poster(tielt, visit, client):
    moved_to("Meulebeke", "8760")
    where = "Markt 19, Meulebeke"
    assert where in visit(ROUND).texts(".candidate__who")
    assert where in visit(f"{ROUND}stem/").texts(".candidate__who")
    assert where in client.get(f"{ONE}affiche/", {"vorm": "blad"}).content.decode()


def test_what_a_shop_says_is_marked_as_dutch_on_the_pages_of_other_languages(tielt, visit):
    Candidate.objects.update(supports="de fanfare")
    page = visit("/fr/voter/2027/tielt/")
    assert {told.get("lang") for told in page.soup.select(".candidate__why, .candidate__who span")} == {"nl"}
    assert {told.get("lang") for told in visit(ROUND).soup.select(".candidate__why, .candidate__who span")} == {None}


def test_a_shared_link_tells_the_number_and_the_last_day_while_one_can_vote(tielt):
    one = tielt.candidates.get(slug="winkel-1")
    assert share_line(tielt, one, OPEN) == f"Nummer {one.number} in Tielt · stem tot en met 31\u00a0maart"
    assert share_line(tielt, one, CLOSES) == f"Nummer {one.number} · kandidaat-ambassadeur van Tielt"


def test_the_picture_that_says_until_when_is_kept_until_then(tielt, at, client):
    at(CLOSES - timedelta(hours=2))
    assert client.get(f"{ONE}beeld/")["Cache-Control"] == "public, max-age=7200"


def test_who_is_looked_at_most_is_not_counted_before_the_votes_are(tielt, at, visit):
    one = tielt.candidates.get(slug="winkel-1")
    assert seen(visit) == ("candidate", "", "tielt")
    Round.objects.filter(pk=tielt.pk).update(frozen_at=COUNTED)
    at(COUNTED + timedelta(hours=1))
    assert seen(visit) == ("candidate", str(one.pk), "tielt")


def seen(visit) -> tuple[str, str, str]:
    counted = read(visit(ONE).soup.select_one("[data-visit]")["data-visit"])
    return counted.kind, counted.key, counted.town


def test_a_shop_is_one_and_the_same_for_machines_on_its_page_and_as_a_candidate(tielt, visit):
    moved_to("Meulebeke", "8760")
    shop = Shop.objects.get(slug="winkel-1")
    address = f"{SITE}/nl/winkels/tielt/winkel-1/"
    about = visit(ONE).facts_for_machines["WebPage"]["about"]
    assert about == {
        "@type": shop.category.schema_type,
        "@id": f"{address}#shop",
        "url": address,
        "name": "Winkel 1",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Markt 19",
            "postalCode": "8760",
            "addressLocality": "Meulebeke",
            "addressCountry": "BE",
        },
    }
    directory = visit("/nl/winkels/tielt/winkel-1/").facts_for_machines[shop.category.schema_type]
    assert {name: directory[name] for name in ("@type", "@id", "url", "name")} == {name: about[name] for name in ("@type", "@id", "url", "name")}
