"""Borders as areas that share them: made simpler together, so that neighbours go on touching, and drawn as lines, each once.

Pure. A point is (longitude, latitude) in hundred-thousandths of a degree of WGS84, about a metre; a ring is a closed list of points, an area
a list of rings.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

SCALE = 100_000
SQUEEZED = 0.63  # a degree of longitude as part of one of latitude, at 51 degrees north

Point = tuple[int, int]
Ring = list[Point]
Area = list[Ring]


@dataclass(frozen=True)
class Drawing:
    """land: rings around everything. lines: the borders inside it."""

    land: list[Ring]
    lines: list[Ring]


def ring_of(degrees: Iterable[tuple[float, float]]) -> Ring:
    """A ring from longitudes and latitudes, without points that fall together."""
    points = [(round(longitude * SCALE), round(latitude * SCALE)) for longitude, latitude in degrees]
    return [point for place, point in enumerate(points) if place == 0 or point != points[place - 1]]


def simplified(areas: Mapping[str, Area], tolerance: int) -> dict[str, Area]:
    """The same areas with fewer points, none of which lies further than `tolerance` from the line that was; what becomes too small to see goes."""
    ends = corners(ring for area in areas.values() for ring in area)
    made = {name: [joined(thinned(arc, tolerance) for arc in arcs(ring, ends)) for ring in area] for name, area in areas.items()}
    return {name: [ring for ring in area if len(set(ring)) > 2] for name, area in made.items()}


def drawing(areas: Iterable[Area]) -> Drawing:
    rings = [ring for area in areas for ring in area]
    sides = Counter(frozenset(edge) for ring in rings for edge in pairwise(ring))
    outside = [edge for ring in rings for edge in pairwise(ring) if sides[frozenset(edge)] == 1]
    ends = corners(rings)
    pieces = {min(tuple(arc), tuple(reversed(arc))) for ring in rings for arc in arcs(ring, ends)}
    inside = [list(arc) for arc in sorted(pieces) if sides[frozenset(arc[:2])] > 1]
    return Drawing(land=list(loops(outside)), lines=inside)


def corners(rings: Iterable[Ring]) -> set[Point]:
    """Points where more than two lines meet."""
    neighbours = defaultdict(set)
    for ring in rings:
        for one, other in pairwise(ring):
            neighbours[one].add(other)
            neighbours[other].add(one)
    return {point for point, others in neighbours.items() if len(others) != 2}


def arcs(ring: Ring, ends: set[Point]) -> Iterator[Ring]:
    """The pieces of a closed ring between `ends`, in its order; the whole of it when it has none, from its lowest point."""
    first = next((place for place, point in enumerate(ring) if point in ends), None)
    start = ring.index(min(ring)) if first is None else first
    turned = ring[start:-1] + ring[: start + 1]
    piece = turned[:1]
    for point in turned[1:]:
        piece.append(point)
        if point in ends:
            yield piece
            piece = [point]
    if len(piece) > 1:
        yield piece


def joined(pieces: Iterable[Ring]) -> Ring:
    ring: Ring = []
    for piece in pieces:
        ring += piece[1:] if ring else piece
    return ring


def thinned(line: Ring, tolerance: int) -> Ring:
    """Douglas and Peucker, from whichever end comes first, so that both sides of a border become the same."""
    if line[0] == line[-1]:
        middle = max(range(len(line)), key=lambda place: gap(line[place], line[0], line[0]))
        return joined([thinned(line[: middle + 1], tolerance), thinned(line[middle:], tolerance)]) if 0 < middle < len(line) - 1 else line
    if line[0] > line[-1]:
        return thinned(line[::-1], tolerance)[::-1]
    kept, stretches = {0, len(line) - 1}, [(0, len(line) - 1)]
    while stretches:
        low, high = stretches.pop()
        far = max(range(low + 1, high), key=lambda place: gap(line[place], line[low], line[high]), default=low)
        if far != low and gap(line[far], line[low], line[high]) > tolerance:
            kept.add(far)
            stretches += [(low, far), (far, high)]
    return [line[place] for place in sorted(kept)]


def gap(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from a stretch, in hundred-thousandths of a degree of latitude."""
    x, y, dx, dy = ((point[0] - start[0]) * SQUEEZED, point[1] - start[1], (end[0] - start[0]) * SQUEEZED, end[1] - start[1])
    along = min(1.0, max(0.0, (x * dx + y * dy) / (dx * dx + dy * dy))) if dx or dy else 0.0
    return float(((x - along * dx) ** 2 + (y - along * dy) ** 2) ** 0.5)


def loops(edges: Iterable[tuple[Point, Point]]) -> Iterator[Ring]:
    """Edges that go round, put one behind the other."""
    onward = defaultdict(list)
    for start, end in edges:
        onward[start].append(end)
    while onward:
        ring = [next(iter(onward))]
        while after := onward.get(ring[-1]):
            here = ring[-1]
            ring.append(after.pop())
            if not after:
                del onward[here]
        if len(ring) > 3:
            yield ring


def packed(line: Ring) -> list[int]:
    """The first point, and how far each next one is from the one before: small numbers, which compress."""
    steps = [(one[0] - before[0], one[1] - before[1]) for before, one in pairwise([(0, 0), *line])]
    return [number for step in steps for number in step]


def unpacked(numbers: list[int]) -> Ring:
    line, (x, y) = [], (0, 0)
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        line.append((x, y))
    return line
