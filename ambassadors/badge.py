"""The badge of a year: a rosette like those of a market's prize, in the colours of the shop's awning, with the year on it.

Drawn like the facades (content.facades): one ink line, flat colours by class, so it follows dark mode and print, and can be painted on a bitmap.
The same year and cloth give the same badge, at most 2.6 kB.
"""

from math import cos, radians, sin

from content.facades import CLOTHS
from content.facades.drawing import Sheet, disc, n, picture

LOBES, RADIUS, SCALLOP, PLATE = 16, 36.0, 7.6, 29.0  # units; one scallop per lobe, as on an awning
LEFT, TOP, WIDTH, HEIGHT = -46, -46, 92, 116
DIGIT, GAP, TALL = 9.0, 3.4, 17.0  # a digit is drawn 9 wide and 17 high
THICK, GOLD = 3.4, "a0"
GABLE = "M-7.5 -9v-4h2v-2.5h2v-2.5h2v-2.5h3v2.5h2v2.5h2v2.5h2v4h-5v-2.2a2.5 2.5 0 0 0-5 0v2.2z"  # the mark of the brand
TAILS = "M-20 22l-8 42l11-7l8 11l6-40zM20 22l8 42l-11-7l-8 11l-6-40z"
FOLDS = "M-12 30l-5 27M12 30l5 27"
DIGITS = {
    "0": "M0 4.5a4.5 4.5 0 0 1 9 0v8a4.5 4.5 0 0 1-9 0z",
    "1": "M1.5 3.5l4-3.5v17",
    "2": "M.3 4.8c0-6.4 8.7-6.4 8.7 0c0 3.2-8.8 7.7-8.8 12.2h8.8",
    "3": "M.4 3c2-4.5 8.2-3.6 8.2 1.2c0 3-2.2 4-4.6 4c2.7 0 5 1.2 5 4.3c0 5.6-7.4 6-9 1.4",
    "4": "M6.6 17v-17l-6.6 12h9",
    "5": "M8.4 0h-7.2l-.7 7.6c2.4-2.4 8.5-1.6 8.5 4.2c0 6-7.2 6.8-9 2.2",
    "6": "M8 .4c-5.4 1.6-8 6.4-8 12.1a4.5 4.5 0 0 0 9 0c0-5.6-7.4-6.2-9-1",
    "7": "M0 0h9c-3.4 5-5.4 10.4-5.6 17",
    "8": "M4.5 7.8c-5 0-5-7.8 0-7.8s5 7.8 0 7.8c-6 0-6 9.2 0 9.2s6-9.2 0-9.2",
    "9": "M9 5.5c-1.6 5.2-9 4.6-9-1a4.5 4.5 0 0 1 9 0c0 5.7-2.6 10.5-8 12.1",
}


def badge(year: int, cloth: str, *, is_provincial: bool = False, inline: bool = False, title: str = "") -> str:
    """The SVG of one badge. cloth: a key of content.facades.CLOTHS (KeyError otherwise). inline, title: as for content.facades.facade.

    is_provincial: with a golden plate.
    """
    awning = CLOTHS[cloth].awning
    sheet = Sheet()
    sheet.add(awning, TAILS)
    sheet.line(FOLDS)
    sheet.gather([(awning if i % 2 else "cl", lobe(i)) for i in range(LOBES)])
    sheet.add(GOLD if is_provincial else "st", disc(0, 0, PLATE))
    sheet.add("r0", GABLE)
    body = sheet.svg(inline) + thick(year_lines(str(year)))
    return picture(LEFT, TOP, WIDTH, HEIGHT, body, title=title, inline=inline, extra=" badge")


def lobe(i: int) -> str:
    """A slice of the rosette, from its middle to the scallop at its edge."""
    (x1, y1), (x2, y2) = (around(part / LOBES * 360) for part in (i - 0.5, i + 0.5))
    return f"M0 0L{n(x1)} {n(y1)}A{n(SCALLOP)} {n(SCALLOP)} 0 0 1 {n(x2)} {n(y2)}z"


def around(degrees: float) -> tuple[float, float]:
    return RADIUS * sin(radians(degrees)), -RADIUS * cos(radians(degrees))


def year_lines(text: str) -> str:
    """The digits side by side, centred below the gable. A sign that is no digit is left out."""
    digits = [sign for sign in text if sign in DIGITS]
    wide = len(digits) * (DIGIT + GAP) - GAP
    return "".join(moved(DIGITS[sign], -wide / 2 + i * (DIGIT + GAP), -3.0) for i, sign in enumerate(digits))


def moved(d: str, x: float, y: float) -> str:
    return f'<path transform="translate({n(x)} {n(y)})" d="{d}"/>'


def thick(paths: str) -> str:
    return paths.replace("<path ", f'<path class="yr" stroke-width="{THICK}" ')
