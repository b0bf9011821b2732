"""Tielt takes part, with an editor, an author and its pages; what a form of Wagtail's would send."""

from datetime import UTC, datetime
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from accounts.models import User
from events.models import EventPage
from home.models import MunicipalityPage
from municipalities.models import Municipality
from municipalities.onboarding import onboard
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.remembered import once
from tests.signing_in import sign_in

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ONE_SUNDAY = {
    "moments-TOTAL_FORMS": "1",
    "moments-INITIAL_FORMS": "0",
    "moments-0-day": "2026-12-06",
    "moments-0-begins": "10:00",
    "moments-0-ends": "18:00",
}


class Editing:
    """A municipality that takes part. editor, author: logged in."""

    def __init__(self, name: str = "Tielt", nis: str = "37022", code: str = "8700"):
        once(f"{name} {nis} {code} with editors", lambda: let_in(name, nis, code))
        self.municipality = Municipality.objects.get(nis=nis)
        self.people = {who: User.objects.get(email=f"{who}.{self.municipality.slug}@ikkooplokaal.example") for who in ("editor", "author")}
        self.editor, self.author = (sign_in(Client(), self.people[who]) for who in ("editor", "author"))
        self.page = dutch_page(self.municipality)

    @property
    def add(self) -> str:
        return reverse("wagtailadmin_pages:add", args=["events", "eventpage", self.page.pk])


def let_in(name: str, nis: str, code: str) -> None:
    town = MunicipalityFactory(name=name, slug=name.lower(), nis=nis, postcodes=[code])
    onboard(municipality=town, at=AT)
    roles.editor(town), roles.author(town)
    dutch_page(town).save_revision().publish()


def dutch_page(town: Municipality) -> MunicipalityPage:
    return MunicipalityPage.objects.get(municipality=town, locale__language_code="nl")


def edit(event: EventPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[event.pk])


def form_at(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    found = BeautifulSoup(answer.content, "html.parser").find("form", id=["page-edit-form", "w-editor-form"])
    assert found, f"no form at {address}: {answer.status_code} {answer.get('Location')}"
    return found


def sent_by(form: BeautifulSoup, **facts: Any) -> dict[str, Any]:
    """What the form would send as it stands, with `facts` typed over. The text of blocks, which a script draws, is sent empty."""
    sent: dict[str, Any] = {"body-count": "0"}
    for field in form.find_all(["input", "textarea"], attrs={"name": True}):
        if field.get("type") not in {"checkbox", "radio", "submit"} or field.has_attr("checked"):
            ticked = "on" if field.get("type") == "checkbox" else ""
            sent[field["name"]] = field.get("value", ticked) if field.name == "input" else field.text
    for select in form.find_all("select", attrs={"name": True, "multiple": False}):
        chosen = select.find("option", selected=True)
        sent[select["name"]] = chosen.get("value", "") if chosen else ""
    sent = {name: value for name, value in sent.items() if "__prefix__" not in name}
    return sent | facts


def filled(client: Client, address: str, facts: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return sent_by(form_at(client, address), **(facts or {}), **more)


def errors(answer: Any) -> dict[str, list[str]]:
    """What the form says is wrong, by field; of a line "changes-0-day"."""
    form = answer.context["form"]
    found = {name: list(words) for name, words in form.errors.items()}
    for formset in form.formsets.values():
        for line in formset.forms:
            found |= {f"{line.prefix}-{name}": list(words) for name, words in line.errors.items()}
        if formset.non_form_errors():
            found[formset.prefix] = list(formset.non_form_errors())
    return found
