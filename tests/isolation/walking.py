"""Ask every address as somebody who has no business there, and note what was written and what was read."""

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from tests.isolation import fingerprint
from tests.isolation.patterns import Filled

TAKEN = "overgenomen"
WANTED = {
    "title": TAKEN,
    "name": TAKEN,
    "slug": TAKEN,
    "action-publish": "1",
    "confirm": "1",
    "comment": TAKEN,
    "reason": TAKEN,
    "reden": TAKEN,
    "email": "overgenomen@ikkooplokaal.example",
    "role": "editor",
    "is_editing": "1",
}


@dataclass
class Findings:
    """writes: what changed that must not. reads: where a mark stood. broken: answers 500 and up. opened: addresses that answered 200."""

    requests: int = 0
    writes: list[str] = field(default_factory=list)
    reads: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    opened: set[str] = field(default_factory=set)

    def as_text(self) -> str:
        """Everything that must not be, a line each; empty when all is well."""
        found = {"written": self.writes, "read": self.reads, "broken": self.broken}
        return "\n".join(f"{what}: {line}" for what, lines in found.items() for line in lines)

    def __str__(self) -> str:
        return f"{self.requests} requests, {len(self.writes)} writes, {len(self.reads)} unpublished reads, {len(self.broken)} broken"


@dataclass
class Walk:
    """One who walks. mark: what must not be read; "" when this one may read it. foreign: keys of rows per table that new rows may not name."""

    client: Client
    role: str
    mark: str
    before: dict[str, dict[Any, int]]
    findings: Findings
    own_rows: dict[str, set] = field(default_factory=dict)

    def ask(self, filled: Filled, method: str, body: dict[str, Any] | None = None) -> None:
        """One request, undone afterwards. A savepoint by hand: a view may ask for a transaction of its own (durable)."""
        here = transaction.savepoint()
        with fingerprint.watching() as watch:
            response = self.send(filled, method, body or {})
        self.look_for_writes(filled, method, watch.tables)
        self.look_for_reads(filled, method, response)
        transaction.savepoint_rollback(here)
        self.findings.requests += 1

    def send(self, filled: Filled, method: str, body: dict[str, Any]) -> HttpResponseBase:
        query = filled.query | {"q": self.mark[:6]} if self.mark else filled.query
        address = filled.address + "?" + "&".join(f"{name}={value}" for name, given in query.items() for value in many(given))
        send = getattr(self.client, method.lower())
        response = send(address, body | WANTED | filled.query) if method == "POST" else send(address)
        if response.status_code == 200:
            self.findings.opened.add(filled.pattern.name or filled.pattern.route)
        if response.status_code >= 500 and self.role != "superuser":  # who reaches views of Wagtail's that break, one of them on purpose
            self.findings.broken.append(self.line(filled, method))
        return response

    def look_for_writes(self, filled: Filled, method: str, tables: set[str]) -> None:
        """A request that names an object, and any that only reads, changes nothing. One that names none may add rows of one's own."""
        for table, (touched, new) in fingerprint.changed(self.before, tables - fingerprint.ABOUT_THE_ASKER - fingerprint.DERIVED).items():
            others = touched - self.own_rows.get(table, set())
            if others or (new and (filled.names_object or method != "POST")):
                self.findings.writes.append(f"{self.line(filled, method)}: {table} changed {sorted(map(str, others))[:3]} new {len(new)}")

    def look_for_reads(self, filled: Filled, method: str, response: HttpResponseBase) -> None:
        if self.mark and (found := re.search(re.escape(self.mark) + r"-\w+", everything_said(response), re.IGNORECASE)):
            self.findings.reads.append(f"{self.line(filled, method)}: {found.group()}")

    def line(self, filled: Filled, method: str) -> str:
        return f"{self.role} {method} {filled.address} ({filled.pattern.name or filled.pattern.route}; {filled.kind})"


def many(given: Any) -> Iterable[Any]:
    return given if isinstance(given, list) else [given]


def everything_said(response: HttpResponseBase) -> str:
    """Headers with file names and places, cookies, messages for the next page, and the body; a zip (XLSX) is opened."""
    parts = [f"{name}: {value}" for name, value in response.items()] + [str(cookie) for cookie in response.cookies.values()]
    waiting = getattr(getattr(response, "wsgi_request", None), "_messages", None)
    parts += [str(message) for message in getattr(waiting, "_queued_messages", [])]
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return "\n".join([*parts, text_of(body)])


def text_of(body: bytes) -> str:
    if not body.startswith(b"PK\x03\x04"):
        return body.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


class FormFields(HTMLParser):
    """The fields of all forms on a page, as a browser would send them back untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self.area = self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and name and name != "csrfmiddlewaretoken":
            if given.get("type") not in {"checkbox", "radio", "file", "submit"} or "checked" in given:
                self.values[name] = given.get("value") or ""
        elif tag == "textarea":
            self.area = name
            self.values[name] = ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.values[self.select] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""
        elif tag == "select":
            self.select = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.values[self.area] += data


def form_on(client: Client, filled: Filled) -> dict[str, Any]:
    """What a form at this address holds for somebody who may do everything; nothing when there is none."""
    response = client.get(filled.address)
    if response.streaming or response.status_code != 200 or "html" not in response.get("Content-Type", ""):
        return {}
    fields = FormFields()
    fields.feed(response.content.decode())
    return fields.values
