"""The shop on the ground floor: window, door, board, awning and the sign that hangs out."""

from .drawing import PALE, Sheet, box, disc, n
from .fronts import GROUND, PAINTS, Front
from .windows import dress

EDGES = {"round": "q{half} 8{over} 0", "points": "l{half} 6l{half}-6", "straight": "h{over}"}


def open_shop(front: Front) -> None:
    wide = front.width
    door_x = wide - 32 if front.mirrored else 10
    window_x, window_w = (10 if front.mirrored else 36), wide - 46
    front.sheet.add(front.paint, box(4, -GROUND + 4, wide - 8, GROUND - 4))
    front.sheet.add("gs", box(window_x, -64, window_w, 50))
    dress(front, window_x, window_w)
    door(front, door_x)
    board(front)
    canopy(front, window_x - 3, window_w + 6)
    front.sheet.add("st", box(-1, -3, wide + 2, 3))


def door(front: Front, x: int) -> None:
    front.sheet.add(front.draw.choice("door", [paint for paint in PAINTS if paint != front.paint]), box(x, -50, 22, 50))
    lights = {
        "tall": box(x + 4, -46, 14, 25),
        "two": box(x + 4, -46, 6, 26) + box(x + 12, -46, 6, 26),
        "arched": f"M{x + 4} -20v-20q7-10 14 0v20z",
        "half": box(x + 4, -46, 14, 14),
        "porthole": disc(x + 11, -36, 7),
    }[front.draw.choice("door lights", ("tall", "two", "arched", "half", "porthole"))]
    front.sheet.add("gs", box(x, -64, 22, 11) + lights)
    front.sheet.line(f"M{x + (4 if front.mirrored else 18)} -17v4")


def board(front: Front) -> None:
    """The board over the window, where the name stands on a full front."""
    colours = (front.awning, "p1", "w3") if front.paint == "p2" else ("cl", "cl", front.awning)
    front.sheet.add(front.draw.choice("board", colours), box(2, -GROUND + 2, front.width - 4, 11))
    if not front.small:
        front.sheet.line(f"M{n(front.width / 2 - 18)} {-GROUND + 7.5}h8m4 0h14m4 0h6")


def canopy(front: Front, x: float, width: float) -> None:
    """The awning: stripes or one colour, with one of three hems."""
    count = front.draw.choice("stripes", (5, 6, 7, 8))
    step = round(width / count)
    over, x, width, top, bottom, flare = step + 1, round(x + (width - step * count) / 2) + 0.5, step * count, -64, -48, count / 2
    hem = EDGES[front.draw.choice("hem", ("round", "round", "points", "straight"))].format(half=n(-over / 2), over=-over)
    outline = f"M{n(x)} {top}h{n(width)}l{n(flare)} {bottom - top}{hem * count}z"
    if front.draw.chance("one colour", 20):
        front.sheet.add(front.awning, outline)
        return
    front.sheet.add("cl", outline)
    lefts = [(x + step * i, x - flare + over * (i + 1)) for i in range(0, count, 2)]
    front.sheet.add(front.awning, "".join(f"M{n(left)} {top}h{n(step)}L{n(right)} {bottom}{hem}z" for left, right in lefts))


def sign(front: Front, inline: bool, side: int = 0) -> str:
    """The hanging sign, drawn apart: in a street it hangs before the neighbour's wall.

    side: 1 right, -1 left, 0 where this front has it; a street says 1, so that two never meet.
    """
    side, y = side or (-1 if front.mirrored else 1), -GROUND - 14
    x = 0 if side < 0 else front.width
    middle = x + side * 13
    plate = Sheet()
    plate.line(f"M{x} {y - 8}h{side * 22}M{x} {y}l{side * 8}-8M{middle} {y - 8}v4")
    plate.add(front.awning, plate_shape(front, middle, y + 7))
    return plate.svg(inline) + glyph(front, middle, y + 7, inline)


def plate_shape(front: Front, x: int, y: int) -> str:
    corner = f"M{x - 10} {y - 10}h20"
    shapes = (disc(x, y, 11), box(x - 10, y - 10, 20, 20), f"{corner}v11q0 7-10 11q-10-4-10-11z", f"{corner}v22l-10-4l-10 4z", disc(x, y, 11))
    return front.draw.choice("plate", shapes)


def glyph(front: Front, x: int, y: int, inline: bool) -> str:
    colour = (' class="gc"' if inline else f' class="gc" stroke="{PALE}"') if front.cloth.dark else ""
    return f'<path{colour} transform="translate({x} {y})" d="{front.cloth.glyph}"/>'
