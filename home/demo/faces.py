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
            piece(nis, "quarter", place, "quarter", quarter(told, language))
            for place, told in enumerate(face["quarters"])
            if language in told["character"]
        ],
        "story": [piece(nis, "story", place, kind, value) for place, (kind, value) in enumerate(face.get("story", {}).get(language, []))],
        "reach": [
            piece(nis, "reach", place, told["kind"], way(told, language)) for place, told in enumerate(face["reach"]) if language in told["text"]
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


def piece(nis: str, what: str, place: int, kind: str, value: Any) -> dict[str, Any]:
    """A block as it is stored. Its id is the same in every language, so that a translation knows which piece it is of."""
    return {"type": kind, "value": value, "id": str(uuid5(NAMESPACE_URL, f"demo/{nis}/{what}/{place}"))}
