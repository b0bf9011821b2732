"""The screens of candidates in the editors' tool: who sees and decides what, and what is never shown."""

from datetime import timedelta

import pytest
from django.test import Client

from municipalities.models import Role
from municipalities.onboarding import onboard, open_province
from municipalities.rights import Reach
from tests.factories import roles
from tests.factories.candidacies import IN_TIME, a_picture, a_shop, applied, confirmed, mails, nominated
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.votes import OPENS, RoundFactory
from tests.remembered import once
from tests.signing_in import sign_in
from tests.taking_part import takes_part
from votes import candidacies
from votes.candidacy.admin import submissions_to_decide

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]

LIST = "/admin/stemming/kandidaten/"


@pytest.fixture
def town(at):
    at(IN_TIME)
    once("the province", open_province)
    return takes_part(at=IN_TIME, postcodes=["8700", "8760"])


@pytest.fixture
def editor(town):
    return sign_in(Client(), roles.editor(town))


@pytest.fixture
def waiting(town):
    return confirmed(applied(a_shop(name="Bakkerij Zonnewende"), picture=a_picture()))


def address_of(submission) -> str:
    kind = "kandidatuur" if submission._meta.model_name == "application" else "voordracht"
    return f"{LIST}{kind}/{submission.pk}/"


def test_an_editor_sees_what_was_sent_in_but_never_an_address(editor, waiting):
    confirmed(nominated(waiting.shop))
    listed = editor.get(LIST).content.decode()
    assert "Bakkerij Zonnewende" in listed
    shown = editor.get(address_of(waiting)).content.decode()
    for words in ("Om zes uur staat het brood klaar.", "De fanfare", "An Peeters", "De toog met broden", "1 klant droeg deze zaak voor"):
        assert words in shown
    assert "@winkel.example" not in listed + shown
    assert "@klant.example" not in listed + shown


def test_what_is_not_confirmed_is_nowhere(editor, town):
    sent = applied(a_shop(name="Nooit Bevestigd"))
    assert "Nooit Bevestigd" not in editor.get(LIST).content.decode()
    assert "Nooit Bevestigd" not in editor.get(f"{LIST}kandidaten.csv").content.decode()
    assert editor.get(address_of(sent)).status_code == 404


def test_an_editor_approves_by_a_button(editor, waiting):
    answer = editor.post(f"{address_of(waiting)}goedkeuren/", follow=True)
    assert "“Bakkerij Zonnewende” is kandidaat." in answer.content.decode()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.email) == ("approved", "")
    assert "Goedgekeurd: deze zaak is kandidaat." in answer.content.decode()


def test_an_editor_refuses_with_a_reason_and_without_one_the_form_says_so(editor, waiting):
    answer = editor.post(f"{address_of(waiting)}weigeren/", {"reason": " "})
    assert "Zonder uitleg heeft niemand iets aan een weigering." in answer.content.decode()
    editor.post(f"{address_of(waiting)}weigeren/", {"reason": "Dit is een webshop."})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason) == ("refused", "Dit is een webshop.")


def test_an_editor_mends_a_typing_error_and_sees_what_it_was(editor, waiting):
    shown = editor.post(f"{address_of(waiting)}verbeteren/", {"pitch": "Om zeven uur.", "supports": "De fanfare"}, follow=True).content.decode()
    assert "<del>Om zes uur staat het brood klaar.</del> <ins>Om zeven uur.</ins>" in shown


def test_an_editor_withdraws_what_the_shop_does_not_want(editor, waiting):
    editor.post(f"{address_of(waiting)}intrekken/")
    waiting.refresh_from_db()
    assert waiting.state == "withdrawn"


def test_an_editor_takes_back_what_was_approved_by_mistake_with_words_of_its_own(editor, waiting):
    editor.post(f"{address_of(waiting)}goedkeuren/")
    assert "Schrijf kort wat er misging." in editor.post(f"{address_of(waiting)}terugnemen/", {"reason": ""}).content.decode()
    shown = editor.post(f"{address_of(waiting)}terugnemen/", {"reason": "De verkeerde zaak."}, follow=True).content.decode()
    assert "De goedkeuring van “Bakkerij Zonnewende” is teruggenomen." in shown
    assert "nam de goedkeuring terug" in shown and "op vraag van de winkel" not in shown
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason) == ("refused", "De verkeerde zaak.")


def test_who_takes_back_one_of_two_approvals_hears_that_the_shop_still_stands(editor, waiting):
    voice = confirmed(nominated(waiting.shop))
    for one in (waiting, voice):
        editor.post(f"{address_of(one)}goedkeuren/")
    shown = editor.post(f"{address_of(waiting)}terugnemen/", {"reason": "De verkeerde tekst."}, follow=True).content.decode()
    assert "De winkel blijft kandidaat" in shown


@pytest.mark.parametrize("deed", ["goedkeuren", "weigeren", "verbeteren", "intrekken", "terugnemen"])
def test_looking_at_the_address_of_a_deed_does_nothing(editor, waiting, deed):
    assert editor.get(f"{address_of(waiting)}{deed}/").status_code == 405
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_the_second_editor_hears_that_a_colleague_was_first(editor, waiting, town):
    colleague = roles.somebody(Role.EDITOR, town, email="tweede@tielt.example")
    sign_in(Client(), colleague).post(f"{address_of(waiting)}goedkeuren/")
    answer = editor.post(f"{address_of(waiting)}weigeren/", {"reason": "Nee."}, follow=True)
    assert "Een collega was je voor" in answer.content.decode()
    assert len(mails("application_refused")) == 0


def test_who_presses_twice_hears_that_they_did_it_themselves(editor, waiting):
    for _ in range(2):
        answer = editor.post(f"{address_of(waiting)}goedkeuren/", follow=True).content.decode()
    assert "Je besliste hier zelf al over." in answer and "Een collega was je voor" not in answer


def test_once_the_round_has_opened_the_buttons_are_gone(town, waiting, at):
    at(OPENS)
    shown = sign_in(Client(), roles.editor(town)).get(address_of(waiting)).content.decode()
    assert "Te laat om te beslissen" in shown
    assert "goedkeuren/" not in shown
    assert "intrekken/" not in shown


def test_an_author_looks_and_decides_nothing(town, waiting):
    author = sign_in(Client(), roles.author(town))
    shown = author.get(address_of(waiting)).content.decode()
    assert "Een redacteur van de gemeente beslist hierover." in shown
    assert "goedkeuren/" not in shown
    assert author.post(f"{address_of(waiting)}goedkeuren/").status_code == 302
    assert author.get(f"{LIST}kandidaten.csv").status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_an_editor_of_another_town_neither_sees_nor_decides(waiting, at):
    kortrijk = MunicipalityFactory(nis="34022", name="Kortrijk", slug="kortrijk")
    onboard(municipality=kortrijk, at=IN_TIME)
    neighbour = sign_in(Client(), roles.editor(kortrijk))
    assert "Zonnewende" not in neighbour.get(LIST).content.decode()
    assert "Zonnewende" not in neighbour.get(f"{LIST}kandidaten.csv").content.decode()
    assert "Zonnewende" not in neighbour.get(address_of(waiting), follow=True).content.decode()
    neighbour.post(f"{address_of(waiting)}goedkeuren/")
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_only_the_reach_of_a_role_keeps_a_neighbour_out(waiting, monkeypatch):
    """The control of the test above."""
    kortrijk = MunicipalityFactory(nis="34022", name="Kortrijk", slug="kortrijk")
    onboard(municipality=kortrijk, at=IN_TIME)
    monkeypatch.setattr(Reach, "edits", lambda *asked: True)
    monkeypatch.setattr(Reach, "writes", lambda *asked: True)
    sign_in(Client(), roles.editor(kortrijk)).post(f"{address_of(waiting)}goedkeuren/")
    waiting.refresh_from_db()
    assert waiting.state == "approved"


def test_the_province_sees_all_towns_and_narrows_to_one(town, waiting):
    kortrijk = RoundFactory(municipality=MunicipalityFactory(nis="34022", name="Kortrijk", slug="kortrijk"))
    confirmed(applied(a_shop(kortrijk, name="Bakkerij Leieland"), kortrijk, email="els@winkel.example"))
    province = sign_in(Client(), roles.province())
    both = province.get(LIST).content.decode()
    assert "Zonnewende" in both
    assert "Leieland" in both
    one = province.get(LIST, {"gemeente": "kortrijk"}).content.decode()
    assert "Zonnewende" not in one
    assert "Leieland" in one
    province.post(f"{address_of(waiting)}goedkeuren/")
    waiting.refresh_from_db()
    assert waiting.state == "approved"


def test_the_list_is_narrowed_by_its_state(editor, waiting, town):
    candidacies.approve(submission=waiting, by=roles.province(), at=IN_TIME)
    assert "Zonnewende" not in editor.get(LIST).content.decode()
    assert "Zonnewende" in editor.get(LIST, {"stand": "approved"}).content.decode()
    assert "Zonnewende" not in editor.get(LIST, {"stand": "onzin"}).content.decode()


def test_nominations_have_a_list_of_their_own(editor, town):
    confirmed(nominated(a_shop(name="Kapsalon Annabel")))
    assert "Kapsalon Annabel" not in editor.get(LIST).content.decode()
    assert "Kapsalon Annabel" in editor.get(f"{LIST}voordrachten/").content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_a_list_asks_as_many_questions_for_thirty_as_for_one(editor, town, number, django_assert_max_num_queries):
    shops = [a_shop(name=f"Winkel {place}") for place in range(number)]
    for place, shop in enumerate(shops):
        confirmed(nominated(shop, email=f"klant{place}@klant.example"))
    with django_assert_max_num_queries(22):
        editor.get(f"{LIST}voordrachten/")


def test_no_cell_of_the_file_starts_a_formula(editor, town):
    confirmed(nominated(a_shop(name="=HYPERLINK(1)"), pitch="+32 is ons nummer"))
    rows = editor.get(f"{LIST}kandidaten.csv").content.decode("utf-8-sig").splitlines()
    assert rows[1] == "2027;Tielt;'=HYPERLINK(1);voordracht;wacht op nazicht;'+32 is ons nummer;;1;2027-02-01;;"
    assert editor.get(f"{LIST}kandidaten.xlsx").content.startswith(b"PK")


def test_the_desk_says_what_waits_for_whoever_decides(town, waiting):
    confirmed(nominated(a_shop(name="Kapsalon Annabel")))
    told = submissions_to_decide(roles.editor(town), frozenset([town.pk]), IN_TIME)
    assert (told.count, told.label) == (2, "kandidaturen en voordrachten wachten op je oordeel")
    assert [name for name, _url in told.first] == ["Bakkerij Zonnewende", "Kapsalon Annabel"]
    assert submissions_to_decide(roles.author(town), frozenset([town.pk]), IN_TIME) is None
    elsewhere = MunicipalityFactory()
    assert submissions_to_decide(roles.editor(elsewhere), frozenset([elsewhere.pk]), IN_TIME) is None
    assert submissions_to_decide(roles.province(), None, OPENS + timedelta(days=1)) is None


def test_the_menu_leads_to_the_candidates(editor):
    assert f'"{LIST}"' in editor.get("/admin/").content.decode()
