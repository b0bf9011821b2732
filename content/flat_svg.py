"""Draw our own small SVG pictures (content.facades) on a bitmap, where no browser can: for the picture beside a shared link.

It knows what those pictures use and no more: groups and paths with translate and opacity, flat fills, one pen with round joins and caps,
and the path commands M L H V C S Q T A Z. A rule of SVG that it leaves out: a hole in a shape (no facade has one).
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from PIL import Image, ImageDraw

Point = tuple[float, float]
STEPS = 10  # straight pieces for a curve; a facade's largest is 30 units long
TAG = re.compile(r"<(/?)(svg|g|path)\b([^>]*)>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
COMMAND = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])([^MmLlHhVvCcSsQqTtAaZz]*)")
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7}


class Line(NamedTuple):
    """A flattened subpath."""

    points: list[Point]
    closed: bool


@dataclass(frozen=True)
class Place:
    """Where a drawing stands on the bitmap: unit (x, y) is at pixel (left + x * scale, ground + y * scale)."""

    left: float
    ground: float
    scale: float

    def moved(self, x: float, y: float) -> "Place":
        return Place(self.left + x * self.scale, self.ground + y * self.scale, self.scale)

    def pixels(self, line: Line) -> Line:
        return Line([(self.left + x * self.scale, self.ground + y * self.scale) for x, y in line.points], line.closed)


@dataclass
class Shape:
    """A path in pixels. fill, stroke: a colour or "none". width: of the line, in pixels."""

    lines: list[Line]
    fill: str
    stroke: str
    width: float

    def points(self) -> Iterator[Point]:
        return (point for line in self.lines for point in line.points)

    def paint(self, canvas: Image.Image) -> None:
        painter = ImageDraw.Draw(canvas)
        if self.fill != "none":
            for line in self.lines:
                if len(line.points) > 2:
                    painter.polygon(line.points, fill=self.fill)
        if self.stroke != "none":
            for line in self.lines:
                stroke(painter, line, self.stroke, self.width)


@dataclass
class Group:
    """Shapes that are faded together."""

    opacity: float = 1.0
    parts: "list[Shape | Group]" = field(default_factory=list)

    def points(self) -> Iterator[Point]:
        return (point for part in self.parts for point in part.points())

    def paint(self, canvas: Image.Image) -> None:
        room = self.room(canvas) if self.opacity < 1 else None
        below = canvas.crop(room) if room else None
        for part in self.parts:
            part.paint(canvas)
        if room and below:
            canvas.paste(Image.blend(below, canvas.crop(room), self.opacity), room)

    def room(self, canvas: Image.Image) -> tuple[int, int, int, int] | None:
        """The part of the canvas that the group may touch, its lines included."""
        xs, ys = zip(*self.points(), strict=True) if any(True for _ in self.points()) else ((0,), (0,))
        edge = max((part.width for part in self.parts if isinstance(part, Shape)), default=0) + 1
        left, top, right, bottom = min(xs) - edge, min(ys) - edge, max(xs) + edge, max(ys) + edge
        room = max(0, math.floor(left)), max(0, math.floor(top)), min(canvas.width, math.ceil(right)), min(canvas.height, math.ceil(bottom))
        return room if room[0] < room[2] and room[1] < room[3] else None


def draw(svg: str, canvas: Image.Image, place: Place) -> None:
    """Paint the picture on `canvas` (RGB). Faded groups are laid over what is there already, as a browser does."""
    parsed(svg, place).paint(canvas)


def parsed(svg: str, place: Place) -> Group:
    inherited: dict[str, str] = {}
    open_groups, places = [Group()], [place]
    for closing, tag, written in TAG.findall(svg):
        attributes = dict(ATTRIBUTE.findall(written))
        opacity, moved = float(attributes.get("opacity", 1)), places[-1].moved(*translation(attributes))
        if tag == "svg":
            inherited |= attributes
        elif closing:
            open_groups.pop()
            places.pop()
        elif tag == "g":
            group = Group(opacity)
            open_groups[-1].parts.append(group)
            open_groups.append(group)
            places.append(moved)
        else:
            drawn = shape(inherited | attributes, moved)
            open_groups[-1].parts.append(drawn if opacity == 1 else Group(opacity, [drawn]))
    return open_groups[0]


def shape(look: dict[str, str], place: Place) -> Shape:
    lines = [place.pixels(line) for line in flattened(look["d"])]
    return Shape(lines, look.get("fill", "none"), look.get("stroke", "none"), float(look.get("stroke-width", 1)) * place.scale)


def translation(attributes: dict[str, str]) -> Point:
    x, y, *_rest = [*numbers(attributes.get("transform", "")), 0.0, 0.0]
    return x, y


def numbers(text: str) -> list[float]:
    return [float(number) for number in NUMBER.findall(text)]


def stroke(painter: ImageDraw.ImageDraw, line: Line, colour: str, width: float) -> None:
    """A line with round joins and caps: Pillow's own joins miss at sharp corners, so each corner gets a dot."""
    points = [*line.points, line.points[0]] if line.closed else line.points
    wide = max(1, round(width))
    painter.line(points, fill=colour, width=wide)
    radius = (wide - 1) / 2  # Pillow counts both edges of an ellipse in
    for x, y in corners(points):
        painter.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def corners(points: list[Point]) -> Iterator[Point]:
    """Both ends, and the points where the line turns by more than ten degrees."""
    yield points[0]
    yield points[-1]
    for (ax, ay), (bx, by), (cx, cy) in zip(points, points[1:], points[2:], strict=False):
        turn = abs(math.atan2(by - ay, bx - ax) - math.atan2(cy - by, cx - bx))
        if min(turn, 2 * math.pi - turn) > math.radians(10):
            yield bx, by


# -- from path data to points
def flattened(d: str) -> list[Line]:
    """Path data as straight lines, in units of the drawing."""
    lines: list[Line] = []
    points: list[Point] = []
    here, start, handle, previous = (0.0, 0.0), (0.0, 0.0), (0.0, 0.0), ""
    for letter, values in commands(d):
        kind, relative = letter.upper(), letter.islower()
        if kind == "Z":
            lines += [Line(points, True)] if points else []
            here, points, previous = start, [], ""
            continue
        if kind == "M" or not points:
            lines += [Line(points, False)] if len(points) > 1 else []
            points = [] if kind == "M" else [here]
        handle = handle if previous == kind_of(kind) else here
        target, handle, piece = step(kind, absolute(kind, values, here if relative else (0.0, 0.0)), here, handle)
        points += piece
        start = target if kind == "M" else start
        here, previous = target, kind_of(kind)
    return lines + ([Line(points, False)] if len(points) > 1 else [])


def commands(d: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with exactly its own arguments; further pairs after an M are an L."""
    for letter, text in COMMAND.findall(d):
        values, count = numbers(text), ARGUMENTS.get(letter.upper(), 0)
        if not count:
            yield letter, []
            continue
        for i in range(0, len(values), count):
            yield (letter if i == 0 or letter not in "Mm" else "L" if letter == "M" else "l"), values[i : i + count]


def kind_of(kind: str) -> str:
    """Which smooth command may mirror this one's handle."""
    return {"C": "cubic", "S": "cubic", "Q": "quadratic", "T": "quadratic"}.get(kind, "")


def absolute(kind: str, values: list[float], origin: Point) -> list[float]:
    """Arguments counted from the origin of the drawing instead of from `origin`."""
    if kind == "A":
        return [*values[:5], values[5] + origin[0], values[6] + origin[1]]
    first = 1 if kind == "V" else 0
    return [value + origin[(i + first) % 2] for i, value in enumerate(values)]


def step(kind: str, values: list[float], here: Point, handle: Point) -> tuple[Point, Point, list[Point]]:
    """(where the command ends, the handle that a smooth command after it mirrors, the points on the way)."""
    if kind in {"M", "L", "H", "V"}:
        target = (here[0], values[0]) if kind == "V" else (values[0], here[1]) if kind == "H" else (values[0], values[1])
        return target, target, [target]
    target = (values[-2], values[-1])
    if kind == "A":
        return target, target, arc(here, values, target)
    mirrored = (2 * here[0] - handle[0], 2 * here[1] - handle[1])
    handles = [(values[i], values[i + 1]) for i in range(0, len(values) - 2, 2)]
    handles = [mirrored, *handles] if kind in {"S", "T"} else handles
    return target, handles[-1], bezier([here, *handles, target])


def bezier(handles: list[Point]) -> list[Point]:
    """A quadratic or cubic curve, without its first point."""
    degree, (xs, ys) = len(handles) - 1, zip(*handles, strict=True)
    points = []
    for i in range(1, STEPS + 1):
        t = i / STEPS
        weights = [math.comb(degree, k) * t**k * (1 - t) ** (degree - k) for k in range(degree + 1)]
        points.append((weighted(weights, xs), weighted(weights, ys)))
    return points


def weighted(weights: Sequence[float], values: Sequence[float]) -> float:
    return sum(weight * value for weight, value in zip(weights, values, strict=True))


def arc(start: Point, values: list[float], end: Point) -> list[Point]:
    """An upright elliptical arc, without its first point (SVG 1.1, appendix F.6: from two ends to a middle; no rotation)."""
    rx, ry, large, sweep = abs(values[0]), abs(values[1]), bool(values[3]), bool(values[4])
    if not rx or not ry or start == end:
        return [end]
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    reach = (dx / rx) ** 2 + (dy / ry) ** 2
    grow = math.sqrt(max(1.0, reach))  # ellipses that are too small to reach both ends are enlarged until they do
    rx, ry, factor = rx * grow, ry * grow, math.sqrt(max(0.0, 1 / reach - 1))
    factor = -factor if large == sweep else factor
    middle = ((start[0] + end[0]) / 2 + factor * rx * dy / ry, (start[1] + end[1]) / 2 - factor * ry * dx / rx)
    first = math.atan2((start[1] - middle[1]) / ry, (start[0] - middle[0]) / rx)
    turn = math.atan2((end[1] - middle[1]) / ry, (end[0] - middle[0]) / rx) - first
    turn += 2 * math.pi if sweep and turn <= 0 else -2 * math.pi if not sweep and turn >= 0 else 0
    count = max(4, math.ceil(abs(turn) / math.radians(8)))
    around = [first + turn * i / count for i in range(1, count)]
    return [*((middle[0] + rx * math.cos(angle), middle[1] + ry * math.sin(angle)) for angle in around), end]
