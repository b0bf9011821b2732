"""A small map, drawn from what the site knows itself: the shops of a town as dots, and numbered places. North is up."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import cos, radians
from statistics import median

from django.utils.safestring import SafeString, mark_safe

KM_PER_DEGREE = 111.2  # of latitude
WIDTH, HEIGHT = 480.0, 290.0  # units of the drawing
MARGIN = 0.16  # of the width, around the outermost places
LEAST_KM = 0.9  # from left to right: closer would be a drawing of one square
SIGN = 13.0  # radius of a numbered sign
APART = 2 * SIGN + 3
LENGTHS_KM = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
LONGEST_BAR = 0.3  # of the width
FEW = 5  # shops
DOT_GRID = 4.0  # two shops within this many units are one dot
WORLD = "https://www.openstreetmap.org"


@dataclass(frozen=True)
class Spot:
    """WGS84 degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class SmallMap:
    """svg: without words of its own; the list beside it says what the numbers are. places: how many. has_shops: whether there are dots."""

    svg: SafeString
    places: int
    has_shops: bool = False


@dataclass(frozen=True)
class Frame:
    """What part of the world is drawn. middle: of the drawing. scale: units per kilometre."""

    middle: Spot
    scale: float

    def xy(self, spot: Spot) -> tuple[float, float]:
        """On a flat earth, right to a metre at this size."""
        east = (spot.longitude - self.middle.longitude) * cos(radians(self.middle.latitude)) * KM_PER_DEGREE
        north = (spot.latitude - self.middle.latitude) * KM_PER_DEGREE
        return WIDTH / 2 + east * self.scale, HEIGHT / 2 - north * self.scale

    @property
    def across_km(self) -> float:
        return WIDTH / self.scale

    @property
    def corners(self) -> tuple[Spot, Spot]:
        """South-west and north-east."""
        north = HEIGHT / 2 / self.scale / KM_PER_DEGREE
        east = WIDTH / 2 / self.scale / KM_PER_DEGREE / cos(radians(self.middle.latitude))
        at = self.middle
        return Spot(at.latitude - north, at.longitude - east), Spot(at.latitude + north, at.longitude + east)


def draw(places: Sequence[Spot], shops: Sequence[Spot] = (), frame: Frame | None = None) -> SmallMap:
    """The numbers are 1 and on, in the order of `places`. Shops outside of the frame are left out; without a `frame`, most are in it."""
    frame = frame or frame_around([*places, *heart_of(shops)])
    drawn = dots(frame, shops)
    parts = [
        drawn,
        *(sign(number, frame.xy(place), at) for number, (place, at) in enumerate(zip(places, pushed_apart(frame, places), strict=True), start=1)),
        bar(frame.scale),
        NORTH,
    ]
    # Numbers, drawn by us: nothing that somebody typed is in it.
    svg = f'<svg class="map" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" aria-hidden="true">{"".join(parts)}</svg>'
    return SmallMap(mark_safe(svg), len(places), bool(drawn))  # noqa: S308 - drawn by us


def world_map_url(spot: Spot) -> str:
    """Where a map of the whole world shows it: a street and its corners."""
    point = f"{spot.latitude:.5f}", f"{spot.longitude:.5f}"
    return f"{WORLD}/?mlat={point[0]}&mlon={point[1]}#map=17/{point[0]}/{point[1]}"


def heart_of(shops: Sequence[Spot]) -> list[Spot]:
    """Among most shops: the middle of a municipality may be a field. None for a few."""
    if len(shops) < FEW:
        return []
    return [Spot(median(shop.latitude for shop in shops), median(shop.longitude for shop in shops))]


def frame_around(spots: Sequence[Spot]) -> Frame:
    latitudes, longitudes = [spot.latitude for spot in spots], [spot.longitude for spot in spots]
    middle = Spot((min(latitudes) + max(latitudes)) / 2, (min(longitudes) + max(longitudes)) / 2)
    wide = (max(longitudes) - min(longitudes)) * cos(radians(middle.latitude)) * KM_PER_DEGREE
    high = (max(latitudes) - min(latitudes)) * KM_PER_DEGREE
    room = 1 - 2 * MARGIN
    across = max(LEAST_KM, wide / room, high / (room * HEIGHT / WIDTH))
    return Frame(middle, WIDTH / across)


def dots(frame: Frame, shops: Sequence[Spot]) -> str:
    """One path with a round cap for each: a few bytes a shop."""
    cells = {(round(x / DOT_GRID), round(y / DOT_GRID)) for x, y in map(frame.xy, shops) if 0 < x < WIDTH and 0 < y < HEIGHT}
    path = "".join(f"M{x * DOT_GRID:.0f} {y * DOT_GRID:.0f}h0" for x, y in sorted(cells))
    return f'<path class="map__shops" d="{path}"/>' if path else ""


def pushed_apart(frame: Frame, places: Sequence[Spot]) -> list[tuple[float, float]]:
    """Where the signs stand so that each can be read: beside their place where two are close, and always within the drawing."""
    at = [frame.xy(place) for place in places]
    for _step in range(4 * len(at)):
        close = [(one, other) for one, other in combinations(range(len(at)), 2) if are_close(at[one], at[other])]
        if not close:
            break
        for one, other in close:
            first, second = sorted((one, other), key=lambda number: (at[number], number))
            gap = (APART - abs(at[first][0] - at[second][0])) / 2 + 0.5
            at[first], at[second] = moved(at[first], -gap), moved(at[second], gap)
    return at


def are_close(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) < APART and abs(one[1] - other[1]) < APART


def moved(at: tuple[float, float], across: float) -> tuple[float, float]:
    return min(max(at[0] + across, SIGN + 2), WIDTH - SIGN - 2), at[1]


def sign(number: int, place: tuple[float, float], at: tuple[float, float]) -> str:
    """A numbered disc; a line leads to the place from a sign that was pushed aside."""
    (x, y), (px, py) = at, place
    leader = f'<path class="map__leader" d="M{px:.1f} {py:.1f}L{x:.1f} {y:.1f}"/>' if abs(px - x) > SIGN else ""
    text = f'<text class="map__number" x="{x:.1f}" y="{y + 5:.1f}">{number}</text>'
    return f'{leader}<circle class="map__sign" cx="{x:.1f}" cy="{y:.1f}" r="{SIGN:.0f}"/>{text}'


def bar(scale: float) -> str:
    """The longest round length that fits, at the bottom on the left."""
    length = max((km for km in LENGTHS_KM if km * scale <= LONGEST_BAR * WIDTH), default=LENGTHS_KM[0])
    said = f"{length:.0f} km" if length >= 1 else f"{length * 1000:.0f} m"
    line = f'<path class="map__bar" d="M12 {HEIGHT - 16:.0f}v6h{length * scale:.1f}v-6"/>'
    return f'{line}<text class="map__said" x="{20 + length * scale:.1f}" y="{HEIGHT - 9:.0f}">{said}</text>'


NORTH = (
    f'<path class="map__bar" d="M{WIDTH - 20:.0f} 38V14m-6 7l6-8l6 8"/><text class="map__said map__said--north" x="{WIDTH - 20:.0f}" y="54">N</text>'
)
