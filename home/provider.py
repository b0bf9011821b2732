"""Who provides the site, from the environment: what the law wants to be told on it (article XII.6 of the Code of economic law)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import checks

from shops.numbers import enterprise_number, shown_enterprise_number

NEEDED = ("NAME", "ADDRESS", "EMAIL", "NUMBER")


@dataclass(frozen=True)
class Provider:
    """ "" for what this installation does not say. number: of the enterprise, "0566.988.259". register, authority: where it applies."""

    name: str
    address: str
    email: str
    phone: str
    number: str
    vat: str
    register: str
    authority: str


def provider() -> Provider | None:
    """None where nobody said who it is."""
    told = {field: str(getattr(settings, f"PROVIDER_{field.upper()}")).strip() for field in Provider.__dataclass_fields__}
    return Provider(**told | {"number": as_shown(told["number"])}) if told["name"] else None


def as_shown(number: str) -> str:
    """With its dots where it is one; what is no number stays as it was written, and the check says so."""
    try:
        return shown_enterprise_number(enterprise_number(number)) if number else ""
    except ValueError:
        return number


def provider_is_named(app_configs: Sequence[Any] | None = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """In production only (`check --deploy`)."""
    missing = [f"PROVIDER_{name}" for name in NEEDED if not getattr(settings, f"PROVIDER_{name}").strip()]
    found: list[checks.CheckMessage] = []
    if missing:
        hint = "Article XII.6 of the Code of economic law: name, address, e-mail address and enterprise number must be easy to find on the site."
        found.append(checks.Warning(f"the site does not say who provides it: {', '.join(missing)}", hint=hint, id="home.W001"))
    if not is_a_number(settings.PROVIDER_NUMBER):
        found.append(checks.Warning("PROVIDER_NUMBER is no enterprise number", hint="Ten digits, of which the last two check.", id="home.W002"))
    return found


def is_a_number(text: str) -> bool:
    """Nothing at all is another mistake."""
    try:
        return not text.strip() or bool(enterprise_number(text))
    except ValueError:
        return False


def as_linked_data(found: Provider, url: str) -> dict[str, Any]:
    """schema.org. url: the front page of the site."""
    facts = {"name": found.name, "url": url, "address": found.address, "email": found.email, "telephone": found.phone}
    numbers = {"vatID": found.vat, "identifier": found.number}
    return {"@context": "https://schema.org", "@type": "GovernmentOrganization"} | {name: told for name, told in (facts | numbers).items() if told}
