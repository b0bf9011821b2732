"""What people copy from a map, read as a spot."""

import pytest

from shops.placing.pasted import NoSpot, NotExact, read

DOOR = (50.82793, 3.26487)


@pytest.mark.parametrize(
    "text",
    [
        "50.82793, 3.26487",
        " (50.82793 3.26487) ",
        "50.82793;3.26487",
        "50,82793, 3,26487",
        "50,82793 3,26487",
        "https://www.openstreetmap.org/?mlat=50.82793&mlon=3.26487#map=12/50.1/3.1",
        "https://www.openstreetmap.org/search?lat=50.82793&lon=3.26487&zoom=19#map=13/50.9000/3.3000",
        "https://www.openstreetmap.org/search?query=50.82793%2C3.26487#map=13/50.9000/3.3000",
        "https://www.openstreetmap.org/search?query=50.82793,3.26487",
        "https://www.openstreetmap.org/#map=19/50.82793/3.26487",
        "https://www.openstreetmap.org/node/1#map=17.5/50.82793/3.26487&layers=C",
        "https://www.google.com/maps/@50.82793,3.26487,19z",
        "https://www.google.com/maps/place/Markt/@50.9,3.3,12z/data=!3m1!4b1!4m6!3m5!1s0x0!8m2!3d50.82793!4d3.26487!16s",
        "https://maps.google.com/?q=50.82793,3.26487",
    ],
)
def test_two_numbers_and_the_addresses_of_two_maps_are_a_spot(text):
    found = read(text)
    assert (found.latitude, found.longitude) == DOOR


@pytest.mark.parametrize(
    "text",
    [
        "50.8, 3.26",
        "50.828, 3.265",
        "https://www.openstreetmap.org/#map=16/50.82793/3.26487",
        "https://www.google.com/maps/@50.82793,3.26487,13z",
    ],
)
def test_a_street_or_a_town_is_no_door(text):
    with pytest.raises(NotExact):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "Markt 1, Tielt", "50.82793", "50.82793, 3.26487, 12", "50.82793,3.26487 en 51.0,3.1", "91.00001, 3.00001", "50.00001, 181.00001"),
        *("nan, nan", "1e5.00001, 3.00001", "٥٠.82793, 3.26487", "https://www.openstreetmap.org/search?query=Markt+1", "https://maps.app.goo.gl/abc"),
    ],
)
def test_what_says_no_place_is_none(text):
    with pytest.raises(NoSpot):
        read(text)


def test_a_long_text_without_an_end_is_read_at_once():
    with pytest.raises(NoSpot):
        read("?q=" * 600 + "1" * 200)
