"""The picture that a message or a social site shows beside a link: 1200 x 630, drawn here, the same for the same words.

A shop's card shows its own front on the pavement, large, with its neighbours faded; a town's card shows the skyline of its page. The
name stands as large as it fits, one line of text under it, the awning of its cloth above.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

from content.facades import CLOTHS, skyline, street
from content.facades.drawing import COLOURS, Draws
from content.facades.faces import draw_front
from content.flat_svg import Place, draw

WIDTH, HEIGHT = 1200, 630  # pixels; the size that Facebook, WhatsApp, LinkedIn and Mastodon show whole
FINER = 3  # the street is drawn three times larger and then reduced, which smooths its edges
AWNING, HEM, STRIPE = 40, 16, 40
PAVEMENT, LINE = 540, 4
LEFT, GUTTER = 64, 40
PEN = 1.4  # units of the drawing
STAMP = 168  # pixels high
LARGEST, SMALLEST, LEADING = 168, 44, 0.94  # of the name: sizes in pixels, and rows in sizes
DISPLAY, TEXT = "fonts/bricolage-grotesque-condensed-700-latin.woff2", "fonts/figtree-400-700-latin.woff2"
SKY, COTTON, INK, INK_SOFT, BRICK = "#cbe0e9", "#f6f0e4", "#182034", "#424b60", "#a83022"  # tokens.css: sky-200, cotton-100 ...
BRAND = "ik koop lokaal"
MARK = "M0 0V-17h4v-5h4V-27h4V-32h6v5h4v5h4v5h4v17h-10v-9a5 5 0 0 0-10 0v9z"  # the gable of the brand, 30 x 32 units
STROKES = str.maketrans("łŁđĐħĦ", "lLdDhH")
COLOURS_IN_FILE = 128

Shop = tuple[str, str]  # seed, cloth


class Box(NamedTuple):
    """Room for the name and the line, in pixels."""

    left: int
    top: int
    width: int
    height: int


def share_image(*, title: str, line: str, facade_seed: str, cloth: str, neighbours: Sequence[Shop] = (), stamp: str = "") -> bytes:
    """The PNG of a shop, under 60 kB.

    title: its name, of any length and in any script. line: what it is and where ("Bakker · Tielt"). facade_seed, cloth: as for
    content.facades.facade (KeyError for an unknown cloth). neighbours: those to its right; without them two that no shop owns.
    stamp: a small picture of ours that stands under the line, "" for none.
    """
    beside = [*neighbours] or nobodys_fronts(facade_seed, cloth)
    own = draw_front(facade_seed, cloth)
    scale = min(2.5, (PAVEMENT - AWNING - HEM - 24) / (own.height + 8))
    left = WIDTH - 130 - own.width * scale
    row = street(facade_seed, [(facade_seed, cloth), *beside], focus=0, gaps=(), small=False, pavement=False)
    picture = ground(row, left - first_front(row) * scale, scale, COLOURS[CLOTHS[cloth].awning])
    taken = STAMP + 16 if stamp else 0
    write(picture, title, line, Box(LEFT, AWNING + HEM + 24, round(left) - LEFT - GUTTER, PAVEMENT - AWNING - HEM - 48 - taken))
    picture = stamped(picture, stamp) if stamp else picture
    return png(picture)


def town_share_image(*, title: str, line: str, town: str, cloths: Sequence[str] = ()) -> bytes:
    """The PNG of a municipality with its skyline, under 60 kB. town, cloths: as for content.facades.skyline."""
    row, scale = skyline(town, cloths), 0.82
    picture = ground(row, WIDTH - 16 - wide(row) * scale, scale, BRICK)
    write(picture, title, line, Box(LEFT, AWNING + HEM + 24, WIDTH - 2 * LEFT, 190))
    return png(picture)


def stamped(picture: Image.Image, svg: str) -> Image.Image:
    """`picture` with the drawing of `svg` in the lower left corner of its sky, smoothed."""
    canvas = picture.resize((WIDTH * FINER, HEIGHT * FINER), Image.Resampling.NEAREST)
    left, top, _wide, high = (float(number) for number in svg.partition('viewBox="')[2].partition('"')[0].split())
    scale = STAMP / high
    draw(svg, canvas, Place((LEFT - left * scale) * FINER, (PAVEMENT - 20 - (high + top) * scale) * FINER, scale * FINER))
    return canvas.reduce(FINER)


def nobodys_fronts(seed: str, cloth: str) -> list[Shop]:
    others = [name for name in CLOTHS if name != cloth]
    choices = Draws(f"{seed}/card")
    return [(f"{seed}/next {i}", choices.choice(f"cloth {i}", others)) for i in (1, 2)]


def wide(svg: str) -> float:
    """The width of a picture in its units."""
    return float(svg.partition('viewBox="')[2].split()[2])


def first_front(svg: str) -> float:
    """Where the first front of a street begins, in units."""
    return float(svg.partition('transform="translate(')[2].split(")")[0])


# -- the ground, from back to front
def ground(row: str, left: float, scale: float, awning: str) -> Image.Image:
    """Sky, street, pavement and awning, smoothed; everything but the words."""
    canvas = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), SKY)
    draw(thin_lines(row), canvas, Place(left * FINER, PAVEMENT * FINER, scale * FINER))
    painter = ImageDraw.Draw(canvas)
    painter.rectangle(finer(0, PAVEMENT, WIDTH, HEIGHT), fill=COTTON)
    painter.rectangle(finer(0, PAVEMENT, WIDTH, PAVEMENT + LINE), fill=INK)
    hang_awning(painter, awning)
    mark = f'<path fill="{BRICK}" d="{MARK}"/>'
    draw(mark, canvas, Place(LEFT * FINER, (HEIGHT - 24) * FINER, 1.3 * FINER))
    return canvas.reduce(FINER)


def thin_lines(row: str) -> str:
    """A front this large wants a thinner pen, and fainter bricks, as the stylesheet gives them on a shop's page."""
    return row.replace('stroke-width="1.8"', f'stroke-width="{PEN}"', 1).replace('class="b"', 'class="b" opacity=".4"')


def finer(*lengths: float) -> list[float]:
    return [length * FINER for length in lengths]


def hang_awning(painter: ImageDraw.ImageDraw, colour: str) -> None:
    """Stripes from edge to edge, each ending in a half round."""
    for i, x in enumerate(range(0, WIDTH, STRIPE)):
        fill = colour if i % 2 == 0 else COLOURS["cl"]
        painter.rectangle(finer(x, 0, x + STRIPE, AWNING), fill=fill)
        painter.pieslice(finer(x, AWNING - HEM, x + STRIPE, AWNING + HEM), 0, 180, fill=fill)


# -- words
def write(picture: Image.Image, title: str, line: str, box: Box) -> None:
    """The name as large as the box allows, the line under it, and the brand on the pavement."""
    painter = ImageDraw.Draw(picture)
    size, rows = set_large(sayable(title, DISPLAY) or BRAND, box.width, box.height - 64)
    y = box.top + size * 0.74
    for row in rows:
        painter.text((box.left - size * 0.03, y), row, fill=INK, font=font(DISPLAY, size), anchor="ls")
        y += size * LEADING
    below = fitting(sayable(line, TEXT), font(TEXT, 36), box.width)
    painter.text((box.left, y - size * LEADING + size * 0.2 + 48), below, fill=INK_SOFT, font=font(TEXT, 36), anchor="ls")
    painter.text((LEFT + 52, HEIGHT - 26), BRAND, fill=INK, font=font(DISPLAY, 44), anchor="ls")


@lru_cache(maxsize=64)
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """One of the site's own letters; Pillow's FreeType reads WOFF2. Figtree comes in the weight of running text."""
    path = finders.find(name)
    if not path:
        raise FileNotFoundError(f"static/{name} is missing")
    return ImageFont.truetype(path, size)


def sayable(text: str, name: str) -> str:
    """The text in letters that the font has: others lose their accent ("ž" becomes "z"), or go. No empty boxes."""
    letters = (letter if has(name, letter) else bare(letter) for letter in " ".join(text.split()))
    return " ".join("".join(letter for letter in letters if all(has(name, part) for part in letter)).split())


def bare(letter: str) -> str:
    """Without accent: "Ž" is "Z". The stroke of Polish and Croatian letters is no accent to Unicode."""
    return "".join(part for part in unicodedata.normalize("NFKD", letter.translate(STROKES)) if not unicodedata.combining(part))


@lru_cache(maxsize=2048)
def has(name: str, letter: str) -> bool:
    """Whether the font draws `letter` otherwise than a letter that no font has."""
    drawn = font(name, 20)
    return (bytes(drawn.getmask(letter)), drawn.getlength(letter)) != (bytes(drawn.getmask("\uffff")), drawn.getlength("\uffff"))


def set_large(text: str, width: int, height: int) -> tuple[int, list[str]]:
    """(size in pixels, rows) of the name: the largest at which it fits; at the smallest, what is too long is cut off."""
    for size in range(LARGEST, SMALLEST, -4):
        drawn = font(DISPLAY, size)
        rows = wrapped(text, drawn, width)
        if len(rows) * size * LEADING <= height and all(drawn.getlength(row) <= width for row in rows):
            return size, balanced(rows, drawn, width)
    return SMALLEST, cut_off(wrapped(text, font(DISPLAY, SMALLEST), width), font(DISPLAY, SMALLEST), width, height)


def wrapped(text: str, drawn: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Rows of whole words; a word that is longer than a row has one of its own."""
    rows: list[str] = []
    for word in text.split():
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and drawn.getlength(longer) <= width:
            rows[-1] = longer
        else:
            rows.append(word)
    return rows


def balanced(rows: list[str], drawn: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """As many rows, of lengths as equal as may be: "Bakkerij / De Kroon", not "Bakkerij De / Kroon"."""
    narrower = (wrapped(" ".join(rows), drawn, width * part / 20) for part in range(6, 20))
    return next((tried for tried in narrower if len(tried) == len(rows)), rows)


def cut_off(rows: list[str], drawn: ImageFont.FreeTypeFont, width: int, height: int) -> list[str]:
    most = max(1, int(height // (SMALLEST * LEADING)))
    kept = rows[:most] if len(rows) <= most else [*rows[: most - 1], f"{rows[most - 1]}…"]
    return [fitting(row, drawn, width) for row in kept]


def fitting(text: str, drawn: ImageFont.FreeTypeFont, width: int) -> str:
    """The text, or as much of its beginning as fits, with three dots."""
    if drawn.getlength(text) <= width:
        return text
    while text and drawn.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip(' .·,…')}…"


def png(picture: Image.Image) -> bytes:
    """A palette of 128 colours, none further than 13 of 255 from what was drawn: a third of the bytes."""
    output = BytesIO()
    picture.quantize(COLOURS_IN_FILE, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(output, "PNG")
    return output.getvalue()
