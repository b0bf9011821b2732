"""What every picture is made of: choices fixed by a seed, short path data, and a sheet that gathers shapes by colour.

The hand is the Belgian "klare lijn": one ink line of one weight, flat colour, no shadow, no gradient. Ground is y = 0 and
up is negative; one unit is about five centimetres.
"""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from html import escape
from typing import TypeVar

Choice = TypeVar("Choice")
Part = tuple[str, str]  # class, path data

# Class: fallback colour, so that a file also stands alone (an <img>, a poster, an e-mail). The stylesheet owns the real ones
# (tokens.css, "facades" and "awnings"). No green: that is kept for "open". Classes that are not here are bare lines.
COLOURS = {
    "w0": "#b5705a", "w1": "#8f5a4c", "w2": "#d9bd85", "w3": "#f6f1e6", "w4": "#e8c9ad", "w5": "#c3d0d6", "w6": "#d8d2c4", "w7": "#a9695f",
    "w8": "#cf9266", "w9": "#d4aaa6",
    "p0": "#27324b", "p1": "#6d2b32", "p2": "#efe7d6", "p3": "#7d5a3c", "p4": "#36505c", "p5": "#9b4c2c",
    "st": "#efe7d6", "r0": "#a4573f", "r1": "#59606e", "gl": "#b9cdd3", "gu": "#b9cdd3", "gs": "#fdf3d3", "ln": "#1d2538", "cl": "#f4efe3",
    "a0": "#e0a530", "a1": "#e79b93", "a2": "#e38a3c", "a3": "#7f2f3f", "a4": "#6b4a78", "a5": "#8a6242", "a6": "#3c7584", "a7": "#31539b",
    "a8": "#d1648f", "a9": "#62a3c7", "aa": "#9c8fc0", "ab": "#cf5b3c", "ac": "#ead070", "ad": "#738292",
    "lm": "#d3d0c6", "pv": "#d9d1bf", "tr": "#d8ab4a",
}  # fmt: skip
PALE = "#fffaf0"  # the glyph of a sign on a dark cloth
PEN = f'fill="none" stroke="{COLOURS["ln"]}" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round" '


class Draws:
    """Choices fixed by a seed and a name.

    Unlike `random` they cannot change with a Python release, and a new choice leaves every older one as it was: a shop keeps
    its face when the street learns a new kind of door.
    """

    def __init__(self, seed: str) -> None:
        self.seed = seed

    def number(self, name: str, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        digest = blake2b(f"{self.seed}/{name}".encode(), digest_size=4).digest()
        return low + int.from_bytes(digest, "big") % (high - low + 1)

    def choice(self, name: str, options: Sequence[Choice]) -> Choice:
        return options[self.number(name, 0, len(options) - 1)]

    def chance(self, name: str, percent: int) -> bool:
        return self.number(name, 1, 100) <= percent


class Sheet:
    """Collects shapes in the order of painting; neighbours of one class become one element."""

    def __init__(self) -> None:
        self.shapes: list[list[str]] = []

    def add(self, name: str, d: str) -> None:
        if self.shapes and self.shapes[-1][0] == name:
            self.shapes[-1][1] += d
        else:
            self.shapes.append([name, d])

    def line(self, d: str) -> None:
        self.add("n", d)

    def gather(self, parts: Iterable[Part]) -> None:
        """Add shapes that do not overlap within one class: one element per class, glass first, sills and lines last."""
        parts = list(parts)
        for name in sorted({name for name, _ in parts}, key=order_of_painting):
            for other, d in parts:
                if other == name:
                    self.add(name, d)

    def svg(self, inline: bool) -> str:
        """inline: the page has the stylesheet, so the fallback colours (a seventh of the bytes) stay away."""
        return "".join(element(name, d, inline) for name, d in self.shapes)


def order_of_painting(name: str) -> tuple[bool, bool, str]:
    return "g" not in name, name in {"st", "n", "ln"}, name


def element(name: str, d: str, inline: bool) -> str:
    """Bare lines ("n") inherit everything from the picture; " -" is "-" in path data."""
    look = "" if name == "n" else f' class="{name}"'
    if name in COLOURS and not inline:
        look += f' fill="{COLOURS[name]}"'
    return f'<path{look} d="{d.replace(" -", "-")}"/>'


def picture(left: float, top: float, width: float, height: float, body: str, *, title: str, inline: bool, extra: str = "") -> str:
    """Wrap a drawing; `title` is its text alternative, or empty for a picture that only adorns.

    Lengths in units of the drawing. inline: the stylesheet knows `.fc` and draws the line, so the pen stays away too.
    """
    alone = "" if inline else f'xmlns="http://www.w3.org/2000/svg" {PEN}'
    name = f'role="img"><title>{escape(title)}</title>' if title else 'aria-hidden="true">'
    return f'<svg class="fc{extra}" viewBox="{n(left)} {n(top)} {n(width)} {n(height)}" {alone}{name}{body}</svg>'


def n(value: float) -> str:
    """A number as short as SVG allows: at most one decimal."""
    return str(value) if isinstance(value, int) else f"{round(value, 1) + 0.0:g}"


def box(x: float, y: float, width: float, height: float) -> str:
    """A rectangle as path data, from its top left corner."""
    return f"M{n(x)} {n(y)}h{n(width)}v{n(height)}h{n(-width)}z"


def disc(x: float, y: float, r: float) -> str:
    return f"M{n(x - r)} {n(y)}a{n(r)} {n(r)} 0 1 0 {n(2 * r)} 0a{n(r)} {n(r)} 0 1 0 {n(-2 * r)} 0z"


def spread(count: int, x: float, width: float) -> list[int]:
    """Middles of `count` equal parts of a width, on whole units."""
    return [round(x + width * (i + 0.5) / count) for i in range(count)]
