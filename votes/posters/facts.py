"""What stands on a poster."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Size = Literal["A4", "A5"]


@dataclass(frozen=True)
class PosterFacts:
    """One candidate.

    number: on the ballot. municipality: as readers of the poster call it. place: where the shop is, "Ieperstraat 14", or "". pitch: "" or at
    most 300 characters. face, cloth: as content.facades draws the shop. opens_on, closes_on: first and last day, in Brussels.
    url: absolute, of the candidate's page. edition: its name. language: "nl", "fr", "en" or "de".
    """

    number: int
    shop_name: str
    municipality: str
    place: str
    pitch: str
    face: str
    cloth: str
    opens_on: date
    closes_on: date
    url: str
    edition: str
    language: str = "nl"
