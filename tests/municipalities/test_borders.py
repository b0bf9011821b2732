"""Borders that are made simpler together, and drawn once."""

from municipalities.borders import drawing, packed, ring_of, simplified, unpacked

WEST = [[(0, 0), (100, 3), (200, 0), (205, 100), (200, 200), (100, 200), (0, 200), (0, 100), (0, 0)]]
EAST = [[(200, 0), (400, 0), (400, 200), (200, 200), (205, 100), (200, 0)]]


def test_neighbours_go_on_touching_when_points_are_left_out():
    made = simplified({"west": WEST, "east": EAST}, 10)
    assert set(made["west"][0]) & set(made["east"][0]) == {(200, 0), (200, 200)}
    assert len(made["west"][0]) < len(WEST[0]) and made["west"][0][0] == made["west"][0][-1]


def test_a_bend_that_is_wide_enough_stays_on_both_sides():
    made = simplified({"west": WEST, "east": EAST}, 2)
    assert (205, 100) in made["west"][0] and (205, 100) in made["east"][0]


def test_a_border_between_two_is_one_line_and_the_land_is_one_ring():
    drawn = drawing([WEST, EAST])
    assert [sorted((line[0], line[-1])) for line in drawn.lines] == [[(200, 0), (200, 200)]]
    assert len(drawn.land) == 1 and drawn.land[0][0] == drawn.land[0][-1]
    assert {(0, 0), (400, 0), (400, 200), (0, 200)} <= set(drawn.land[0]) and (205, 100) not in drawn.land[0]


def test_an_island_is_land_of_its_own_and_one_too_small_to_see_goes():
    island = [[(900, 900), (1000, 900), (1000, 1000), (900, 900)]]
    assert len(drawing([WEST, island]).land) == 2
    speck = [[(900, 900), (901, 900), (901, 901), (900, 900)]]
    assert simplified({"west": WEST, "speck": speck}, 50)["speck"] == []


def test_a_line_is_written_as_differences_and_read_back():
    line = [(336_024, 5_119_190), (335_897, 5_119_374), (331_899, 5_119_401)]
    assert packed(line) == [336_024, 5_119_190, -127, 184, -3_998, 27]
    assert unpacked(packed(line)) == line


def test_points_that_fall_together_are_one():
    assert ring_of([(3.1, 51.0), (3.100001, 51.000001), (3.2, 51.0), (3.1, 51.0)]) == [
        (310_000, 5_100_000),
        (320_000, 5_100_000),
        (310_000, 5_100_000),
    ]
