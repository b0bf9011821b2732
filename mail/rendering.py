"""From templates to a mail. A mail's templates stand in the room that sends it: templates/mail/<name>.subject.txt, .txt and .html."""

import unicodedata
from typing import Any, NamedTuple

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

BREAKING = {"Cc", "Zl", "Zp"}  # control characters, and the two that Unicode ends lines with


class Letter(NamedTuple):
    """What a mail says: subject in one line, text, and HTML."""

    subject: str
    text: str
    html: str


def letter(template: str, language: str, context: dict[str, Any]) -> Letter:
    """The three parts in `language`.

    The templates get `context`, `language`, `site_url` (without a slash at the end) and, except the subject's, `subject`.
    """
    with translation.override(language):
        given = context | {"language": language, "site_url": settings.WAGTAILADMIN_BASE_URL.rstrip("/")}
        given["subject"] = one_line(rendered(f"mail/{template}.subject.txt", given))
        return Letter(
            given["subject"], rendered(f"mail/{template}.txt", given).strip() + "\n", rendered(f"mail/{template}.html", given).strip() + "\n"
        )


def spoken(language: str) -> str:
    """`language`, or Dutch when the site does not speak it."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def rendered(name: str, context: dict[str, Any]) -> str:
    """HTML is escaped, text is not: "Kop & Schotel" stands in it as it is."""
    template: Any = get_template(name)
    return str(template.template.render(Context(context, autoescape=name.endswith(".html"))))


def one_line(text: str) -> str:
    """`text` without line breaks and other control characters: a header that cannot hold another header."""
    return " ".join("".join(" " if unicodedata.category(character) in BREAKING else character for character in text).split())
