"""What the towns of the demo say of themselves beyond a line and a paragraph: invented, in streets that exist.

Names of car parks, stations and services are made up and say so ("demo", "voorbeeld"); numbers and addresses lead nowhere, as in demo/shops.py.
"""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from home.demo.draws import content

CONTACT = ("street", "postcode", "place", "phone", "email", "website")


def face_of(nis: str, language: str) -> dict[str, Any]:
    """Fields of a municipality's page in `language`, {} for a town without; what is not told in it stays empty, so that Dutch stands there."""
    face = content("faces").get(nis)
    if not face:
        return {}
    strengths = dict(enumerate(face["strengths"].get(language, []), start=1))
    contact = face["contact"]
    return {
        **{f"strength_{place}": line for place, line in strengths.items()},
        "quarters": [
            ("quarter", quarter(told, language), key(nis, "quarter", place))
            for place, told in enumerate(face["quarters"])
            if language in told["character"]
        ],
        "story": [(kind, value, key(nis, "story", place)) for place, (kind, value) in enumerate(face.get("story", {}).get(language, []))],
        "reach": [
            (told["kind"], way(told, language), key(nis, "reach", place)) for place, told in enumerate(face["reach"]) if language in told["text"]
        ],
        **{name: contact.get(name, {}).get(language, "") for name in ("service", "service_note")},
        **{name: contact.get(name, "") for name in CONTACT},
    }


def quarter(told: dict[str, Any], language: str) -> dict[str, Any]:
    character = f"<p>{told['character'][language]}</p>"
    return {"name": told["name"][language], "character": character, "query": told["query"], "cloth": told["cloth"], "picture": None}


def way(told: dict[str, Any], language: str) -> dict[str, Any]:
    places = {name: told.get(name) for name in ("latitude", "longitude")}
    return {"text": f"<p>{told['text'][language]}</p>", "place": told.get("place", ""), **places}


def key(nis: str, what: str, place: int) -> str:
    """The same in every language, so that a translation knows which piece it is of."""
    return str(uuid5(NAMESPACE_URL, f"demo/{nis}/{what}/{place}"))
