"""Writing to the province: what is asked, what is kept, who reads it."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail as sent_mail
from django.core.cache import cache
from django.test import Client
from wagtail.contrib.forms.models import FormSubmission

from home import contact
from home.first_pages import lay_out_first_pages
from home.models import ContactPage
from mail.models import OutgoingMail
from municipalities.onboarding import onboard, open_province
from tests import proofs
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.remembered import once
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
LETTER = {"veld-naam": "Mia", "veld-email": "mia@voorbeeld.example", "veld-bericht": "De uren van De Kroon kloppen niet."}


@pytest.fixture
def page(laid_out, wednesday) -> ContactPage:
    once("first pages with an address", first_pages_with_an_address)
    return ContactPage.objects.get(locale__language_code="nl")


def first_pages_with_an_address() -> None:
    lay_out_first_pages()
    found = ContactPage.objects.get(locale__language_code="nl")
    found.to_address = "economie@west-vlaanderen.example"
    found.save_revision().publish()


def written(client: Client, page: ContactPage, **more: Any) -> Any:
    return client.post(page.url, LETTER | more)


def test_a_letter_is_kept_and_mailed_to_the_address_of_the_page(page, client):
    answer = written(client, page)
    assert (answer.status_code, answer["Location"]) == (303, "/nl/contact/verzonden/")
    assert FormSubmission.objects.get().form_data == {
        "naam": "Mia",
        "email": "mia@voorbeeld.example",
        "bericht": "De uren van De Kroon kloppen niet.",
    }
    row = OutgoingMail.objects.get()
    assert (row.to, row.template, row.language, row.reply_to) == (
        "economie@west-vlaanderen.example",
        "contact_message",
        "nl",
        "mia@voorbeeld.example",
    )
    for part in ("Je naam", "Mia", "mia@voorbeeld.example", "De uren van De Kroon kloppen niet.", f"/admin/forms/submissions/{page.pk}/"):
        assert part in row.text
    said = "Geschreven op de site in het Nederlands. Beantwoord deze mail gewoon: je antwoord gaat naar mia@voorbeeld.example."
    assert [said in " ".join(text.split()) for text in (row.text, row.html)] == [True, True]


def test_a_letter_without_an_address_says_that_nobody_can_be_answered(page, client):
    page.form_fields.filter(clean_name="email").update(required=False)
    thanks = "Bedankt. Je krijgt antwoord op het mailadres dat je opgaf."
    ContactPage.objects.update(thanks="")
    assert written(client, page, **{"veld-email": ""}).status_code == 303
    row = OutgoingMail.objects.get()
    assert (row.reply_to, "Er staat geen mailadres bij: je kunt niet antwoorden." in " ".join(row.text.split())) == ("", True)
    assert "Bedankt voor je bericht." in Client().get("/nl/contact/verzonden/").content.decode()
    page.form_fields.filter(clean_name="email").update(required=True)
    cache.clear()
    assert thanks in Client().get("/nl/contact/verzonden/").content.decode()


def test_without_an_address_it_is_read_in_the_admin_only(page, client):
    page.to_address = ""
    page.save_revision().publish()
    written(client, page)
    assert (FormSubmission.objects.count(), OutgoingMail.objects.count(), len(sent_mail.outbox)) == (1, 0, 0)


def test_a_letter_in_french_goes_to_the_same_address_and_says_its_language(page, client):
    french = ContactPage.objects.get(locale__language_code="fr")
    assert written(client, french)["Location"] == "/fr/contact/verzonden/"
    row = OutgoingMail.objects.get()
    assert (row.to, "Geschreven op de site in het Frans." in row.text) == ("economie@west-vlaanderen.example", True)


def test_what_was_typed_stays_when_something_is_wrong(page, visit, client):
    answer = client.post(page.url, LETTER | {"veld-email": "geen adres"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "De uren van De Kroon kloppen niet.</textarea>" in text
    assert 'value="geen adres"' in text
    assert 'href="#id_veld-email"' in text
    assert FormSubmission.objects.count() == 0


def test_the_form_is_kept_by_nobody_and_the_thanks_by_anybody(page, client):
    form = client.get(page.url)
    assert "no-store" in form["Cache-Control"]
    assert list(form.cookies) == ["csrftoken"]
    assert not form.has_header("X-Robots-Tag")
    thanks = Client().get("/nl/contact/verzonden/")
    assert "public" in thanks["Cache-Control"]
    assert not thanks.cookies
    assert thanks["X-Robots-Tag"] == "noindex"
    assert "binnen vijf werkdagen" in thanks.content.decode()


def test_it_says_how_long_a_letter_is_kept(page, visit):
    assert "We bewaren je bericht 6 maanden" in visit(page.url).text("form")


def test_without_a_proof_of_work_one_writes_three_times_an_hour(page, client, clock):
    assert [written(client, page).status_code for _ in range(4)] == [303, 303, 303, 429]
    answer = written(client, page)
    assert answer["Retry-After"] == "3600"
    assert "De uren van De Kroon kloppen niet.</textarea>" in answer.content.decode()
    clock(2026, 11, 25, 12, 41)
    assert written(client, page).status_code == 303


def test_with_a_proof_one_writes_more_and_a_proof_holds_once(page, client, wednesday):
    for _ in range(3):
        written(client, page)
    proof = proofs.proof(contact.bound_to(page), wednesday)
    assert written(client, page, proof=proof).status_code == 303
    again = written(client, page, proof=proof)
    assert (again.status_code, "robots" in again.content.decode()) == (200, True)
    assert FormSubmission.objects.count() == 4


def test_beyond_thirty_letters_an_hour_without_proof_all_are_kept_and_one_mail_says_that_more_came(page, client, clock, wednesday):
    french = ContactPage.objects.get(locale__language_code="fr")
    for number in range(33):
        answer = client.post((page, french)[number % 2].url, LETTER, REMOTE_ADDR=f"198.51.{number}.7")
        assert answer.status_code == 303
    assert FormSubmission.objects.count() == 33
    assert Counter(OutgoingMail.objects.values_list("template", flat=True)) == {"contact_message": 30, "contact_more": 1}
    more = OutgoingMail.objects.get(template="contact_more")
    assert (more.to, "/admin/forms/" in more.text, "mia@" in more.text) == ("economie@west-vlaanderen.example", True, False)
    proof = proofs.proof(contact.bound_to(page), wednesday)
    assert client.post(page.url, LETTER | {"proof": proof}, REMOTE_ADDR="203.0.113.9").status_code == 303
    assert OutgoingMail.objects.filter(template="contact_message").count() == 31, "a proof of work counts apart"
    clock(2026, 11, 25, 12, 41)
    client.post(page.url, LETTER, REMOTE_ADDR="203.0.113.9")
    assert Counter(OutgoingMail.objects.values_list("template", flat=True)) == {"contact_message": 32, "contact_more": 1}


def test_the_challenge_is_kept_by_nobody(page, client):
    answer = client.get("/nl/contact/controle/")
    assert answer.json()["parameters"]["data"]["for"] == f"contact {page.pk}"
    assert "no-store" in answer["Cache-Control"]


def test_letters_are_erased_after_the_months_that_the_page_names(page, client, clock):
    written(client, page)
    assert contact.forget_old(datetime(2027, 5, 25, 10, 30, tzinfo=UTC)) == 0
    assert contact.forget_old(datetime(2027, 5, 26, tzinfo=UTC)) == 1
    assert FormSubmission.objects.count() == 0


def test_a_month_before_the_last_of_august_is_the_last_of_february():
    assert contact.months_before(datetime(2026, 8, 31, 12, tzinfo=UTC), 6) == datetime(2026, 2, 28, 12, tzinfo=UTC)
    assert contact.months_before(datetime(2026, 1, 15, tzinfo=UTC), 1) == datetime(2025, 12, 15, tzinfo=UTC)


# -- who reads them


def test_only_the_province_reads_and_erases_letters(page, client):
    open_province()
    town = MunicipalityFactory(name="Tielt", slug="tielt", nis="37022")
    onboard(municipality=town, at=datetime(2026, 11, 23, 9, tzinfo=UTC))
    written(client, page)
    listed, gone = f"/admin/forms/submissions/{page.pk}/", f"/admin/forms/submissions/{page.pk}/delete/"
    editor = sign_in(Client(), roles.editor(town))
    for address in ("/admin/forms/", listed, f"{listed}results/", gone):
        assert "mia@voorbeeld" not in editor.get(address, follow=True).content.decode(), address
    editor.post(f"{gone}?selected-submissions={FormSubmission.objects.get().pk}")
    assert FormSubmission.objects.count() == 1
    province = sign_in(Client(), roles.province())
    assert "mia@voorbeeld.example" in province.get(listed).content.decode()
    assert province.get(f"{gone}?selected-submissions=abc").status_code in {302, 403}
    province.post(f"{gone}?selected-submissions={FormSubmission.objects.get().pk}")
    assert FormSubmission.objects.count() == 0


def test_letters_become_no_spreadsheet(page, client):
    open_province()
    written(client, page)
    province = sign_in(Client(), roles.province())
    answer = province.get(f"/admin/forms/submissions/{page.pk}/", {"export": "csv"})
    assert answer["Content-Type"].startswith("text/html")
