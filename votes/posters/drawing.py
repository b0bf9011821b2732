"""The pictures of a poster: the street with the candidate's front and its number, the awning on top, the code to scan. All vectors."""

import re
from collections.abc import Iterator

import segno
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from content.facades import CLOTHS, street
from content.facades.drawing import COLOURS, Draws, disc, n
from content.facades.fronts import Front
from content.facades.streets import Shop, fits
from content.share_image import BRICK, COTTON, INK

WIDE, HIGH = 210.0, 118.0  # millimetres of the street on A4
LARGEST = 0.53  # millimetres per unit of the drawing, at which any front of one upper floor has room
ROOM = 16  # units of pavement and sky in any case
SPOT = 0.62  # of the width, where the middle of the front stands
BESIDE = 3  # neighbours on either side
TRIES = 40
SIGN = 37  # radius of the plate with the number, in units
MOVED = re.compile(r"translate\((\d+)\)")
STRIPES, CLOTH_HIGH = 21, 14


def front_in_its_street(face: str, cloth: str, number: int, title: str) -> SafeString:
    """The candidate's own front, as large as fits, with its number on a sign; on either side fronts that no shop owns, faded."""
    own = Front(face, cloth)
    scale = min(LARGEST, HIGH / (own.height + ROOM))
    row = [*neighbours(own, face, HIGH / scale - ROOM)]
    drawn = street(face, [*row[:BESIDE], (face, cloth), *row[BESIDE:]], focus=BESIDE, gaps=(), small=False, title=title)
    left = int(MOVED.findall(drawn)[BESIDE])
    return mark_safe(framed(drawn, left + own.width / 2, scale, sign(left, own, number)))  # noqa: S308 - drawn by us


def neighbours(own: Front, face: str, highest: float) -> Iterator[Shop]:
    """From left to right, each unlike those beside it and none higher than `highest` units, so that the street draws none anew."""
    row: list[Front] = []
    for place in range(2 * BESIDE):
        before = row if place < BESIDE else [*row[:BESIDE], own, *row[BESIDE:]]
        after = [own] if BESIDE - 2 <= place < BESIDE else []
        plans = [plan for plan in nobodys(face, place, own) if plan.height < highest]
        row.append(next((plan for plan in plans if fits(plan, before, after)), plans[0]))
        yield row[-1].draw.seed, row[-1].cloth_name


def nobodys(face: str, place: int, own: Front) -> list[Front]:
    others = [cloth for cloth in CLOTHS if cloth != own.group]
    draw = Draws(f"{face}/affiche")
    return [Front(f"{face}/affiche {place} {i}", draw.choice(f"{place} {i}", others)) for i in range(TRIES)]


def sign(left: int, own: Front, number: int) -> str:
    """An iron arm out of the left wall, from which the number hangs. left: of the front, in units."""
    x, y = left - 46, round(-own.eave * 0.58)
    arm = f"M{left} {y - SIGN - 12}h-76M{left} {y - SIGN + 12}l-24-24M{x - 16} {y - SIGN - 12}v10M{x + 16} {y - SIGN - 12}v10"
    size = 58 if number < 10 else 48 if number < 100 else 36
    letters = f'font-family="Bricolage Condensed" font-weight="700" font-size="{size}" text-anchor="middle" stroke="none" fill="{COTTON}"'
    return (
        f'<path d="{arm}"/><path fill="{BRICK}" d="{disc(x, y, SIGN)}"/><path stroke="{COTTON}" d="{disc(x, y, SIGN - 5)}"/>'
        f'<text x="{x}" y="{n(y + size * 0.35)}" {letters}>{number}</text>'
    )


def framed(drawn: str, middle: float, scale: float, more: str) -> str:
    """The street seen through a frame of WIDE by HIGH, the spot `middle` (units) at SPOT; `more` is drawn on top."""
    wide, high = WIDE / scale, HIGH / scale
    box = f'viewBox="{n(middle - wide * SPOT)} {n(10 - high)} {n(wide)} {n(high)}"'
    return re.sub(r'viewBox="[^"]*"', box, drawn, count=1).replace("</svg>", f"{more}</svg>").replace('stroke-width="1.8"', 'stroke-width="1.5"', 1)


def awning(cloth: str) -> SafeString:
    """Stripes from edge to edge, each ending in a half round. Hidden from who listens to the page; a PDF wants a word for every picture.

    cloth: as the front is drawn with.
    """
    title = escape(_("Gestreepte luifel"))
    colour, step = COLOURS[CLOTHS[cloth.partition("/")[0]].awning], WIDE / STRIPES
    hem = CLOTH_HIGH - step / 2
    lengths = "".join(f"M{n(step * i)} 0h{n(step)}v{n(hem)}a{n(step / 2)} {n(step / 2)} 0 0 1 {n(-step)} 0z" for i in range(0, STRIPES, 2))
    pale = "".join(f"M{n(step * i)} 0h{n(step)}v{n(hem)}a{n(step / 2)} {n(step / 2)} 0 0 1 {n(-step)} 0z" for i in range(1, STRIPES, 2))
    shapes = f'<path fill="{colour}" d="{lengths}"/><path fill="{COLOURS["cl"]}" d="{pale}"/>'
    return mark_safe(f'<svg class="awning" viewBox="0 0 {n(WIDE)} {CLOTH_HIGH}" aria-hidden="true"><title>{title}</title>{shapes}</svg>')  # noqa: S308 - drawn by us


def code(url: str, title: str) -> SafeString:
    """The QR code of `url`: a quarter of it may be covered or torn off (level Q), with the quiet edge of four modules around it."""
    made = segno.make(url, error="q", micro=False, boost_error=False)
    drawn = made.svg_inline(border=4, title=title, svgclass="code", lineclass=None, omitsize=True, dark=INK, light="#fff")
    return mark_safe(drawn.replace("<svg ", '<svg role="img" ', 1))  # noqa: S308 - segno escapes the title
