"""One shop on its own: the face that it has in every list, on its page and on its poster."""

from .drawing import n, picture
from .fronts import Front
from .gables import raise_wall
from .shopfronts import open_shop, sign
from .storeys import furnish

SMALL_SHEET = (150, 208)  # small fronts share one sheet, so that a column of them lines up


def draw_front(seed: str, cloth: str, kind: str | None = None, small: bool = False) -> Front:
    """A front with its sheet painted, from back to front; the sign is apart."""
    front = Front(seed, cloth, kind, small)
    raise_wall(front)
    furnish(front)
    open_shop(front)
    return front


def facade(seed: str, cloth: str, *, kind: str | None = None, small: bool = False, inline: bool = False, title: str | None = None) -> str:
    """The SVG of one shop: at most 3.0 kB, small and inline at most 2.3 kB.

    seed: the shop's own word; the same word gives the same face in both sizes. cloth: a key of CLOTHS (KeyError otherwise).
    kind: one of gables.GABLES instead of the drawn one. inline: for a page with the stylesheet; without it the file stands
    alone. title: text alternative; empty for a picture beside the shop's name, None for a plain Dutch one.
    """
    front = draw_front(seed, cloth, kind, small)
    wide, high = SMALL_SHEET if small else (160, front.height + 6)
    shift = (wide - front.width) / 2 + (9 if front.mirrored else -9)
    body = f'<g transform="translate({n(shift)})">{front.sheet.svg(inline)}{sign(front, inline)}</g>'
    text = f"Gevel van een winkel: {front.cloth.label.lower()}" if title is None else title
    return picture(0, -high, wide, high, body, title=text, inline=inline)
