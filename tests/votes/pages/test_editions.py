"""The page of an edition, the way to one's own race, and the pages that explain."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.municipalities import MunicipalityFactory
from tests.factories.votes import ANNOUNCED, CLOSES, OPEN, EditionFactory, RoundFactory, many_votes, requested, round_with_candidates
from votes.models import Edition, EditionText, JuryCriterion

pytestmark = pytest.mark.django_db

EDITION = "/nl/stemmen/"


@pytest.fixture
def tielt(laid_out, open_now):
    return round_with_candidates(2)


def town(number: int, name: str, **facts):
    return MunicipalityFactory(nis=f"3{number:04}", name=name, slug=name.lower(), postcodes=[f"8{number:03}"], **facts)


def test_the_edition_lists_the_towns_that_take_part_with_their_turnout(tielt, visit):
    RoundFactory(municipality=town(31, "Aalter"))
    many_votes(tielt, [1, 1, 2])
    page = visit(EDITION)
    assert (page.status, page.text("h1")) == (200, "Ambassadeur van het jaar 2027")
    assert list(zip(page.texts(".race__name"), page.texts(".race__say"), strict=True)) == [("Aalter", "0 stemmen"), ("Tielt", "3 stemmen")]
    assert page.text(".turnout__all") == "Samen 3 stemmen. Wie voorstaat, zie je pas na de telling."
    assert page.text(".soon") == "nog 21 dagen"


def test_before_it_opens_the_edition_calls_for_candidates(tielt, at, visit):
    at(ANNOUNCED + timedelta(days=3))
    page = visit(EDITION)
    assert page.texts(".lead")[-1].startswith("Winkels kunnen zich kandidaat stellen tot zaterdag 20 februari")
    assert (page.texts(".race__say"), page.texts(".turnout__all")) == (["zoekt kandidaten"], [])


def test_after_it_closed_nobody_is_told_to_vote(tielt, at, visit):
    at(CLOSES)
    page = visit(EDITION)
    assert page.texts(".lead")[-1].startswith("De stemming is gesloten.")
    assert page.texts(".soon") == []


def test_a_race_whose_end_was_moved_says_so_and_the_edition_keeps_to_the_end_of_most(tielt, visit):
    RoundFactory(municipality=town(31, "Aalter"))
    RoundFactory(municipality=town(32, "Ardooie"), closes_at=CLOSES + timedelta(hours=20))
    page = visit(EDITION)
    assert page.texts(".lead")[-1].startswith("Stemmen kan tot woensdag 31 maart")
    assert page.texts(".race__say") == ["0 stemmen", "0 stemmen, tot donderdag 1 april, 18 u.", "0 stemmen"]


@pytest.mark.parametrize("typed", ["8700", "Tielt", "tielt ", "8700 Tielt", "Aarsele", "B-8700", "B 8700 Tielt", "BE-8700"])
def test_a_postcode_or_a_village_leads_straight_to_its_race(tielt, client, typed):
    tielt.municipality.aliases.create(name="Aarsele")
    tielt.municipality.save()
    answer = client.get(EDITION, {"waar": typed})
    assert (answer.status_code, answer["Location"]) == (302, "/nl/stemmen/2027/tielt/")


def test_a_place_that_does_not_take_part_gets_the_nearest_that_do(tielt, visit):
    town(99, "Ver", latitude=50.0, longitude=2.5)
    page = visit(EDITION, waar="Ver")
    assert (page.text(".found__say"), page.links(".found__list a")) == ("Ver doet dit jaar niet mee.", [("Tielt", "/nl/stemmen/2027/tielt/")])
    assert page.robots == "noindex, follow"


def test_a_place_that_nobody_knows_gets_a_kind_answer_and_the_list(tielt, visit):
    page = visit(EDITION, waar="<b>Atlantis</b>")
    assert page.text(".found__say") == "We vinden geen gemeente bij “<b>Atlantis</b>”."
    assert page.texts(".race__name") == ["Tielt"]


def test_the_answer_stands_right_under_the_finder_and_nothing_stands_between(tielt, visit):
    page = visit(EDITION, waar="Atlantis")
    finder = page.soup.select_one("form.search")
    assert (finder.find_next_sibling()["role"], finder.find_previous_sibling().name) == ("status", "h1")


@pytest.mark.parametrize(("typed", "name"), [("tielt", None), ("tielte", "Tielt"), ("Teilt", "Tielt"), ("aarsle", "Aarsele")])
def test_a_name_that_is_spelled_nearly_right_is_offered(tielt, visit, client, typed, name):
    tielt.municipality.aliases.create(name="Aarsele")
    tielt.municipality.save()
    if name is None:
        assert client.get(EDITION, {"waar": typed}).status_code == 302
        return
    page = visit(EDITION, waar=typed)
    assert (page.text(".found__say"), page.links(".found__list a")) == (
        f"“{typed}” kennen we niet. Bedoel je:",
        [(name, "/nl/stemmen/2027/tielt/")],
    )


@pytest.mark.parametrize("typed", ["Gent", "9000", "B-9000", "9000 Gent", "bruxelles"])
def test_who_lives_outside_the_province_is_told_why_nothing_is_found(tielt, visit, typed):
    page = visit(EDITION, waar=typed)
    assert (page.text(".found__say"), page.links(".found__list a")) == (f"{typed} ligt buiten West-Vlaanderen.", [])


def test_an_unknown_postcode_of_the_province_is_not_called_foreign(tielt, visit):
    assert visit(EDITION, waar="8999").text(".found__say") == "We vinden geen gemeente bij “8999”."


def test_an_edition_is_called_as_its_readers_say_it_else_in_dutch_and_marked(tielt, visit):
    EditionText.objects.create(edition=tielt.edition, language="fr", name="Ambassadeur de l’année 2027", rules="<p>Une voix.</p>")
    french, german = visit("/fr/voter/"), visit("/de/abstimmen/")
    assert (french.text("h1"), french.soup.h1.get("lang")) == ("Ambassadeur de l’année 2027", None)
    assert (german.text("h1"), german.soup.h1.get("lang")) == ("Ambassadeur van het jaar 2027", "nl")


def test_a_date_of_another_year_says_so(tielt, at, visit):
    at(ANNOUNCED - timedelta(days=10))
    EditionFactory(year=2027, scheduled_at=ANNOUNCED - timedelta(days=20))
    line = visit(EDITION).texts(".lead")[-1]
    assert line == (
        "Winkels kunnen zich kandidaat stellen vanaf dinsdag 5 januari 2027, 9 u. (Belgische tijd). "
        "Stemmen kan vanaf maandag 1 maart 2027, 8 u. (Belgische tijd)."
    )


def test_without_an_edition_the_page_says_so(laid_out, open_now, visit):
    page = visit(EDITION)
    assert (page.status, page.text("h1"), page.texts(".lead")[-1]) == (
        200,
        "Stemmen",
        "Er loopt nu geen stemming. Zodra er een komt, lees je het hier.",
    )


def test_the_vote_stands_in_the_menu_of_every_language(laid_out, open_now, visit):
    for language, title in {"nl": "Stemmen", "fr": "Voter", "en": "Vote", "de": "Abstimmen"}.items():
        assert title in visit(f"/{language}/").texts(".nav a")


def test_the_edition_asks_as_much_for_thirty_towns_as_for_one(tielt, client):
    def asked() -> int:
        client.get(EDITION)
        with CaptureQueriesContext(connection) as queries:
            client.get(EDITION)
        return len(queries)

    one = asked()
    for number in range(100, 130):
        RoundFactory(municipality=town(number, f"Dorp{number}"))
    assert asked() == one <= 12


@pytest.mark.parametrize(("tail", "title"), [("zo-tellen-we/", "Zo tellen we"), ("wat-we-bewaren/", "Wat we bewaren")])
def test_what_explains_the_vote_stands_in_every_language(tielt, visit, tail, title):
    assert visit(EDITION + tail).text("h1") == title
    assert visit(f"/fr/voter/{tail}").status == 200


def test_how_we_count_says_what_we_cannot_do(tielt, visit):
    text = visit(f"{EDITION}zo-tellen-we/").text(".prose")
    assert "Iemand met honderdvijftig echte mailboxen die rustig stemt, kunnen wij niet onderscheiden van honderdvijftig klanten." in text


def test_what_we_keep_is_counted_in_the_database_at_this_moment(tielt, visit):
    requested(tielt, "an@example.org")
    many_votes(tielt, [1, 1, 2])
    page = visit(f"{EDITION}wat-we-bewaren/")
    assert list(zip(page.texts(".kept dt"), page.texts(".kept__count"), strict=True)) == [
        ("Aanvragen om te stemmen", "1"),
        ("Mailadressen, versleuteld", "1"),
        ("Vingerafdrukken van mailboxen", "3"),
        ("Vingerafdrukken van netwerken", "3"),
        ("Soorten mailboxen", "3"),
        ("Verbanden tussen een vingerafdruk en een stem", "3"),
        ("Tellers van mails per mailbox", "1"),
        ("Mailboxen die hun eigenaar afsloot", "0"),
        ("Mailadressen, versleuteld, van wie een winkel voordroeg of zich kandidaat stelde", "0"),
        ("Namen van winkeliers die zich kandidaat stelden", "0"),
        ("Teksten van winkeliers en van wie een winkel voordroeg", "2"),
    ]
    soon, later = "Het oudste gaat weg: zaterdag 13 maart, 12 u.", "Het oudste gaat weg: dertig dagen na de laatste uitslag"
    assert page.texts(".kept small") == [soon, soon, later, later, later, later, later]
    assert "an@example.org" not in page.answer.content.decode()
    assert page.kept_for == 60


def test_the_rules_are_in_the_readers_language_else_in_dutch_and_marked(tielt, visit):
    EditionText.objects.create(edition=tielt.edition, language="fr", rules="<p>Une voix par adresse.</p>")
    french, german = visit("/fr/voter/2027/spelregels/"), visit("/de/abstimmen/2027/spelregels/")
    assert (french.text(".prose"), french.soup.select_one(".prose").get("lang")) == ("Une voix par adresse.", None)
    assert (german.text(".prose"), german.soup.select_one(".prose")["lang"]) == ("Eén stem per mailadres.", "nl")
    assert german.texts(".fallback") != []


def test_the_jury_and_the_prize_are_told_in_the_readers_language_else_in_dutch_and_marked(tielt, visit):
    Edition.objects.update(has_jury=True, jury_criteria="Wie zijn vak kent.", prize="Een mand met streekproducten.")
    for name, about in (("Vakkennis", "Kent zijn waar."), ("Welkom", "")):
        JuryCriterion.objects.create(edition=tielt.edition, name=name, about=about, points=10)
    french = {
        "jury_criteria": "Qui connaît son métier.",
        "criteria": "Savoir-faire: connaît ses produits\n\nAccueil\n",
        "prize": "Un panier du terroir.",
    }
    EditionText.objects.create(edition=tielt.edition, language="fr", rules="<p>Une voix.</p>", **french)
    said, german = visit("/fr/voter/2027/spelregels/"), visit("/de/abstimmen/2027/spelregels/")
    facts = said.soup.select_one("dl.facts")
    for words in ("Qui connaît son métier.", "Savoir-faire", "connaît ses produits", "Accueil", "Un panier du terroir."):
        assert words in facts.get_text(" ")
    assert "Vakkennis" not in facts.get_text(" ")
    assert facts.select('[lang="nl"]') == []
    in_dutch = [one.get_text() for one in german.soup.select('dl.facts [lang="nl"]')]
    assert in_dutch == ["Wie zijn vak kent.", "Vakkennis", "Kent zijn waar.", "Welkom", "Een mand met streekproducten."]
    assert visit(f"{EDITION}2027/spelregels/").soup.select("dl.facts [lang]") == []


def test_a_translation_with_a_criterion_too_few_gives_no_criterion_the_name_of_another(tielt, visit):
    Edition.objects.update(has_jury=True)
    for name in ("Vakkennis", "Welkom"):
        JuryCriterion.objects.create(edition=tielt.edition, name=name, points=10)
    EditionText.objects.create(edition=tielt.edition, language="fr", rules="<p>Une voix.</p>", criteria="Accueil")
    facts = visit("/fr/voter/2027/spelregels/").soup.select_one("dl.facts")
    assert [one.get_text() for one in facts.select('[lang="nl"]')] == ["Vakkennis", "Welkom"]
    assert "Accueil" not in facts.get_text(" ")


def test_a_skyline_is_a_picture_that_browsers_keep(tielt, client):
    answer = client.get(f"{EDITION}skyline/tielt/")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/svg+xml", "public, max-age=604800")
    assert client.get(f"{EDITION}skyline/nergens/").status_code == 404


def test_an_edition_that_is_not_announced_is_not_there(laid_out, open_now, client):
    assert OPEN and client.get(f"{EDITION}2031/").status_code == 404
    assert client.get(f"{EDITION}2031/spelregels/").status_code == 404
