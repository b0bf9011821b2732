"""Rounds at a glance and the board of one: who sees them, what they tell, and what they never tell."""

from datetime import timedelta
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from mail.models import OutgoingMail
from tests.append_only import without_triggers
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.votes import ANNOUNCED, CLOSES, COUNTED, OPEN, OPENS, RoundFactory, judged, many_votes, round_with_candidates
from votes import asking, forgetting
from votes.models import Cluster, Round, VotingPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def voting_round(tielt):
    """Of Tielt, with 3 candidates, 7 of 8 votes for the first of them."""
    made = round_with_candidates(3, tielt)
    many_votes(made, [1, 1, 1, 2, 1, 1, 1, 1], OPEN - timedelta(hours=2))
    return made


def mailed(voting_round, state, times=1):
    for _time in range(times):
        OutgoingMail.objects.create(
            template="votes/code",
            language="nl",
            about=asking.about(voting_round),
            state=state,
            created_at=OPEN,
            due_at=OPEN,
            message_id=f"<{OutgoingMail.objects.count()}@example.org>",
        )


def set_apart(voting_round, letter="A", rule="one_network"):
    cluster = Cluster.objects.create(
        round=voting_round, rule=rule, key=f"{letter}#1", letter=letter, opened_at=OPEN, explanation={"votes": 5, "share": 80}
    )
    cluster.ballots.set(voting_round.ballots.all()[:5])
    return cluster


def rows(person, **asked):
    """{town: its cells}."""
    table = person.opens("rondes/", **asked).select(".vote-table tbody tr")
    return {row.th.a.get_text(): [" ".join(cell.get_text(" ").split()) for cell in row.select("td")] for row in table}


def groups(person, **asked):
    """[(heading, towns)], as they stand on the page."""
    found = person.opens("rondes/", **asked).select(".vote-group")
    return [(" ".join(group.h2.get_text(" ").split()), [row.th.a.get_text() for row in group.select("tbody tr")]) for group in found]


def test_the_province_sees_each_round_with_its_state_candidates_turnout_mails_and_clusters(els, voting_round):
    mailed(voting_round, OutgoingMail.State.SENT, 9)
    mailed(voting_round, OutgoingMail.State.GIVEN_UP)
    set_apart(voting_round)
    assert rows(els) == {"Tielt": ["open sluit over 3 weken", "3", "8", "9 1 niet aangekomen", "1"]}


def test_an_editor_sees_the_rounds_of_their_own_municipality_only(an, voting_round, kortrijk):
    RoundFactory(municipality=kortrijk)
    assert list(rows(an)) == ["Tielt"]


def test_what_needs_attention_stands_first(els, voting_round, kortrijk):
    RoundFactory(municipality=MunicipalityFactory(nis="31005", name="Brugge", slug="brugge"))
    counted = RoundFactory(municipality=kortrijk)
    Round.objects.filter(pk=counted.pk).update(frozen_at=COUNTED)
    assert groups(els) == [("Vraagt aandacht (2)", ["Kortrijk", "Brugge"]), ("Open, sluit over 3 weken (1)", ["Tielt"])]
    assert "Een tweede persoon maakt de uitslag bekend." in els.reads("rondes/")


def test_the_list_costs_as_many_queries_for_sixty_rounds_as_for_one(els, voting_round):
    els.answer("rondes/")
    with CaptureQueriesContext(connection) as one:
        els.answer("rondes/")
    for number in range(59):
        RoundFactory(municipality=MunicipalityFactory(nis=f"{50000 + number}", name=f"Dorp {number}", slug=f"dorp-{number}"))
    with CaptureQueriesContext(connection) as sixty:
        els.answer("rondes/")
    assert len(rows(els)) == 60
    assert len(sixty) == len(one)


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (OPENS - timedelta(days=20), ("Gepland, opent over 2 weken, 6 dagen (1)", ["3"])),
        (OPEN, ("Open, sluit over 3 weken (1)", ["3", "8", "0", "0"])),
        (CLOSES, ("In nazicht, nazicht nog 1 week (1)", ["3", "8", "0", "0"])),
        (COUNTED, ("Vraagt aandacht (1)", ["klaar om te tellen", "3", "8", "0", "0"])),
    ],
)
def test_the_state_is_told_in_words_by_the_clock(els, voting_round, stands, at, state):
    stands(at)
    assert (groups(els)[0][0], rows(els)["Tielt"]) == state


def test_rounds_of_an_earlier_edition_are_a_click_away(els, voting_round, kortrijk):
    RoundFactory(municipality=kortrijk, edition__year=2026, edition__name="Ambassadeur 2026")
    assert list(rows(els)) == ["Tielt"]
    assert list(rows(els, editie="2026")) == ["Kortrijk"]


def test_the_rounds_that_run_are_shown_before_those_of_an_edition_that_is_being_prepared(els, voting_round, kortrijk, stands):
    later = timedelta(days=365)
    RoundFactory(municipality=kortrijk, edition__year=2028, opens_at=OPENS + later, closes_at=CLOSES + later, review_until=COUNTED + later)
    stands(OPEN)
    assert list(rows(els)) == ["Tielt"]


# -- the board


def test_the_board_tells_turnout_mails_requests_and_clusters(an, voting_round):
    mailed(voting_round, OutgoingMail.State.SENT, 9)
    mailed(voting_round, OutgoingMail.State.GIVEN_UP, 2)
    mailed(voting_round, OutgoingMail.State.WAITING)
    set_apart(voting_round)
    board = an.opens(f"rondes/{voting_round.pk}/")
    counts = {part.dt.get_text(): part.dd.get_text() for part in board.select(".vote-counts > div")}
    assert counts == {
        "Stemmen": "8",
        "Mails verstuurd": "9",
        "Mails onderweg": "1",
        "Mails niet aangekomen": "2",
        "Groepen in nazicht": "1",
    }, "what is zero is not told"


def test_the_board_shows_the_turnout_of_every_hour_in_brussels_as_bars_and_as_a_table(an, voting_round):
    board = an.opens(f"rondes/{voting_round.pk}/")
    tables = {table.caption.get_text(): [row.get_text(" ", strip=True) for row in table.select("tbody tr")] for table in board.select("table")}
    assert tables["Opkomst per uur; uren zonder stem staan er niet bij"] == ["wo 10 maart, 10.00 uur 8"]
    assert tables["Opkomst per dag"][-1] == "wo 10 maart 8 10–11 uur"
    bars = board.select(".vote-chart rect")
    assert [(bar["x"], bar["height"]) for bar in bars] == [("218", "100")], "9 days and 2 hours after opening"


def test_the_board_says_why_ballots_were_set_apart_by_a_letter_and_a_rule(an, voting_round):
    set_apart(voting_round)
    table = next(table for table in an.opens(f"rondes/{voting_round.pk}/").select("table") if "apart legde" in table.caption.get_text())
    assert [cell.get_text(" ", strip=True) for cell in table.select("tbody th, tbody td")] == ["A", "Eén netwerk wacht op een voorstel", "5"]


def test_the_board_counts_each_vote_once_and_says_which_do_not_count_because_of_another_group(an, rik, mia, voting_round):
    first, second = set_apart(voting_round), set_apart(voting_round, "B", "even_pace")
    judged(first, "reject", "Eén netwerk.", (rik.user, mia.user))
    judged(second, "release", "Een klas.", (rik.user, mia.user))
    part = " ".join(an.opens(f"rondes/{voting_round.pk}/").select_one("section[aria-labelledby=apart]").get_text(" ").split())
    assert "B Het tempo van een machine telt mee; 5 stemmen tellen niet mee door een andere groep 5" in part
    assert "Samen 5 stemmen. Een stem kan in meer dan één groep staan." in part


def test_no_candidate_stands_beside_a_number_on_the_board(els, voting_round):
    """Names of candidates hold digits here, so that a number of votes beside one would show."""
    with without_triggers(connection):
        for candidate in voting_round.candidates.all():
            candidate.name = f"Zaak {'abc'[candidate.number - 1]}"
            candidate.save()
    board = els.opens(f"rondes/{voting_round.pk}/")
    standing = board.select_one(".vote-standing").extract()
    assert not any(sign.isdigit() for sign in standing.get_text())
    assert "Zaak" not in board.get_text()


def everything_read(people, voting_round, stands, votes):
    """What these people read of a round with these votes, open and counted; undone afterwards."""
    tails = [
        "rondes/",
        f"rondes/{voting_round.pk}/",
        f"rondes/{voting_round.pk}/opkomst.csv",
        f"edities/{voting_round.edition_id}/rondes.csv",
        "nazicht/",
    ]
    pages = []
    for person in people:
        person.client.get("/admin/")  # what an earlier page had to say is said
    with transaction.atomic():
        many_votes(voting_round, votes)
        set_apart(voting_round)
        for at in (OPEN + timedelta(hours=3), COUNTED):
            stands(at)
            pages += [(person.user.email, tail, text_of(person.answer(tail))) for person in people for tail in tails]
        Cluster.objects.all().delete()
        assert people[0].is_told(f"rondes/{voting_round.pk}/tellen/") == [GOOD]
        pages += [(person.user.email, tail, text_of(person.answer(tail))) for person in people for tail in tails]
        pages.append(("who counted", "bekendmaken", people[0].reads(f"rondes/{voting_round.pk}/bekendmaken/")))
        transaction.set_rollback(True)
    return pages


GOOD = "Geteld en verzegeld. Een collega van de provincie maakt de uitslag bekend."


def text_of(answer):
    text = BeautifulSoup(answer.content.decode("utf-8-sig"), "html.parser").get_text(" ", strip=True)
    return f"{answer.status_code} {text}"


def test_before_publication_every_page_and_file_reads_the_same_whoever_leads(els, an, rik, tielt, stands):
    voting_round = round_with_candidates(3, tielt)
    people = [els, an, rik]
    seven_to_one = everything_read(people, voting_round, stands, [1, 1, 1, 2, 1, 1, 1, 1])
    one_to_seven = everything_read(people, voting_round, stands, [2, 2, 2, 1, 2, 2, 2, 2])
    assert len(seven_to_one) == 46
    assert [one for one, other in zip(seven_to_one, one_to_seven, strict=True) if one != other] == []


def test_between_count_and_publication_the_figures_are_for_who_may_publish_them(els, jo, an, voting_round, stands):
    stands(COUNTED)
    address = f"rondes/{voting_round.pk}/bekendmaken/"
    assert els.is_told(f"rondes/{voting_round.pk}/tellen/") == [GOOD]
    assert "Jij hebt deze ronde geteld" in els.reads(address)
    assert els.opens(address).select("table") == []
    assert an.answer(address).status_code == 302
    shown = [[cell.get_text() for cell in row.select("th, td")] for row in jo.opens(address).select("tbody tr")]
    names = {candidate.number: candidate.name for candidate in voting_round.candidates.all()}
    assert shown == [["1", names[1], "7"], ["2", names[2], "1"], ["3", names[3], "0"]]


def test_an_editor_opens_no_board_of_another_municipality_and_no_deed(an, kortrijk, voting_round):
    other = RoundFactory(municipality=kortrijk)
    refused = [
        f"rondes/{other.pk}/",
        f"rondes/{other.pk}/opkomst.csv",
        *(f"rondes/{voting_round.pk}/{deed}/" for deed in ("einde", "afgelasten", "tellen")),
    ]
    assert {an.answer(tail).status_code for tail in [*refused, "edities/", "nazicht/", "maildomeinen/"]} == {302}


def test_a_board_before_the_announcement_says_what_is_missing(an, tielt):
    draft = RoundFactory(municipality=tielt, edition__scheduled_at=None)
    text = an.reads(f"rondes/{draft.pk}/")
    assert "Kandidaat worden kan van dinsdag 5 januari 2027 om 9.00 uur tot zaterdag 20 februari 2027 om 9.00 uur." in text
    assert "Er is nog geen winkel aanvaard." in text
    assert not an.opens(f"rondes/{draft.pk}/").select(".vote-counts")


def test_the_board_of_a_forgotten_round_still_tells_its_hours(els, jo, voting_round, stands):
    stands(COUNTED)
    els.is_told(f"rondes/{voting_round.pk}/tellen/")
    jo.is_told(f"rondes/{voting_round.pk}/bekendmaken/")
    later = COUNTED + timedelta(days=31)
    assert forgetting.forget_due(later) == 1
    stands(later)
    board = els.opens(f"rondes/{voting_round.pk}/")
    assert board.select(".vote-chart rect")[0]["height"] == "100"


# -- exports


def test_turnout_is_taken_along_hour_by_hour_in_both_times(an, voting_round):
    answer = an.answer(f"rondes/{voting_round.pk}/opkomst.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert answer["Content-Disposition"] == 'attachment; filename="opkomst-2027-tielt.csv"'
    assert lines[0] == "uur in Brussel;uur in UTC;stemmen"
    assert lines[1] == "2027-03-01 08:00;2027-03-01 07:00;0"
    assert [line for line in lines[1:] if not line.endswith(";0")] == ["2027-03-10 10:00;2027-03-10 09:00;8"]


def test_the_list_of_rounds_starts_no_formula_in_a_spreadsheet(els, an, voting_round, kortrijk):
    kortrijk.name = "=HYPERLINK(1)"
    kortrijk.save()
    RoundFactory(municipality=kortrijk)
    answer = els.answer(f"edities/{voting_round.edition_id}/rondes.csv")
    assert "'=HYPERLINK(1);open;0;0;0;0;0;" in answer.content.decode("utf-8-sig")
    assert answer["Content-Disposition"] == 'attachment; filename="rondes-2027.csv"'
    assert "HYPERLINK" not in an.answer(f"edities/{voting_round.edition_id}/rondes.csv").content.decode(), "an editor takes along their own"


def test_the_same_lists_open_as_excel(els, voting_round):
    for tail in (f"edities/{voting_round.edition_id}/rondes.xlsx", f"rondes/{voting_round.pk}/opkomst.xlsx"):
        sheet = load_workbook(BytesIO(els.answer(tail).content)).active
        assert sheet.max_row > 1


def test_a_round_that_was_announced_long_ago_and_never_opened_breaks_no_board(els, tielt, stands):
    early = RoundFactory(municipality=tielt)
    stands(ANNOUNCED)
    assert "gepland" in els.reads(f"rondes/{early.pk}/").lower()


def test_the_board_leads_to_each_candidate_and_their_poster_at_the_cost_of_one_question(an, site_tree, voting_round):
    home = site_tree["nl"]
    home.add_child(instance=VotingPage(title="Stemmen", slug="stemmen", locale=home.locale))
    address = f"rondes/{voting_round.pk}/"
    links = [link["href"].partition("localhost")[2] for link in an.opens(address).select(".vote-standing a")]
    start = "/nl/stemmen/2027/tielt/kandidaat/"
    assert links == [f"{start}{one.slug}/{tail}" for one in voting_round.candidates.order_by("number") for tail in ("", "affiche/")]
    with CaptureQueriesContext(connection) as asked:
        an.answer(address)
    assert sum("votes_votingpage" in query["sql"] for query in asked) == 2, "for the round's page, and for all candidates together"
