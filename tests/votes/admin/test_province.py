"""The province's screens for its winner: one page with the steps, and what stands behind each."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.jury import PUBLISHED, TOWNS, WELL_JUDGED, give, judged_edition, motivate, published_round, ready_edition, town, voted_edition
from tests.factories.votes import EditionFactory, RoundFactory
from tests.public_page import words
from votes import desk, province
from votes.models import Candidate, Juror, JuryCriterion, JuryMotivation, JuryScore, ProvincialCount, ProvincialResult

pytestmark = pytest.mark.django_db
AT = PUBLISHED + timedelta(days=7)


@pytest.fixture(autouse=True)
def on_a_day_after_the_results(stands, on_a_day_of_the_vote):
    stands(AT)


def address(edition, tail=""):
    return f"edities/{edition.pk}/provincie/{tail}"


def now(page):
    """(title, what is said, words on the button) of the step to do."""
    step = page.select_one("[aria-current=step]")
    button = step.select_one(".button")
    return step.select_one(".vote-step__title").contents[0].strip(), words(step.select_one(".vote-step__says")), button and words(button)


def field(edition, shop, criterion):
    candidate = Candidate.objects.get(round__edition=edition, name=shop)
    return f"p{candidate.pk}-{edition.criteria.get(name=criterion).pk}"


# -- the steps


def test_the_page_of_an_edition_leads_to_its_provincial_winner_and_says_how_far_it_is(els):
    edition = voted_edition({"Ieper": [2, 1], "Tielt": [3, 1]})
    page = els.opens(f"edities/{edition.pk}/")
    link = page.select_one("#provincie + p a")
    assert (link["href"], words(page.select_one("#provincie + p"))) == (
        f"/admin/stemming/{address(edition)}",
        "Alle uitslagen zijn bekend: nu kan de winnaar van heel de provincie gekozen worden. Naar de provinciale winnaar",
    )


def test_each_step_comes_when_the_one_before_it_is_done(els, jo):
    edition = judged_edition()
    Juror.objects.filter(name="Jurylid 2").delete()
    late = RoundFactory(edition=edition, municipality=town("Torhout"))
    assert now(els.opens(address(edition))) == ("Wacht op alle uitslagen", "Deze gemeente heeft nog geen uitslag: Torhout.", "Bekijk de rondes")
    type(late).objects.filter(pk=late.pk).update(cancelled_at=PUBLISHED)
    assert now(els.opens(address(edition))) == ("Wie zit in de jury?", "Minstens twee, met een rol of een naam.", "Voeg een jurylid toe")
    els.is_told(f"edities/{edition.pk}/jury/nieuw/", name="Jurylid 2", agreed="on")
    assert now(els.opens(address(edition))) == ("Punten geven", "Nog 12 vakjes leeg.", "Naar de juryleden")
    give(edition, WELL_JUDGED)
    assert now(els.opens(address(edition))) == ("Zeg waarom", "Schrijf eerst waarom de jury dit koos: Kortrijk 2.", "Naar de winnaars")
    motivate(edition, "Kortrijk 2", "Zij kennen hun vak.")
    assert now(els.opens(address(edition)))[::2] == ("Vastleggen", "Leg vast")
    els.is_told(address(edition, "vastleggen/"))
    assert now(els.opens(address(edition)))[::2] == ("Bekendmaken", None)
    assert now(jo.opens(address(edition)))[::2] == ("Bekendmaken", "Kijk na en maak bekend")
    jo.is_told(address(edition, "bekendmaken/"))
    page = jo.opens(address(edition))
    assert (page.select("[aria-current=step]"), len(page.select(".vote-step--done"))) == ([], 6)


def test_without_a_jury_there_is_nothing_to_fill_in(els):
    edition = voted_edition({"Ieper": [2, 1], "Tielt": [3, 1]})
    page = els.opens(address(edition))
    assert now(page)[::2] == ("Vastleggen", "Leg vast")
    assert [[words(cell) for cell in row.select("td, th")] for row in page.select("tbody tr")] == [
        ["1", "Tielt 1 Tielt", "3", "4", "75,0 %"],
        ["2", "Ieper 1 Ieper", "2", "3", "66,7 %"],
    ]
    assert page.select_one("#jury") is None


def test_no_order_and_no_points_are_shown_before_all_of_them_are_there(els):
    edition = judged_edition()
    give(edition, {"Tielt 1": [[9, 5], [9, 5]]})
    rows = [[words(cell) for cell in row.select("td, th")][:5] for row in els.opens(address(edition)).select("tbody tr")]
    assert rows == [["–", "Ieper 1 Ieper", "–", "–", "–"], ["–", "Kortrijk 2 Kortrijk", "–", "–", "–"], ["–", "Tielt 1 Tielt", "–", "–", "–"]]
    give(edition, WELL_JUDGED)
    rows = [[words(cell) for cell in row.select("td, th")][:5] for row in els.opens(address(edition)).select("tbody tr")]
    assert rows == [
        ["1", "Kortrijk 2 Kortrijk", "9,0", "4,5", "13,5"],
        ["2", "Ieper 1 Ieper", "7,5", "4,5", "12,0"],
        ["3", "Tielt 1 Tielt", "5,5", "3,5", "9,0"],
    ]


def test_only_the_province_sees_any_of_it(an, rik, els):
    edition = judged_edition()
    juror, winner = edition.jurors.first(), Candidate.objects.get(round__edition=edition, name="Tielt 1")
    tails = [address(edition, tail) for tail in ("", "vastleggen/", "teruggeven/", "lot/", "bekendmaken/")]
    tails += [f"edities/{edition.pk}/{tail}" for tail in ("jury/nieuw/", f"jury/{juror.pk}/", f"jury/{juror.pk}/weg/", f"motivering/{winner.pk}/")]
    assert {els.answer(tail).status_code for tail in tails} == {200}
    assert {person.answer(tail).status_code for person in (an, rik) for tail in tails} & {200} == set()


def test_the_page_asks_as_much_for_four_towns_as_for_two(els):
    edition = judged_edition({"Ieper": [2, 1], "Tielt": [3, 1]})

    def asked() -> int:
        els.answer(address(edition))
        with CaptureQueriesContext(connection) as queries:
            els.answer(address(edition))
        return len(queries)

    two = asked()
    for name in TOWNS.keys() - {"Ieper", "Tielt"}:
        published_round(edition, name, [5, 2])
    assert asked() == two


# -- the jury


def test_a_juror_is_added_only_when_it_is_a_role_or_somebody_who_agreed(els):
    edition = judged_edition()
    page = els.sends(f"edities/{edition.pk}/jury/nieuw/", name="Mieke Maes")
    assert (page.select_one("[name=name]")["value"], Juror.objects.filter(name="Mieke Maes").exists()) == ("Mieke Maes", False)
    told = els.is_told(f"edities/{edition.pk}/jury/nieuw/", name="Mieke Maes", agreed="on")
    assert (told, Juror.objects.filter(name="Mieke Maes").exists()) == (["Toegevoegd. Je kunt nu de punten invullen."], True)
    assert els.is_told(f"edities/{edition.pk}/jury/nieuw/", name="Jurylid 1", agreed="on") == ["Er is al een jurylid met die naam."]


def test_a_sheet_is_saved_in_part_and_shows_what_was_given(els):
    edition = judged_edition()
    juror = edition.jurors.first()
    sheet = f"edities/{edition.pk}/jury/{juror.pk}/"
    given = {"name": "Voorzitter", field(edition, "Tielt 1", "Vakkennis"): "9", field(edition, "Tielt 1", "Welkom"): "0"}
    assert els.is_told(sheet, **given) == ["De punten van Voorzitter zijn bewaard."]
    assert sorted(JuryScore.objects.filter(juror=juror).values_list("points", flat=True)) == [0, 9]
    page = els.opens(sheet)
    shown = {box["name"]: box.get("value") for box in page.select(".vote-points")}
    assert (shown.pop(field(edition, "Tielt 1", "Vakkennis")), shown.pop(field(edition, "Tielt 1", "Welkom")), set(shown.values())) == (
        "9",
        "0",
        {None},
    )
    assert "2 van 6 punten ingevuld" in els.reads(address(edition))


def test_a_sheet_with_a_mistake_keeps_what_was_typed_and_stores_nothing(els):
    edition = judged_edition()
    juror = edition.jurors.first()
    wrong, right, letters = (field(edition, *where) for where in (("Tielt 1", "Welkom"), ("Tielt 1", "Vakkennis"), ("Ieper 1", "Vakkennis")))
    page = els.sends(f"edities/{edition.pk}/jury/{juror.pk}/", **{"name": "Jurylid 1", wrong: "6", right: "9", letters: "veel"})
    assert "Nog niet bewaard: hieronder staat wat er nog niet klopt." in page.get_text()
    assert [page.select_one(f"[name={name}]")["value"] for name in (wrong, right, letters)] == ["6", "9", "veel"]
    assert [words(error) for error in page.select("td .error-message")] == ["0 tot 10", "0 tot 5"]
    assert page.select_one(f"[name={wrong}]")["aria-label"] == "Welkom van Tielt 1, op 5"
    assert not JuryScore.objects.exists()


def test_a_name_that_is_taken_is_said_at_the_name_and_the_points_stay_typed(els):
    edition = judged_edition()
    juror, box = edition.jurors.last(), field(edition, "Tielt 1", "Vakkennis")
    page = els.sends(f"edities/{edition.pk}/jury/{juror.pk}/", **{"name": "Jurylid 1", box: "7"})
    assert [words(error) for error in page.select(".province-field .error-message")] == ["Er is al een jurylid met die naam."]
    assert (page.select_one(f"[name={box}]")["value"], JuryScore.objects.exists()) == ("7", False)


def test_a_juror_goes_with_all_points(els):
    edition = ready_edition()
    juror = edition.jurors.first()
    assert els.is_told(f"edities/{edition.pk}/jury/{juror.pk}/weg/") == ["Het jurylid en de punten zijn weg."]
    assert (edition.jurors.count(), JuryScore.objects.count()) == (1, 6)


def test_a_juror_or_a_shop_of_another_edition_is_not_found(els):
    edition, other = judged_edition(), EditionFactory(year=2028, has_jury=True)
    stranger = Juror.objects.create(edition=other, name="Jurylid 1")
    winner = Candidate.objects.get(round__edition=edition, name="Tielt 1")
    assert [
        els.answer(f"edities/{edition.pk}/jury/{stranger.pk}/").status_code,
        els.answer(f"edities/{other.pk}/motivering/{winner.pk}/").status_code,
    ] == [
        404,
        404,
    ]


def test_a_motivation_is_written_for_a_winner_and_refused_for_who_did_not_win(els):
    edition = judged_edition()
    winner, loser = (Candidate.objects.get(round__edition=edition, name=name) for name in ("Tielt 1", "Tielt 2"))
    assert els.is_told(f"edities/{edition.pk}/motivering/{winner.pk}/", text="Warm en kundig.") == ["De motivering is bewaard."]
    assert words(els.opens(f"edities/{edition.pk}/motivering/{winner.pk}/").select_one("textarea")) == "Warm en kundig."
    told = els.is_told(f"edities/{edition.pk}/motivering/{loser.pk}/", text="Ook mooi.")
    assert told == ["Alleen winnaars van een bekendgemaakte ronde doen mee."]
    assert [one.text for one in JuryMotivation.objects.all()] == ["Warm en kundig."]


# -- locked by one, published by another


def test_what_is_missing_is_said_in_place_of_the_button(els):
    edition = judged_edition()
    page = els.opens(address(edition, "vastleggen/"))
    assert ("Er ontbreken nog punten van: Jurylid 1, Jurylid 2." in page.get_text(), page.select("form[method=post] button")) == (True, [])
    assert els.is_told(address(edition, "vastleggen/")) == ["Er ontbreken nog punten van: Jurylid 1, Jurylid 2."]
    assert not ProvincialCount.objects.exists()


def test_who_locked_reads_why_a_colleague_publishes(els, jo):
    edition = ready_edition()
    assert els.is_told(address(edition, "vastleggen/")) == ["Vastgelegd. Een collega van de provincie kijkt het na en maakt het bekend."]
    assert (
        "Jij hebt dit vastgelegd. Een collega van de provincie kijkt het na en maakt het bekend" in els.is_told(address(edition, "bekendmaken/"))[0]
    )
    assert not ProvincialResult.objects.exists()
    page = jo.opens(address(edition, "bekendmaken/"))
    assert [words(row)[:10] for row in page.select("tbody tr")] == ["1 Kortrijk", "2 Ieper 1 ", "3 Tielt 1 "]
    assert "Zij kennen hun vak." in page.get_text()
    assert jo.is_told(address(edition, "bekendmaken/")) == ["De provinciale winnaar is bekend, en staat ook op de pagina van de ambassadeur."]
    assert json.loads(ProvincialResult.objects.get().figures)["winners"] == [2]


def test_locked_points_are_given_back_with_a_reason_only(els, jo):
    edition = ready_edition()
    els.is_told(address(edition, "vastleggen/"))
    juror = edition.jurors.first()
    assert "Dit is al vastgelegd of bekendgemaakt." in els.reads(f"edities/{edition.pk}/jury/{juror.pk}/")
    jo.sends(address(edition, "teruggeven/"), reason="")
    assert province.count_of(edition) is not None
    told = jo.is_told(address(edition, "teruggeven/"), reason="Een blad was verkeerd overgetypt.")
    assert told == ["Teruggegeven. De punten en motiveringen kunnen weer veranderen."]
    assert "Teruggegeven: Een blad was verkeerd overgetypt." in jo.reads(address(edition))
    assert now(jo.opens(address(edition)))[0] == "Vastleggen"


def test_a_tie_asks_one_person_to_announce_a_draw_and_another_what_it_gave(els, jo, stands):
    edition = voted_edition({"Ieper": [3, 1], "Tielt": [6, 2]}, tie_rule="lot")
    els.is_told(address(edition, "vastleggen/"))
    assert now(jo.opens(address(edition)))[::2] == ("Bekendmaken", "Kondig de loting aan")
    assert "Gelijk staan: Ieper 1 (Ieper), Tielt 1 (Tielt)." in jo.reads(address(edition, "lot/"))
    page = jo.sends(address(edition, "lot/"), source="de Lotto van woensdag", after="veel later")
    assert page.select_one("[name=source]")["value"] == "de Lotto van woensdag"
    told = jo.is_told(address(edition, "lot/"), source="de Lotto van woensdag", after="2027-04-18T20:00")
    assert told == ["De loting is aangekondigd, en iedereen kan het lezen."]
    assert "Kom terug na zondag 18 april 2027 om 20.00 uur." in els.reads(address(edition, "lot/"))
    stands(AT + timedelta(days=5))
    assert "Jij hebt deze loting aangekondigd." in jo.reads(address(edition, "lot/"))
    assert els.is_told(address(edition, "lot/"), words="3 17 21") == ["Het lot is getrokken, en staat vast."]
    jo.is_told(address(edition, "bekendmaken/"))
    assert json.loads(ProvincialResult.objects.get().figures)["lot"]["words"] == "3 17 21"


def test_looking_at_every_page_changes_nothing(els, jo):
    edition = ready_edition()
    juror, winner = edition.jurors.first(), Candidate.objects.get(round__edition=edition, name="Tielt 1")
    for person in (els, jo):
        for tail in ("", "vastleggen/", "teruggeven/", "lot/", "bekendmaken/"):
            person.answer(address(edition, tail))
        for tail in (f"jury/{juror.pk}/", f"jury/{juror.pk}/weg/", f"motivering/{winner.pk}/"):
            person.answer(f"edities/{edition.pk}/{tail}")
    assert (ProvincialCount.objects.count(), edition.jurors.count(), JuryScore.objects.count()) == (0, 2, 12)


# -- the edition's form, and the desk


def test_criteria_of_the_jury_are_rules_that_the_form_of_a_draft_takes(els):
    draft = EditionFactory(year=2028, scheduled_at=None)
    form = els.opens(f"edities/{draft.pk}/bewerken/")
    said = {box["name"]: box.get("value", "") for box in form.select("form input[name]") if box.get("type") not in ("checkbox", "submit")}
    said |= {box["name"]: next((one["value"] for one in box.select("option[selected]")), "") for box in form.select("form select[name]")}
    said |= {area["name"]: area.get_text() for area in form.select("form textarea[name]")}
    said = {name: value for name, value in said.items() if "__prefix__" not in name}
    criteria = {
        "criteria-TOTAL_FORMS": "1",
        "criteria-0-name": "Vakkennis",
        "criteria-0-about": "",
        "criteria-0-points": "20",
        "criteria-0-ORDER": "1",
    }
    page = els.sends(f"edities/{draft.pk}/bewerken/", **(said | criteria | {"has_jury": "on"}))
    assert [(one.name, one.points) for one in JuryCriterion.objects.all()] == [("Vakkennis", 20)], page.get_text()
    assert "Vakkennis, 20 punten" in els.reads(f"edities/{draft.pk}/")


def test_a_province_that_has_to_choose_finds_it_on_its_desk_and_then_whoever_did_not_lock_it(els, jo, an):
    def waits(function, person):
        found = function(person.user, None, AT)
        return found and (found.label, found.count, found.url)

    edition = voted_edition({"Ieper": [2, 1]})
    assert waits(desk.provinces_to_decide, els) is None, "one winner is nothing to choose"
    published_round(edition, "Tielt", [3, 1])
    late = RoundFactory(edition=edition, municipality=town("Torhout"))
    assert waits(desk.provinces_to_decide, els) is None, "a round still waits"
    type(late).objects.filter(pk=late.pk).update(cancelled_at=PUBLISHED)
    told = ("editie heeft nog geen provinciale winnaar", 1, f"/admin/stemming/{address(edition)}")
    assert [waits(desk.provinces_to_decide, person) for person in (els, jo, an)] == [told, told, None]
    province.lock(edition_id=edition.pk, by=els.user, at=AT)
    told = ("provinciale winnaar wacht op bekendmaking door jou", 1, f"/admin/stemming/{address(edition)}")
    assert [waits(desk.provinces_to_decide, els), waits(desk.provinces_to_publish, els)] == [None, None]
    assert [waits(desk.provinces_to_publish, jo), waits(desk.provinces_to_publish, an)] == [told, None]
    province.publish(edition_id=edition.pk, by=jo.user, at=AT)
    assert waits(desk.provinces_to_publish, jo) is None
