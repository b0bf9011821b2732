"""The published winner of the province: on a page of its own, on that of the edition, and on the result of its municipality."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests.factories.jury import PUBLISHED, TOWNS, give, judged_edition, motivate, ready_edition, voted_edition
from votes import province, province_lot
from votes.models import Edition, EditionText, JuryCriterion
from votes.round_figures import digest_of

pytestmark = pytest.mark.django_db

EDITION = "/nl/stemmen/2027/"
PAGE = f"{EDITION}provincie/"
AT = PUBLISHED + timedelta(days=7)


def locked(edition: Edition) -> Edition:
    province.lock(edition_id=edition.pk, by=User.objects.get_or_create(email="een@provincie.example")[0], at=AT)
    return edition


def published(edition: Edition) -> Edition:
    province.publish(edition_id=locked(edition).pk, by=User.objects.get_or_create(email="twee@provincie.example")[0], at=AT)
    return edition


@pytest.fixture(autouse=True)
def afterwards(laid_out, at):
    at(AT + timedelta(days=1))


def rows(page):
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("td, th")] for row in page.soup.select("#vergelijking + div tbody tr")]


def test_the_choice_of_a_jury_is_published_with_criteria_points_and_reason(visit):
    edition = ready_edition()
    motivate(edition, "Tielt 1", "Een straat vol leven.")
    JuryCriterion.objects.filter(name="Welkom").update(about="Wie binnenkomt, hoort erbij.")
    published(edition)
    page = visit(PAGE)
    assert (page.status, page.text("h1"), page.text(".portrait__quote")) == (200, "De ambassadeur van de provincie 2027", "Kortrijk 2")
    assert page.text(".lead") == "Een jury koos onder 3 winnaars van gemeenten. Bekendgemaakt op donderdag 15 april 2027."
    assert page.text(".portrait .prose") == "Zij kennen hun vak."
    assert page.texts("#criteria + dl dt") == ["Vakkennis", "Welkom"]
    assert rows(page) == [
        ["1", "Kortrijk 2 ambassadeur van de provincie Kortrijk", "9,0", "4,5", "13,5"],
        ["2", "Ieper 1 Ieper", "7,5", "4,5", "12,0"],
        ["3", "Tielt 1 Tielt", "5,5", "3,5", "9,0"],
    ]
    assert page.texts("details summary")[-2:] == ["Wat Jurylid 1 gaf", "Wat Jurylid 2 gaf"]
    second = page.soup.select("details.outcome__sheet")[1]
    assert [[" ".join(cell.get_text(" ").split()) for cell in row.select("td, th")] for row in second.select("tbody tr")] == [
        ["Kortrijk 2 Kortrijk", "9", "4", "13"],
        ["Ieper 1 Ieper", "7", "5", "12"],
        ["Tielt 1 Tielt", "6", "2", "8"],
    ]
    assert "Een straat vol leven." in page.text("#anderen + dl")
    assert "In de jury: Jurylid 1, Jurylid 2." in page.text("main")


def test_the_choice_of_the_votes_is_published_with_shares_and_what_they_are_of(visit):
    published(voted_edition({"Kortrijk": [612, 400], "Tielt": [30, 10]}))
    page = visit(PAGE)
    assert (page.text(".portrait__quote"), page.text(".lead")) == (
        "Tielt 1",
        "De stemmen beslisten, onder 2 winnaars van gemeenten. Bekendgemaakt op donderdag 15 april 2027.",
    )
    assert rows(page) == [
        ["1", "Tielt 1 ambassadeur van de provincie Tielt", "30", "40", "75,0 %"],
        ["2", "Kortrijk 1 Kortrijk", "612", "1.012", "60,5 %"],
    ]
    assert page.soup.select("#criteria, details.outcome__sheet") == []


@pytest.mark.parametrize("state", ["judged", "locked"])
def test_before_it_is_published_no_page_tells_who_won(visit, client, state):
    edition = ready_edition()
    if state == "locked":
        locked(edition)
    answer = client.get(PAGE)
    assert (answer.status_code, answer["Location"]) == (302, EDITION)
    texts = [visit(address).text("main") for address in (EDITION, "/nl/stemmen/", f"{EDITION}spelregels/", "/nl/stemmen/zo-tellen-we/")]
    assert [text for text in texts if "Zij kennen hun vak." in text or "13,5" in text or "Kortrijk 2" in text] == []


def test_the_page_of_the_edition_shows_the_winner_and_leads_to_all_of_it(visit):
    published(ready_edition())
    page = visit(EDITION)
    section = page.soup.select_one("section[aria-labelledby=provincie]")
    assert " ".join(section.select_one(".portrait__quote").get_text().split()) == "Kortrijk 2"
    assert [(link.get_text(), link["href"]) for link in section.select("a")][-1] == ("Hoe dat gekozen is", PAGE)
    assert "13,5 punten op 15" in section.get_text()


def test_equal_ends_are_both_ambassador_and_the_page_says_why(visit):
    published(voted_edition({"Ieper": [3, 1], "Tielt": [6, 2]}))
    page = visit(PAGE)
    assert page.texts(".portrait__quote") == ["Ieper 1", "Tielt 1"]
    assert page.text(".notice") == "Ze eindigden gelijk. Volgens de spelregels zijn ze samen ambassadeur van de provincie."


def test_a_lot_is_announced_to_everybody_and_told_with_what_one_needs_to_draw_it_again(visit):
    edition = locked(voted_edition({"Ieper": [3, 1], "Tielt": [6, 2]}, tie_rule="lot"))
    by, other = User.objects.get(email="een@provincie.example"), User.objects.create(email="twee@provincie.example")
    assert visit(EDITION).texts(".notice") == []
    province_lot.announce_lot(edition_id=edition.pk, source="de Lotto van woensdag", after=AT + timedelta(days=3), by=by, at=AT)
    assert visit(EDITION).text(".notice") == "Wie ambassadeur van de provincie wordt, beslist het lot. Lees welke trekking"
    page = visit(PAGE)
    head = digest_of(province.count_of(edition).figures)
    assert page.texts(".facts dd") == ["de Lotto van woensdag", "zondag 18 april, 22 u. (Belgische tijd)", head]
    assert "Ieper 1" not in page.text("main") and "Tielt 1" not in page.text("main")
    province_lot.draw_lot(edition_id=edition.pk, words="3 17 21", by=other, at=AT + timedelta(days=4))
    province.publish(edition_id=edition.pk, by=other, at=AT + timedelta(days=4))
    told = visit(PAGE).text(".notice")
    assert "die vooraf was aangekondigd: de Lotto van woensdag. Ze gaf “3 17 21”." in told
    assert "1 (Ieper 1), 2 (Tielt 1)" in told and head in told


def test_why_points_were_given_back_stands_with_the_result(visit):
    edition = locked(ready_edition())
    by = User.objects.get(email="een@provincie.example")
    province.give_back(edition_id=edition.pk, reason="Een blad was verkeerd overgetypt.", by=by, at=AT)
    published(edition)
    assert "Het werd eens teruggegeven om iets te verbeteren: Een blad was verkeerd overgetypt." in visit(PAGE).texts(".notice")


def test_what_the_jury_wrote_is_marked_as_dutch_in_another_language(visit):
    published(ready_edition())
    page = visit("/fr/voter/2027/provincie/")
    assert (page.status, page.soup.select_one(".portrait .prose")["lang"], len(page.texts(".fallback"))) == (200, "nl", 1)


def test_what_the_rules_say_of_the_jury_is_told_in_the_readers_language(visit):
    edition = ready_edition()
    text = {"language": "fr", "rules": "<p>Une voix.</p>", "criteria": "Savoir-faire\nAccueil: chacun est le bienvenu"}
    EditionText.objects.create(edition=edition, **text)
    published(edition)
    page = visit("/fr/voter/2027/provincie/")
    assert page.texts("#criteria + dl dt") == ["Savoir-faire", "Accueil"]
    assert "chacun est le bienvenu" in page.text("#criteria + dl")
    assert page.soup.select("#criteria + dl [lang], thead [lang]") == []


def test_the_rules_name_the_criteria_before_anybody_votes_and_how_the_votes_decide_without_them(visit):
    edition = judged_edition()
    assert "Vakkennis: 10 punten" in visit(f"{EDITION}spelregels/").text(".facts")
    Edition.objects.filter(pk=edition.pk).update(has_jury=False)
    assert "De winnaar die het grootste deel van de stemmen van de eigen gemeente kreeg." in visit(f"{EDITION}spelregels/").text(".facts")


def test_how_we_count_says_how_the_province_chooses_and_where_that_is_weak(visit):
    text = visit("/nl/stemmen/zo-tellen-we/").text(".prose")
    assert "tegen twee kandidaten haal je makkelijker de helft dan tegen zeven" in text


def test_the_page_asks_as_much_for_four_towns_as_for_two(client):
    def asked(towns: list[str]) -> int:
        edition = judged_edition({name: [5, 2] for name in towns}, year=2027 + len(towns))
        give(edition, {f"{name} 1": [[len(name), 3], [len(name), 2]] for name in towns})
        for name in towns:
            motivate(edition, f"{name} 1", "Mooi.")
        published(edition)
        address = f"/nl/stemmen/{edition.year}/provincie/"
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    four = asked(list(TOWNS))
    assert four <= 12


def test_an_edition_that_nobody_announced_has_no_page(client):
    assert client.get("/nl/stemmen/2031/provincie/").status_code == 404
