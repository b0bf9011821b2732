"""The accessibility statement and its five parts: status, what is not accessible, how it was looked at, feedback, complaints."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from home.desk import waiting
from home.first_pages import lay_out_first_pages
from home.models import AccessibilityPage
from municipalities.onboarding import onboard
from tests.conftest import BRUSSELS
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.remembered import once
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
PARTS = {
    "nl": [
        "Hoe toegankelijk is deze site?",
        "Wat nog niet goed is",
        "Over deze verklaring",
        "Werkt er iets niet voor jou?",
        "Niet tevreden met ons antwoord?",
    ],
}
PAGES = {"nl": "/nl/toegankelijkheid/", "fr": "/fr/accessibilite/", "en": "/en/accessibility/", "de": "/de/barrierefreiheit/"}


@pytest.fixture
def page(laid_out, wednesday) -> AccessibilityPage:
    once("first pages", lay_out_first_pages)
    return AccessibilityPage.objects.get(locale__language_code="nl")


@pytest.mark.parametrize("language", PAGES)
def test_it_has_the_five_parts_of_the_law_in_each_language(page, visit, language):
    shown = visit(PAGES[language])
    assert [section["aria-labelledby"] for section in shown.soup.select("section.legal")] == ["status", "gebreken", "nagekeken", "melden", "klacht"]
    assert len(shown.texts(".stored__kind")) == 3


def test_it_says_them_in_words(page, visit):
    shown = visit(PAGES["nl"])
    assert shown.texts("main h2") == PARTS["nl"]
    assert (
        shown.text("[aria-labelledby=status] strong")
        == "Deze site voldoet gedeeltelijk aan WCAG 2.2, niveau AA. Wat nog niet klopt, staat hieronder."
    )
    assert shown.texts("[aria-labelledby=gebreken] h3") == ["Waarom: dit klopt nog niet met de norm"]
    assert "op 22 november 2026, op basis van eigen onderzoek" in shown.text("[aria-labelledby=nagekeken] p")
    assert "Je krijgt antwoord binnen 5 werkdagen. Schrijf ons" in shown.text("[aria-labelledby=melden]")
    assert ("Vlaamse Ombudsdienst", "https://www.vlaamseombudsdienst.be") in shown.links("[aria-labelledby=klacht] a")


def test_facts_of_the_dutch_page_hold_in_every_language(page, visit):
    AccessibilityPage.objects.filter(pk=page.pk).update(status="full", answer_days=1, feedback_email="toegang@west-vlaanderen.example")
    french = visit(PAGES["fr"])
    assert "toegang@west-vlaanderen.example" in french.text("[aria-labelledby=melden]")
    assert french.text("[aria-labelledby=status] strong") == "Ce site est entièrement conforme aux WCAG 2.2, niveau AA."


def gap(why: str = "not yet") -> tuple[str, dict]:
    return ("gap", {"what": "Foto’s hebben niet altijd een beschrijving.", "why": why, "instead": ""})


def sent(**changed) -> dict:
    facts = {
        "title": "Toegankelijkheid",
        "slug": "toegankelijkheid",
        "intro": "",
        "measures": rich_text(""),
        "feedback": rich_text("<p>Zeg het.</p>"),
    }
    facts |= {"enforcement": rich_text("<p>De ombudsdienst.</p>"), "status": "partial", "method": "self", "answer_days": "5"}
    facts |= {"prepared_on": "2026-11-22", "reviewed_on": "2026-11-22", "feedback_email": "", "feedback_phone": "", "gaps": streamfield([gap()])}
    return nested_form_data(facts | changed | {"action-publish": "1"})


@pytest.fixture
def publish(page, client):
    """What the form says to these fields; {} once it is published."""
    sign_in(client, roles.superuser())
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])

    def send(**changed) -> dict[str, list[str]]:
        answer = client.post(address, sent(**changed))
        return {} if answer.status_code == 302 else dict(answer.context["form"].errors)

    return send


def test_a_statement_that_agrees_with_itself_is_published(publish, page):
    assert publish(status="full", gaps=streamfield([gap("burden")])) == {}
    page.refresh_from_db()
    assert page.status == "full"


@pytest.mark.parametrize("part", ["feedback", "enforcement", "prepared_on", "reviewed_on", "answer_days"])
def test_a_part_that_the_law_asks_cannot_be_left_out(publish, part):
    empty = rich_text("") if part in ("feedback", "enforcement") else ""
    assert set(publish(**{part: empty})) == {part}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"gaps": streamfield([])}, "gaps"),
        ({"status": "full"}, "gaps"),
        ({"reviewed_on": "2026-11-21"}, "reviewed_on"),
        ({"reviewed_on": "2026-11-26"}, "reviewed_on"),
    ],
    ids=["not all is right and nothing is wrong", "all is right but for", "looked at before it was written", "looked at tomorrow"],
)
def test_what_does_not_agree_with_itself_is_said_at_its_field(publish, changed, field):
    assert set(publish(**changed)) == {field}


def waits(user, at: datetime) -> str:
    found = waiting.statement_to_review(user, None, at)
    return found.url if found else ""


def test_a_year_after_the_last_look_it_waits_on_the_desk_of_the_province_and_of_nobody_else(page):
    tielt = MunicipalityFactory(name="Tielt", slug="tielt", nis="37022")
    onboard(municipality=tielt, at=datetime(2026, 11, 1, tzinfo=BRUSSELS))
    looked = datetime(2026, 11, 22, 12, tzinfo=BRUSSELS)
    province = roles.province()
    assert waits(province, looked + timedelta(days=364)) == ""
    assert waits(province, looked + timedelta(days=365)) == f"/admin/pages/{page.pk}/edit/"
    assert waits(roles.editor(tielt), looked + timedelta(days=365)) == ""


def test_a_statement_that_is_looked_at_again_waits_no_more(page):
    AccessibilityPage.objects.filter(pk=page.pk).update(reviewed_on=date(2027, 11, 20))
    assert waits(roles.province(), datetime(2027, 11, 25, tzinfo=BRUSSELS)) == ""
