"""From the admin's door to the admin: password, second step, throttles, and a password that was forgotten."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import hashers
from django.test import Client

from accounts.models import User
from home.demo.logins import code_of, give_app, secret_of
from mail.models import OutgoingMail
from tests.signing_in import sign_in, sign_in_by_password_only

EMAIL, PASSWORD = "beheer@ikkooplokaal.example", "een lange zin van mij"
LOGIN, CODE, RESET = "/account/login/", "/account/tweede-stap/code/", "/account/wachtwoord/vergeten/"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def now(clock) -> datetime:
    """Noon in Brussels, at the first second of a code."""
    return clock(2026, 11, 25, 12, 0)


@pytest.fixture
def user(site_tree) -> User:
    made = User.objects.create_superuser(EMAIL, PASSWORD, first_name="Lies")
    give_app(made, secret_of(EMAIL))
    return made


def log_in(client: Client, password: str = PASSWORD, email: str = EMAIL, **more: str):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def shown(answer) -> str:
    """The words of the page's error, one line."""
    found = re.search(r'class="mishap".*?</div>', answer.content.decode(), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0].partition(">")[2]).split()) if found else ""


def test_from_the_door_of_the_admin_by_password_and_code_to_where_one_was_going(client, user, now):
    assert client.get("/admin/images/").headers["Location"] == "/account/login/?next=/admin/images/"
    assert log_in(client, next="/admin/images/").headers["Location"] == CODE
    assert client.get("/admin/images/").status_code == 302
    answer = client.post(CODE, {"code": code_of(EMAIL, now)})
    assert answer.headers["Location"] == "/admin/images/"
    assert client.get("/admin/images/").status_code == 200


def test_capitals_and_blanks_in_the_address_do_not_matter(client, user):
    assert log_in(client, email="  Beheer@IkKoopLokaal.example ").headers["Location"] == CODE


def test_another_site_is_no_place_to_go_to_after_the_login(client, user, now):
    log_in(client, next="https://elders.example/")
    assert client.post(CODE, {"code": code_of(EMAIL, now)}).headers["Location"] == "/admin/"


def test_a_code_is_good_for_once_even_while_it_is_still_shown(client, user, now, time_machine):
    log_in(client)
    client.post(CODE, {"code": code_of(EMAIL, now)})
    time_machine.move_to(now + timedelta(seconds=40), tick=False)
    other = Client()
    log_in(other)
    assert shown(other.post(CODE, {"code": code_of(EMAIL, now)})) == "Code : Die code is al gebruikt. Wacht tot je app een nieuwe toont."
    assert other.post(CODE, {"code": code_of(EMAIL, now + timedelta(seconds=40))}).headers["Location"] == "/admin/"


def test_a_wrong_code_says_so_and_lets_nobody_in(client, user):
    log_in(client)
    assert shown(client.post(CODE, {"code": "000000"})) == "Code : Deze code klopt niet. Neem de code die je app nu toont."
    assert client.get("/admin/").status_code == 302


def test_an_unknown_address_a_wrong_password_and_a_login_that_is_off_get_the_same_answer_and_cost_a_hash_each(client, user, monkeypatch):
    User.objects.create_user("weg@ikkooplokaal.example", PASSWORD, is_active=False)
    User.objects.create_user("genodigd@ikkooplokaal.example", None)
    hashed = []
    encode = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", lambda self, password, salt: hashed.append(password) or encode(self, password, salt))
    answers = {}
    for email, password in [
        (EMAIL, "fout wachtwoord"),
        ("niemand@ikkooplokaal.example", PASSWORD),
        ("weg@ikkooplokaal.example", PASSWORD),
        ("genodigd@ikkooplokaal.example", PASSWORD),
    ]:
        hashed.clear()
        answer = log_in(Client(), password, email)
        text = re.sub(r'value="[^"]*"', "", answer.content.decode())
        answers[email] = (answer.status_code, shown(answer), text, len(hashed))
    assert len(set(answers.values())) == 1
    assert answers[EMAIL][:2] == (200, "Dit e-mailadres en wachtwoord horen niet samen. Kijk ze na en probeer opnieuw.")
    assert answers[EMAIL][3] == 1


def test_what_was_typed_is_kept_but_not_the_password(client, user):
    page = log_in(client, "fout wachtwoord").content.decode()
    assert f'value="{EMAIL}"' in page and "fout wachtwoord" not in page


@pytest.mark.parametrize("email", [EMAIL, "niemand@ikkooplokaal.example"])
def test_after_ten_tries_an_address_waits_a_quarter_whether_it_exists_or_not(client, user, email, now, time_machine):
    for _ in range(10):
        assert shown(log_in(client, "fout wachtwoord", email)).startswith("Dit e-mailadres")
    time_machine.move_to(now + timedelta(minutes=4), tick=False)
    answer = log_in(client, PASSWORD, email)
    assert shown(answer) == "Dat was te vaak na elkaar. Probeer het over 11 minuten opnieuw."
    assert f'value="{email}"' in answer.content.decode()
    time_machine.move_to(now + timedelta(minutes=15, seconds=1), tick=False)
    assert "te vaak" not in shown(log_in(client, PASSWORD, email))


def test_who_gets_in_begins_to_count_anew(client, user):
    for _ in range(9):
        log_in(Client(), "fout wachtwoord")
    assert log_in(Client()).headers["Location"] == CODE
    for _ in range(9):
        assert "te vaak" not in shown(log_in(Client(), "fout wachtwoord"))


def test_after_sixty_tries_a_network_waits_whatever_addresses_it_tries(client, user):
    for number in range(60):
        log_in(client, "fout wachtwoord", f"raden-{number}@ikkooplokaal.example")
    assert shown(log_in(client)) == "Dat was te vaak na elkaar. Probeer het over 15 minuten opnieuw."
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert log_in(elsewhere).headers["Location"] == CODE


def test_after_six_wrong_codes_a_person_waits_ten_minutes_with_the_right_one_too(client, user, now):
    log_in(client)
    for _ in range(6):
        client.post(CODE, {"code": "000000"})
    assert shown(client.post(CODE, {"code": code_of(EMAIL, now)})) == "Code : Dat was te vaak na elkaar. Probeer het over 10 minuten opnieuw."
    assert client.get("/admin/").status_code == 302


def test_after_thirty_wrong_codes_in_a_day_a_person_waits_for_the_next(client, user, now, time_machine):
    for round_ in range(5):
        time_machine.move_to(now + timedelta(minutes=11 * round_), tick=False)
        log_in(client)
        for _ in range(6):
            client.post(CODE, {"code": "000000"})
    time_machine.move_to(now + timedelta(hours=1), tick=False)
    log_in(client)
    assert shown(client.post(CODE, {"code": "000000"})) == "Code : Dat was te vaak na elkaar. Probeer het over 23 uur opnieuw."


def test_logging_out_from_the_admin_works_for_one_step_and_for_two(client, user):
    for by in [sign_in, sign_in_by_password_only]:
        by(client, user)
        assert client.post("/admin/logout/").headers["Location"] == LOGIN
        assert client.get("/admin/").headers["Location"] == "/account/login/?next=/admin/"


def test_a_session_of_one_step_goes_on_to_the_second_and_then_where_it_was_going(client, user, now):
    sign_in_by_password_only(client, user)
    place = client.get("/admin/images/").headers["Location"]
    assert place == "/account/tweede-stap/bevestigen/?next=/admin/images/"
    assert "Met je wachtwoord" not in client.get(place).content.decode()
    assert client.post(place, {"code": code_of(EMAIL, now)}).headers["Location"] == "/admin/images/"
    assert client.get("/admin/images/").status_code == 200


@pytest.fixture
def reset(django_capture_on_commit_callbacks):
    def ask(email: str, client: Client):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(RESET, {"email": email})

    return ask


def link_in(mail: OutgoingMail) -> str:
    return re.search(r"https?://[^/]+(/account/wachtwoord/nieuw/\S+)", mail.text)[1]


@pytest.fixture
def keep_mail(settings):
    settings.KEEP_SENT_MAIL = True


def test_a_forgotten_password_is_chosen_anew_by_a_mail_and_the_second_step_stays(client, user, reset, keep_mail, now):
    old_session = sign_in(Client(), user)
    assert reset(EMAIL, client).headers["Location"] == RESET + "verstuurd/"
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject, mail.language) == (EMAIL, "Een nieuw wachtwoord kiezen", "nl")
    assert "Dag Lies," in mail.text and "Dag Lies," in mail.html
    form = client.get(link_in(mail)).headers["Location"]
    assert form.endswith("-set-password/")
    page = client.post(form, {"password1": "nog een lange zin", "password2": "nog een lange zin"})
    assert page.headers["Location"] == "/account/wachtwoord/nieuw/klaar/"
    assert old_session.get("/admin/").status_code == 302
    assert log_in(client, "nog een lange zin").headers["Location"] == CODE
    assert OutgoingMail.objects.order_by("pk").last().subject == "Je wachtwoord is veranderd"


def test_the_link_of_a_reset_works_once_and_for_two_hours(client, user, reset, keep_mail, now, time_machine):
    reset(EMAIL, client)
    link = link_in(OutgoingMail.objects.get())
    time_machine.move_to(now + timedelta(hours=2, seconds=1), tick=False)
    assert "Deze link werkt niet meer." in client.get(link).content.decode()
    time_machine.move_to(now + timedelta(hours=1, minutes=59), tick=False)
    form = client.get(link).headers["Location"]
    client.post(form, {"password1": "nog een lange zin", "password2": "nog een lange zin"})
    assert "Deze link werkt niet meer." in Client().get(link).content.decode()


@pytest.mark.parametrize("email", ["niemand@ikkooplokaal.example", "weg@ikkooplokaal.example"])
def test_a_reset_for_who_has_no_login_looks_the_same_and_writes_nobody(client, user, reset, email, django_assert_num_queries):
    User.objects.create_user("weg@ikkooplokaal.example", PASSWORD, is_active=False)
    known, unknown = Client(), Client()
    answers = [reset(EMAIL, known), reset(email, unknown)]
    assert len({(answer.status_code, answer.headers["Location"]) for answer in answers}) == 1
    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize("email", [EMAIL, "niemand@ikkooplokaal.example"])
def test_the_fifth_reset_within_an_hour_waits_whether_the_address_exists_or_not(client, user, reset, email):
    for _ in range(4):
        assert reset(email, client).status_code == 302
    assert shown(reset(email, client)) == "E-mailadres : Dat was te vaak na elkaar. Probeer het over 60 minuten opnieuw."


@pytest.mark.parametrize(
    ("password", "wrong"),
    [
        ("kort en zeg", "Dit wachtwoord is te kort: neem minstens 12 tekens."),
        ("728394605172", "Dit wachtwoord bevat alleen cijfers."),
        ("1qaz2wsx3edc", "Dit wachtwoord is te algemeen."),
        ("wachtwoord2026", "Dit wachtwoord is makkelijk te raden. Neem liever een zin die alleen jij verzint."),
        ("beheer@ikkooplokaal", "Het wachtwoord lijkt te veel op"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(client, user, reset, keep_mail, password, wrong):
    reset(EMAIL, client)
    form = client.get(link_in(OutgoingMail.objects.get())).headers["Location"]
    assert wrong in shown(client.post(form, {"password1": password, "password2": password}))
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_passwords_are_kept_as_argon2_in_production():
    from ikkooplokaal.settings import base

    assert base.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


@pytest.mark.parametrize("address", [LOGIN, RESET, "/account/", CODE, "/account/uitnodiging/onbekend/", "/account/bestaat-niet/"])
def test_no_page_of_the_login_is_kept_by_anyone(client, site_tree, address):
    assert "no-store" in client.get(address).headers["Cache-Control"]


def test_the_login_speaks_as_the_site_does_and_names_no_software(client, site_tree):
    page = client.get(LOGIN).content.decode()
    assert '<html lang="nl-BE">' in page and "Dag. Kom binnen." in page
    assert [word for word in ["Wagtail", "wagtail", "Django", "allauth"] if word in page] == []
    assert 'autocomplete="username"' in page and 'autocomplete="current-password"' in page


def test_a_moment_in_a_mail_is_one_of_brussels(client, user, keep_mail, django_capture_on_commit_callbacks):
    sign_in(client, user)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/wachtwoord/", {"oldpassword": PASSWORD, "password1": "nog een lange zin", "password2": "nog een lange zin"})
    mail = OutgoingMail.objects.get()
    assert "Je wachtwoord is veranderd: 25 november 2026, 12:00." in mail.text
    assert client.get("/admin/").status_code == 200
    assert datetime(2026, 11, 25, 11, tzinfo=UTC) == mail.created_at
