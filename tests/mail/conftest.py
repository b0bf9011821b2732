"""What the tests of the mails share."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mail import outbox
from mail.models import OutgoingMail

AT = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)
TEXT = """{% extends "mail/base.txt" %}{% load i18n %}{% block content %}{% translate "Niet gevonden" %}, {{ name }}: {{ url }}{% endblock %}"""
HTML = """{% extends "mail/base.html" %}{% load i18n %}{% block content %}<p>{% translate "Niet gevonden" %}, {{ name }}</p>
{% include "mail/components/button.html" with url=url label=name only %}{% endblock %}"""


@pytest.fixture
def greeting(settings, tmp_path: Path) -> str:
    """The name of a mail of the tests: takes `name` and `url`, and says a word that the catalogues know."""
    folder = tmp_path / "templates" / "mail"
    folder.mkdir(parents=True)
    for ending, content in {"subject.txt": "Dag {{ name }}", "txt": TEXT, "html": HTML}.items():
        (folder / f"greeting.{ending}").write_text(content, encoding="utf-8")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], folder.parent]}]
    return "greeting"


@pytest.fixture
def post(db, greeting) -> Callable[..., OutgoingMail]:
    """Stores a mail of AT: post(to="an@brugge.example", name="An"); nothing is delivered by itself within a test's transaction."""

    def posted(to: str = "an@brugge.example", name: str = "An", url: str = "https://example.org/?a=1&b=2", **facts) -> OutgoingMail:
        return outbox.send(template=greeting, to=to, context={"name": name, "url": url}, **{"language": "nl", "at": AT} | facts)

    return posted
