"""A spot as people copy it from a map: two numbers, or the address of a page of OpenStreetMap or Google Maps.

Only what is exact enough for a door is a spot. The middle of a map counts once one is zoomed in on a few houses.
"""

import re

from shops.spots import Spot

CLOSE = 17  # zoom from which the middle of a map is a house and not a street
DECIMALS = 4  # eleven metres
NUMBER = r"(-?\d{1,3}\.\d{1,20})"
MARKED = [
    re.compile(pattern.replace("N", NUMBER), re.ASCII)
    for pattern in (r"[?&]mlat=N&mlon=N", r"!3dN!4dN", r"[?&]lat=N&lon=N", r"[?&](?:q|query|ll|destination)=N(?:,|%2C)N")
]
MIDDLES = [
    re.compile(rf"#map=(?P<zoom>\d{{1,2}})(?:\.\d+)?/(?P<latitude>{NUMBER})/(?P<longitude>{NUMBER})", re.ASCII),
    re.compile(rf"@(?P<latitude>{NUMBER}),(?P<longitude>{NUMBER}),(?P<zoom>\d{{1,2}})(?:\.\d+)?z", re.ASCII),
]
POINTS = re.compile(rf"\(?\s*{NUMBER}\s*[,;\s]\s*{NUMBER}\s*\)?", re.ASCII)
COMMAS = re.compile(r"\(?\s*(-?\d{1,3},\d{1,20})\s*[,;\s]\s*(-?\d{1,3},\d{1,20})\s*\)?", re.ASCII)


class NoSpot(Exception):
    """Nothing in it says where."""


class NotExact(Exception):
    """It says about where, and not at which door."""


def read(text: str) -> Spot:
    """The spot that somebody pasted, latitude first. Raises NoSpot, NotExact."""
    text = text.strip()
    for pattern in MARKED:
        if match := pattern.search(text):
            return spot(match[1], match[2])
    for pattern in MIDDLES:
        if match := pattern.search(text):
            if int(match["zoom"]) < CLOSE:
                raise NotExact
            return spot(match["latitude"], match["longitude"])
    if match := POINTS.fullmatch(text) or COMMAS.fullmatch(text):
        return spot(match[1].replace(",", "."), match[2].replace(",", "."))
    raise NoSpot


def spot(latitude: str, longitude: str) -> Spot:
    """A zero at the end is often left off: one number with enough decimals is enough. Raises NoSpot off the earth, NotExact."""
    found = Spot(float(latitude), float(longitude))
    if abs(found.latitude) > 90 or abs(found.longitude) > 180:
        raise NoSpot
    if max(len(number.partition(".")[2]) for number in (latitude, longitude)) < DECIMALS:
        raise NotExact
    return found
