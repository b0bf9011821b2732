"""The list of ambassadors in the editors' tool: whose pages it holds, what it says of each, and what it can be narrowed by."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from municipalities.models import Role
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.public_page import words
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
LIST = "/admin/ambassadeurs/"


def listed(user, **asked):
    answer = sign_in(Client(), user).get(LIST, asked)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").select_one("main")


def cells(page):
    return [[words(cell) for cell in row.select("th, td")] for row in page.select(".amb-table tbody tr")]


@pytest.fixture
def province(db):
    return roles.province()


@pytest.fixture
def in_kortrijk(kroon):
    from home.laying_out import TownWords, lay_out_towns

    town = MunicipalityFactory(nis="34022", name="Kortrijk", slug="kortrijk", postcodes=["8500"])
    lay_out_towns(lambda of, language: TownWords(), [town])
    return ShopFactory(name="De Leie", municipality=town)


def test_the_province_finds_all_with_their_town_year_state_story_and_languages(kroon, in_kortrijk, choose, province):
    choose(kroon, year=2025, story=[("tips", {"title": "Tips", "tips": [{"title": "Vroeg komen", "text": ""}]})])
    choose(in_kortrijk, year=2026, languages="", pitch="")
    assert cells(listed(province)) == [
        ["De Leie", "Kortrijk", "2026", "concept Bekijk het concept: De Leie", "nog niets ingevuld", "nl concept fr concept en concept de concept"],
        ["De Kroon", "Tielt", "2025", "gepubliceerd Bekijk op de site: De Kroon", "verhaal ingevuld", "nl fr concept en concept de concept"],
    ]


def test_an_editor_and_an_author_find_those_of_their_own_municipality(kroon, in_kortrijk, choose):
    choose(kroon)
    choose(in_kortrijk)
    for user in (roles.editor(kroon.municipality), roles.author(kroon.municipality)):
        assert [row[0] for row in cells(listed(user))] == ["De Kroon"]
        assert cells(listed(user, q="Leie")) == []


def test_a_municipality_keeps_those_of_a_town_that_merged_into_it(kroon, in_kortrijk, choose):
    choose(in_kortrijk)
    in_kortrijk.municipality.successor = kroon.municipality
    in_kortrijk.municipality.save()
    assert [row[0] for row in cells(listed(roles.editor(kroon.municipality)))] == ["De Leie"]


def test_the_list_is_narrowed_by_state_year_and_words_and_nonsense_is_left_aside(kroon, in_kortrijk, choose, province):
    choose(kroon, year=2025)
    choose(in_kortrijk, year=2026, languages="")

    def names(**asked):
        return [row[0] for row in cells(listed(province, **asked))]

    assert names(stand="concept") == ["De Leie"]
    assert names(stand="gepubliceerd") == ["De Kroon"]
    assert names(stand="zonder-verhaal") == ["De Leie", "De Kroon"]
    assert (names(jaar="2025"), names(q="kortr")) == (["De Kroon"], ["De Leie"])
    assert names(jaar="1e9", stand="x", q=" ", p="-1") == ["De Leie", "De Kroon"]
    assert [words(tab) for tab in listed(province).select(".list-tabs a")] == ["Alle 2", "Concepten 1", "Op de site 1", "Zonder verhaal 2"]


def test_a_reviewer_does_not_come_in_and_a_visitor_logs_in_first(db):
    reviewer = sign_in(Client(), roles.somebody(Role.REVIEWER))
    assert reviewer.get(LIST).status_code in (302, 403)
    assert Client().get(LIST).status_code == 302


def test_where_nobody_was_chosen_yet_the_page_says_what_will_come(kroon):
    assert "Na een uitslag staat hier een concept klaar" in words(listed(roles.editor(kroon.municipality)))


def test_the_list_asks_as_much_for_thirty_as_for_one(kroon, choose_many, province):
    asked = []
    for years in ([2001], range(2002, 2031)):
        choose_many(kroon, years)
        listed(province)
        with CaptureQueriesContext(connection) as queries:
            assert cells(listed(province))
        asked.append(len(queries))
    assert asked[0] == asked[1]
