"""The gathering pages: the front page, and the face of each municipality."""

from home.models.front_page import HomePage
from home.models.municipality_page import MunicipalityPage

__all__ = ["HomePage", "MunicipalityPage"]
