"""The small map of a town: arithmetic only."""

import re

from content.small_map import HEIGHT, SIGN, WIDTH, Spot, draw, frame_around, heart_of, pushed_apart

MARKET, STATION, PARKING = Spot(50.9995, 3.3265), Spot(50.9938, 3.3277), Spot(51.0018, 3.3301)


def test_north_is_up_and_east_is_right():
    frame = frame_around([MARKET, STATION, PARKING])
    (market, station, parking) = (frame.xy(spot) for spot in (MARKET, STATION, PARKING))
    assert parking[1] < market[1] < station[1]
    assert market[0] < station[0] < parking[0]


def test_everything_lies_within_the_frame():
    spots = [MARKET, STATION, PARKING, Spot(50.95, 3.288)]
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in map(frame_around(spots).xy, spots))


def test_the_bar_is_as_long_as_it_says():
    """Station and market are 640 m apart from north to south."""
    frame = frame_around([MARKET, STATION])
    metres = (frame.xy(STATION)[1] - frame.xy(MARKET)[1]) / frame.scale * 1000
    svg = draw([MARKET, STATION]).svg
    drawn, said = re.search(r"v6h([\d.]+)v-6.*?>(\d+) m<", svg).groups()
    assert (round(metres), round(float(drawn) / frame.scale * 1000)) == (634, int(said))


def test_signs_that_would_cover_each_other_stand_apart_and_inside():
    places = [MARKET, Spot(50.9995, 3.3266), Spot(50.9996, 3.3265), STATION]
    at = pushed_apart(frame_around(places), places)
    assert all(abs(one[0] - other[0]) >= 2 * SIGN or abs(one[1] - other[1]) >= 2 * SIGN for one in at for other in at if one != other)
    assert all(SIGN < x < WIDTH - SIGN for x, _ in at)
    assert len(set(at)) == 4


def test_places_are_numbered_in_their_order():
    assert re.findall(r'map__number"[^>]*>(\d+)<', draw([STATION, MARKET, PARKING]).svg) == ["1", "2", "3"]


def test_a_thousand_shops_in_one_street_are_a_few_dots():
    street = [Spot(50.9995, 3.3265 + number / 1_000_000) for number in range(1000)]
    assert draw([MARKET], street).svg.count("h0") < 60


def test_the_heart_is_where_most_shops_are_and_nowhere_for_a_few():
    assert heart_of([MARKET] * 4) == []
    assert heart_of([MARKET] * 7 + [STATION] * 2) == [MARKET]


def test_one_place_alone_can_be_drawn():
    drawn = draw([MARKET])
    assert (drawn.places, drawn.svg.count("<circle"), "nan" in drawn.svg) == (1, 1, False)
