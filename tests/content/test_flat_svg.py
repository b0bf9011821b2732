"""Small SVG pictures on a bitmap."""

import math

import pytest
from PIL import Image

from content.facades import CLOTHS, LANDMARKS, facade, skyline
from content.flat_svg import COMMAND, Place, draw, flattened

WHITE, RED, BLACK = (255, 255, 255), (255, 0, 0), (0, 0, 0)


def drawn(svg: str, size: int = 40, scale: float = 1) -> Image.Image:
    canvas = Image.new("RGB", (size, size), WHITE)
    draw(svg, canvas, Place(0, 0, scale))
    return canvas


def test_lines_follow_absolute_and_relative_commands():
    (line,) = flattened("M1 2h3v4H0V-1l-2-3L5 5z")
    assert (line.points, line.closed) == ([(1, 2), (4, 2), (4, 6), (0, 6), (0, -1), (-2, -4), (5, 5)], True)


def test_a_path_goes_on_from_the_start_of_what_it_closed():
    first, second, third = flattened("M1 1h2v2zm5 0h2M0 9l3 3")
    assert (first.points, first.closed) == ([(1, 1), (3, 1), (3, 3)], True)
    assert (second.points, second.closed) == ([(6, 1), (8, 1)], False)
    assert (third.points, third.closed) == ([(0, 9), (3, 12)], False)


def test_pairs_after_a_move_are_lines():
    assert flattened("M0 0 1 1-2.5.5m1 1 2 2")[0].points == [(0, 0), (1, 1), (-2.5, 0.5)]


def test_curves_end_where_they_say_and_bend_where_they_should():
    (quadratic,) = flattened("M0 0q5 10 10 0")
    assert quadratic.points[-1] == (10, 0)
    assert quadratic.points[5] == pytest.approx((5, 5))
    (cubic,) = flattened("M0 0c0 10 10 10 10 0")
    assert cubic.points[5] == pytest.approx((5, 7.5))


def test_smooth_curves_mirror_the_handle_before_them():
    (line,) = flattened("M0 0q5 10 10 0t10 0")
    assert line.points[15] == pytest.approx((15, -5))
    (line,) = flattened("M0 0c0 10 10 10 10 0s10-10 10 0")
    assert line.points[15] == pytest.approx((15, -7.5))


@pytest.mark.parametrize("flags", ["0 0", "0 1", "1 0", "1 1"])
def test_an_arc_stays_on_its_circle(flags: str):
    (line,) = flattened(f"M0 0a5 5 0 {flags} 5 5")
    large, sweep = flags.split()
    middle = (5, 0) if large == sweep else (0, 5)
    assert line.points[-1] == (5, 5)
    assert {round(math.dist(point, middle), 6) for point in line.points} == {5}


def test_an_arc_that_cannot_reach_is_enlarged():
    (line,) = flattened("M0 0a1 1 0 0 1 10 0")
    assert {round(math.dist(point, (5, 0)), 6) for point in line.points} == {5}


def test_shapes_are_filled_and_drawn_round():
    picture = drawn('<svg stroke="#000000" stroke-width="2" fill="none"><path fill="#ff0000" d="M10 10h20v20h-20z"/></svg>')
    assert [picture.getpixel(at) for at in [(20, 20), (10, 20), (5, 5)]] == [RED, BLACK, WHITE]


def test_groups_move_and_fade_what_they_hold():
    square = '<path fill="#000000" transform="translate(10)" d="M0 0h5v5h-5z"/>'
    picture = drawn(f'<svg fill="none"><g opacity=".3" transform="translate(10 5)">{square}</g></svg>')
    assert picture.getpixel((22, 7)) == pytest.approx((178, 178, 178), abs=1)
    assert picture.getpixel((12, 7)) == WHITE


def test_what_a_faded_group_hides_within_itself_does_not_shine_through():
    picture = drawn('<svg><g opacity=".5"><path fill="#000000" d="M0 0h9v9h-9z"/><path fill="#ff0000" d="M0 0h9v9h-9z"/></g></svg>')
    assert picture.getpixel((4, 4)) == pytest.approx((255, 127, 127), abs=1)


def test_a_drawing_may_lie_outside_the_bitmap():
    assert drawn('<svg><g opacity=".5"><path fill="#000000" d="M900 900h9v9h-9z"/></g><g opacity=".5"></g></svg>').getcolors() == [(1600, WHITE)]


@pytest.mark.parametrize("cloth", sorted(CLOTHS))
def test_every_facade_and_landmark_is_drawn(cloth: str):
    """No command is left unread, and something is painted."""
    pictures = [facade(f"shop {i}", cloth) for i in range(4)] + [skyline("tielt", [cloth], landmark=landmark) for landmark in LANDMARKS]
    for svg in pictures:
        assert set(COMMAND.sub("", svg.partition(' d="')[2].partition('"')[0])) == set()
        canvas = Image.new("RGB", (300, 300), WHITE)
        draw(svg, canvas, Place(0, 300, 1))
        assert len(canvas.getcolors(100_000)) > 5
