"""The province's screens about people."""

from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from mail.models import OneTimeLink, OutgoingMail
from municipalities import onboarding
from municipalities.models import Municipality, Role
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]
AT = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)


@pytest.fixture
def tielt(wednesday) -> Municipality:
    town = MunicipalityFactory(name="Tielt", slug="tielt", nis="37022")
    onboarding.begin(town, AT)
    return town


@pytest.fixture
def province(client: Client, wednesday) -> Client:
    return sign_in(client, roles.province())


def at(town: Municipality, *parts: object) -> str:
    return "/".join(["/admin/gemeenten", str(town.pk), *map(str, parts), ""])


def soup(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(node) -> str:
    return " ".join(node.get_text(" ").split())


def said(response) -> list[str]:
    return [words(message) for message in soup(response).select(".messages > ul > li")]


def listed(response) -> list[str]:
    return [words(row) for row in soup(response).select("[aria-labelledby=mensen] tbody tr")]


def groups_of(user: User) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


def test_somebody_is_invited_by_an_address_and_a_role(province, tielt):
    answer = province.post(at(tielt), {"email": "An@Tielt.example", "role": "author"}, follow=True)
    assert answer.redirect_chain == [(at(tielt), 302)]
    assert said(answer) == ["Er is een uitnodiging naar an@tielt.example vertrokken."]
    assert listed(answer) == ["an@tielt.example auteur uitgenodigd, tot 2 december 11:40 Stuur opnieuw : an@tielt.example"]


def test_what_is_wrong_with_an_invitation_stands_at_its_field(province, tielt):
    editor = roles.editor(tielt)
    wrong = {editor.email: f"{editor} is al redacteur.", "": "Dit is een verplicht veld.", "an": "Voer een geldig e-mailadres in."}
    for address, told in wrong.items():
        form = soup(province.post(at(tielt), {"email": address, "role": "editor"})).select_one("[aria-labelledby=uitnodigen]")
        assert [words(error) for error in form.select(".error-message")] == [told]
        assert (form.select_one("[name=email]")["value"] if address else "") == address
    assert OutgoingMail.objects.count() == 0


def test_nobody_becomes_of_the_province_by_the_form(province, tielt):
    assert soup(province.post(at(tielt), {"email": "an@tielt.example", "role": "province"})).select_one(".error-message") is not None
    assert User.objects.filter(email="an@tielt.example").exists() is False


def test_a_colleague_of_the_province_cannot_be_invited_by_the_form(province, tielt):
    roles.somebody(Role.PROVINCE, email="jan@provincie.example")
    form = soup(province.post(at(tielt), {"email": "jan@provincie.example", "role": "editor"}))
    assert "beslist alleen wie de site beheert" in words(form.select_one(".error-message"))


def test_the_list_of_people_says_what_the_province_needs_to_help(province, tielt):
    editor, _author = roles.editor(tielt), roles.author(tielt)
    User.objects.filter(pk=editor.pk).update(first_name="An", last_name="De Smet", last_login=AT)
    Authenticator.objects.create(user=editor, type="totp", data={})
    assert listed(province.get(at(tielt))) == [
        "author.tielt@ikkooplokaal.example auteur nog nooit nog niet",
        "An De Smet editor.tielt@ikkooplokaal.example redacteur 25 november 2026 11:40 ja",
    ]


def test_the_page_of_a_municipality_costs_as_much_for_thirty_people_as_for_one(province, tielt, django_assert_num_queries):
    group = roles.editor(tielt).groups.get()
    province.get(at(tielt))
    with django_assert_num_queries(25):
        assert len(listed(province.get(at(tielt)))) == 1
    for number in range(29):
        User.objects.create(email=f"{number}@tielt.example", is_active=False).groups.add(group)
    with django_assert_num_queries(25):
        assert len(listed(province.get(at(tielt)))) == 30


def test_an_invitation_is_sent_again_by_one_button(province, tielt):
    province.post(at(tielt), {"email": "an@tielt.example", "role": "editor"})
    user = User.objects.get(email="an@tielt.example")
    answer = province.post(at(tielt, "mensen", user.pk, "opnieuw"), follow=True)
    assert said(answer)[1:] == ["Er is een nieuwe uitnodiging naar an@tielt.example vertrokken. De vorige link werkt niet meer."]
    assert (OutgoingMail.objects.count(), OneTimeLink.objects.filter(expires_at__gt=AT).count()) == (2, 1)


def test_an_invitation_that_lapsed_says_so(province, tielt):
    province.post(at(tielt), {"email": "an@tielt.example", "role": "editor"})
    OneTimeLink.objects.update(expires_at=AT)
    assert listed(province.get(at(tielt))) == ["an@tielt.example redacteur uitnodiging verlopen Stuur opnieuw : an@tielt.example"]


def test_the_page_of_a_person_offers_what_fits_them(province, tielt):
    editor = roles.editor(tielt)

    def offered() -> set[str]:
        return {words(heading) for heading in soup(province.get(at(tielt, "mensen", editor.pk))).select("main h2")}

    assert offered() == {"Verander de rol", "Neem de toegang af"}
    Authenticator.objects.create(user=editor, type="webauthn", data={})
    assert offered() == {"Verander de rol", "Telefoon kwijt", "Neem de toegang af"}
    User.objects.filter(pk=editor.pk).update(is_active=False)
    Authenticator.objects.all().delete()
    assert offered() == {"Stuur de uitnodiging opnieuw", "Verander de rol", "Neem de toegang af"}


def test_a_role_is_changed(province, tielt):
    editor = roles.editor(tielt)
    answer = province.post(at(tielt, "mensen", editor.pk, "rol"), {"role": "author"}, follow=True)
    assert (said(answer), groups_of(editor)) == ([f"{editor} is nu auteur, en kreeg een mail."], {"Tielt (37022): auteurs"})
    assert said(province.post(at(tielt, "mensen", editor.pk, "rol"), {"role": "province"}, follow=True)) == [f"{editor} is al auteur."]


def test_a_lost_telephone_is_forgotten(province, tielt):
    editor = roles.editor(tielt)
    Authenticator.objects.create(user=editor, type="totp", data={})
    answer = province.post(at(tielt, "mensen", editor.pk, "tweede-stap"), follow=True)
    assert said(answer) == [f"De tweede stap van {editor} is gewist. Bij het volgende inloggen stelt die hem opnieuw in."]
    assert (Authenticator.objects.exists(), OutgoingMail.objects.get().to) == (False, editor.email)


def test_access_is_taken_away(province, tielt):
    editor = roles.editor(tielt)
    answer = province.post(at(tielt, "mensen", editor.pk, "afnemen"), follow=True)
    editor.refresh_from_db()
    assert (said(answer), groups_of(editor), editor.is_active) == ([f"{editor} werkt niet meer mee voor Tielt."], set(), False)


def test_opening_an_address_that_does_something_does_nothing(province, tielt):
    editor = roles.editor(tielt)
    assert {province.get(at(tielt, "mensen", editor.pk, deed)).status_code for deed in ("opnieuw", "rol", "tweede-stap", "afnemen")} == {405}
    assert (groups_of(editor), OutgoingMail.objects.count()) == ({"Tielt (37022): redacteurs"}, 0)


def test_a_person_is_found_in_their_own_municipality_only(province, tielt):
    elsewhere = roles.editor(MunicipalityFactory(name="Kortrijk", slug="kortrijk", nis="34022"))
    assert province.get(at(tielt, "mensen", elsewhere.pk)).status_code == 404
    assert province.post(at(tielt, "mensen", elsewhere.pk, "afnemen")).status_code == 404
    assert groups_of(elsewhere) == {"Kortrijk (34022): redacteurs"}


def test_the_province_does_not_even_open_the_page_of_a_superuser_or_a_colleague(province, tielt):
    for user in (roles.superuser(), roles.somebody(Role.PROVINCE, email="jan@provincie.example")):
        user.groups.add(roles.somebody(Role.EDITOR, tielt, f"met.{user.email}").groups.get())
        assert province.get(at(tielt, "mensen", user.pk))["Location"] == "/admin/"
        assert province.post(at(tielt, "mensen", user.pk, "tweede-stap"))["Location"] == "/admin/"
        assert f"mensen/{user.pk}/" not in province.get(at(tielt)).content.decode()


# -- the command


def test_the_command_invites_the_first_person_of_the_province(db, capsys):
    call_command("invite_editor", "els@provincie.example", role="province")
    assert capsys.readouterr().out == "Uitgenodigd als provincie.\n"
    assert groups_of(User.objects.get(email="els@provincie.example")) == {"Provincie"}
    assert OutgoingMail.objects.get().subject == "Werk mee aan Ik koop lokaal"


def test_the_command_invites_an_editor_of_a_municipality_in_a_language(tielt):
    call_command("invite_editor", "an@tielt.example", municipality="tielt", language="fr")
    assert (groups_of(User.objects.get(email="an@tielt.example")), OutgoingMail.objects.get().language) == ({"Tielt (37022): redacteurs"}, "fr")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"email": "an@tielt.example"}, "Geef een gemeente"),
        ({"email": "an@tielt.example", "role": "province", "municipality": "tielt"}, "Geef een gemeente"),
        ({"email": "an", "municipality": "tielt"}, "Dit is geen e-mailadres"),
        ({"email": "an@tielt.example", "municipality": "atlantis"}, "kent geen gemeente"),
    ],
)
def test_the_command_says_what_is_wrong_and_stores_nothing(tielt, given, told):
    with pytest.raises(CommandError, match=told):
        call_command("invite_editor", given.pop("email"), **given)
    assert (User.objects.exists(), OutgoingMail.objects.exists()) == (False, False)
