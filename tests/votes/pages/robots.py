"""Programs that read mail before people do, and what they do to a link: ask for its head, open it, follow it, and fill in what they find."""

from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse
from django.test import Client

JUNK = {"email": "robot@example.com", "number": "1", "tel": "1", "checkbox": "on"}


def pressed_everything(client: Client, address: str) -> list[HttpResponse]:
    """Sends every form of a page, once by each of its buttons, with every field filled; returns the answers."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return [sent(client, address, form, button) for form in page.select("form") for button in buttons(form)]


def buttons(form: Tag) -> list[Tag | None]:
    return [*form.select("button[type=submit], input[type=submit]")] or [None]


def sent(client: Client, address: str, form: Tag, button: Tag | None) -> HttpResponse:
    fields = {field["name"]: value_of(field) for field in form.select("input[name], textarea[name], select[name]")}
    if button is not None and button.get("name"):
        fields[button["name"]] = button.get("value", "")
    where = urljoin(address, form.get("action") or address)
    return client.post(where, fields) if form.get("method", "get").lower() == "post" else client.get(where, fields)


def value_of(field: Tag) -> str:
    """What it holds, else junk that looks right for it: six digits where a code is asked."""
    if field.get("inputmode") == "numeric":
        return "123456"
    return field.get("value") or JUNK.get(field.get("type", "text"), "8700")
