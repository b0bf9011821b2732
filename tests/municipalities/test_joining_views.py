"""The province's screens: who takes part, and letting a municipality join or leave."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import ModelLogEntry

from accounts.models import User
from home.models import MunicipalityPage
from municipalities import audit
from municipalities.models import Municipality, Onboarding
from municipalities.onboarding import begin, offboard, onboard
from municipalities.rights import reach
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OVERVIEW = "/admin/gemeenten/"


@pytest.fixture
def tielt() -> Municipality:
    return MunicipalityFactory(name="Tielt", slug="tielt", nis="37022")


@pytest.fixture
def province(client: Client, wednesday) -> Client:
    return sign_in(client, roles.province())


def soup(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(node) -> str:
    return " ".join(node.get_text(" ").split())


def rows(response) -> dict[str, str]:
    """What the list says of each municipality, without its name."""
    return {words(row.th): " ".join(words(cell) for cell in row("td") if words(cell)) for row in soup(response).select(".province-table tbody tr")}


def said(response) -> list[str]:
    return [words(message) for message in soup(response).select(".messages > ul > li")]


def test_the_list_says_who_takes_part_who_does_not_and_who_no_longer_does(province, tielt):
    brugge = MunicipalityFactory(name="Brugge", slug="brugge", nis="31005")
    MunicipalityFactory(name="Kortrijk", slug="kortrijk", nis="34022")
    MunicipalityFactory(name="Meulebeke", slug="meulebeke", nis="37007", successor=tielt)
    onboard(municipality=tielt, at=AT), onboard(municipality=brugge, at=AT)
    offboard(municipality=brugge, at=AT.replace(day=24))
    roles.editor(tielt), roles.author(tielt)
    assert rows(province.get(OVERVIEW)) == {
        "Brugge": "niet meer sinds 24 november 2026 Laat meedoen : Brugge",
        "Kortrijk": "nog niet Laat meedoen : Kortrijk",
        "Tielt": "sinds 23 november 2026 1 1 van 10",
    }


def test_the_list_is_searched_by_name(province, tielt):
    MunicipalityFactory(name="Kortrijk", slug="kortrijk", nis="34022", villages=["Aalbeke"])
    assert [set(rows(province.get(OVERVIEW, {"q": q}))) for q in ("TIE", "aalbeke", " ", "zzz")] == [
        {"Tielt"},
        {"Kortrijk"},
        {"Kortrijk", "Tielt"},
        set(),
    ]


def test_the_list_costs_as_many_queries_for_thirty_as_for_one(province, tielt, django_assert_num_queries):
    onboard(municipality=tielt, at=AT)
    province.get(OVERVIEW)
    with django_assert_num_queries(19):
        assert len(rows(province.get(OVERVIEW))) == 1
    for number in range(29):
        begin(MunicipalityFactory(name=f"Stad {number}", slug=f"stad-{number}", nis=f"9{number:04}"), AT)
    with django_assert_num_queries(19):
        assert len(rows(province.get(OVERVIEW))) == 30


def test_asking_whether_one_is_sure_says_what_is_made_and_makes_nothing(province, tielt):
    asked = soup(province.get(f"{OVERVIEW}{tielt.pk}/meedoen/"))
    told = [words(item) for item in asked.select(".province-list li")]
    assert [sentence.split()[0] for sentence in told] == ["Twee", "Goedkeuring:", "Een", "Een", "Een"]
    assert any("als concept" in sentence for sentence in told)
    assert (Onboarding.objects.exists(), MunicipalityPage.objects.exists(), len(asked.select("main form[method=post] button"))) == (False, False, 1)


def test_one_button_lets_a_municipality_join_and_leads_to_inviting(province, tielt):
    answer = province.post(f"{OVERVIEW}{tielt.pk}/meedoen/", follow=True)
    assert answer.redirect_chain == [(f"{OVERVIEW}{tielt.pk}/", 302)]
    assert said(answer) == ["Tielt doet mee. Nodig nu iemand uit."]
    assert (Onboarding.objects.get().is_open, MunicipalityPage.objects.count()) == (True, 4)
    entry = ModelLogEntry.objects.get(action=audit.JOIN)
    assert (entry.label, entry.user.email) == ("Tielt", "province.provincie@ikkooplokaal.example")


def test_a_municipality_that_merged_has_no_screen(province, tielt):
    old = MunicipalityFactory(name="Meulebeke", slug="meulebeke", nis="37007", successor=tielt)
    assert {province.get(f"{OVERVIEW}{old.pk}/{tail}").status_code for tail in ("", "meedoen/", "uitstappen/")} == {404}
    assert (province.post(f"{OVERVIEW}{old.pk}/meedoen/").status_code, Onboarding.objects.exists()) == (404, False)


def test_a_municipality_that_merged_while_it_took_part_is_there_until_it_leaves(province, tielt):
    old = MunicipalityFactory(name="Meulebeke", slug="meulebeke", nis="37007")
    onboard(municipality=old, at=AT)
    editor = roles.editor(old)
    Municipality.objects.filter(pk=old.pk).update(successor=tielt)
    assert reach(editor).edits(old.pk)
    assert rows(province.get(OVERVIEW))["Meulebeke"].startswith("sinds 23 november 2026 , opgegaan in Tielt 1 ")
    tails = ("", "uitstappen/", f"mensen/{editor.pk}/")
    assert [province.get(f"{OVERVIEW}{old.pk}/{tail}").status_code for tail in tails] == [200, 200, 200]
    answer = province.post(f"{OVERVIEW}{old.pk}/mensen/{editor.pk}/tweede-stap/", follow=True)
    assert answer.redirect_chain == [(f"{OVERVIEW}{old.pk}/mensen/{editor.pk}/", 302)]
    answer = province.post(f"{OVERVIEW}{old.pk}/uitstappen/", follow=True)
    assert answer.redirect_chain == [(OVERVIEW, 302)]
    assert said(answer) == ["Meulebeke doet niet meer mee. Wat op de site stond, staat er nog."]
    assert set(rows(answer)) == {"Tielt"}
    assert (province.get(f"{OVERVIEW}{old.pk}/").status_code, reach(User.objects.get(pk=editor.pk)).edits(old.pk)) == (404, False)


def test_the_last_person_of_a_merged_municipality_is_let_out_by_the_province(province, tielt):
    old = MunicipalityFactory(name="Meulebeke", slug="meulebeke", nis="37007")
    begin(old, AT)
    editor = roles.editor(old)
    Municipality.objects.filter(pk=old.pk).update(successor=tielt)
    answer = province.post(f"{OVERVIEW}{old.pk}/mensen/{editor.pk}/afnemen/", follow=True)
    assert said(answer) == [f"{editor.email} werkt niet meer mee voor Meulebeke."]
    assert not User.objects.get(pk=editor.pk).is_active


def test_leaving_is_asked_about_with_who_loses_what_and_then_done(province, tielt):
    onboard(municipality=tielt, at=AT)
    editor = roles.editor(tielt)
    told = [words(item) for item in soup(province.get(f"{OVERVIEW}{tielt.pk}/uitstappen/")).select(".province-list li")]
    assert told[0] == f"1 persoon verliest zijn rol hier, meteen: {editor.email}."
    assert (editor.groups.count(), Onboarding.objects.get().is_open) == (1, True)
    answer = province.post(f"{OVERVIEW}{tielt.pk}/uitstappen/", follow=True)
    assert said(answer) == ["Tielt doet niet meer mee. Wat op de site stond, staat er nog."]
    assert (editor.groups.count(), Onboarding.objects.get().is_open) == (0, False)
    assert said(province.post(f"{OVERVIEW}{tielt.pk}/uitstappen/", follow=True)) == ["Tielt doet niet mee."]


def test_a_municipality_shows_its_pages_in_four_languages(province, tielt):
    onboard(municipality=tielt, at=AT)
    MunicipalityPage.objects.get(locale__language_code="nl").save_revision().publish()
    shown = [words(item) for item in soup(province.get(f"{OVERVIEW}{tielt.pk}/")).select(".province-pages li")]
    assert shown == ["Tielt (nl) bekijk op de site : nl", *(f"Tielt ({code}) nog niet online" for code in ("fr", "en", "de"))]


def test_only_the_province_and_superusers_have_these_screens(client, tielt):
    onboard(municipality=tielt, at=AT)
    editor = roles.editor(tielt)
    addresses = [OVERVIEW, *(f"{OVERVIEW}{tielt.pk}/{tail}" for tail in ("", "meedoen/", "uitstappen/", f"mensen/{editor.pk}/"))]
    for user, expected in ((editor, 302), (roles.author(tielt), 302), (roles.province(), 200), (roles.superuser(), 200)):
        sign_in(client, user)
        assert {client.get(address).status_code for address in addresses} == {expected}, user
    sign_in(client, editor)
    assert client.post(f"{OVERVIEW}{tielt.pk}/uitstappen/")["Location"] == "/admin/"
    assert Onboarding.objects.get().is_open


def test_the_menu_leads_the_province_there_and_shows_an_editor_nothing(client, tielt):
    onboard(municipality=tielt, at=AT)
    for user, expected in ((roles.province(), True), (roles.superuser(), True), (roles.editor(tielt), False)):
        shown = sign_in(client, user).get("/admin/").content.decode()
        assert (OVERVIEW in shown, "/admin/snippets/municipalities/municipality/" in shown) == (expected, expected), user
