"""The floors above the shop: windows, shutters, flowers on the sill, and now and then a cat."""

from .drawing import Draws, Part, box, n
from .fronts import FLOOR, GROUND, OLD, Front


def furnish(front: Front) -> None:
    if front.kind == "glas":
        curtain_wall(front)
    elif front.kind == "vijftig":
        ribbon_windows(front)
    else:
        windows(front)
        if not front.small:
            weather(front)


def windows(front: Front) -> None:
    draw = front.draw
    bays = 2 if front.width < 104 or draw.chance("bays", 30) else 3
    wide = draw.choice("pane", (19, 21, 17)) if bays == 2 else 17
    gap = (front.width - bays * wide) // (bays + 1)
    start = (front.width - bays * wide - (bays - 1) * gap) // 2
    xs = [start + bay * (wide + gap) for bay in range(bays)]
    bulge = draw.choice("heads", (0, 10, 0, 10, 4))
    string_course(front)
    parts: list[Part] = []
    for floor in range(front.floors):
        y = -GROUND - FLOOR * floor - 40
        for bay, x in enumerate(xs):
            parts += pane(front, x, y, wide, 30, f"{floor}{bay}", bulge)
    front.sheet.gather(parts + shutters(front, xs, wide) + sills(front, xs, wide))


def pane(front: Front, x: float, y: float, width: float, height: float, spot: str, bulge: int) -> list[Part]:
    """A window on its sill; `bulge` is how far its head curves, `spot` tells it from the others of this front."""
    return [*glazing(front, x, y, width, height, spot, bulge), ("st", box(x - 3, y + height, width + 6, 4))]


def glazing(front: Front, x: float, y: float, width: float, height: float, spot: str, bulge: int = 0) -> list[Part]:
    """Glass and bars; some windows are lit at dusk."""
    rise = bulge * 0.6
    top = f"v{n(rise - height)}q{n(width / 2)}{-bulge} {n(width)} 0v{n(height - rise)}" if bulge else f"v{n(-height)}h{n(width)}v{n(height)}"
    glass = "gu" if front.draw.chance(f"lit {spot}", 40) else "gl"
    middle, across = f"M{n(x + width / 2)} ", f"M{n(x)} {n(y + 12)}h{n(width)}"
    bars = {
        "cross": f"{middle}{n(y + bool(bulge))}v{n(height - bool(bulge))}{across}",
        "tee": f"{middle}{n(y + 12)}v{n(height - 12)}{across}",
        "upright": f"{middle}{n(y + bool(bulge))}v{n(height - bool(bulge))}",
        "sash": f"M{n(x)} {n(y + height / 2)}h{n(width)}",
    }[front.draw.choice("bars", ("cross", "tee", "cross", "upright", "sash"))]
    return [(glass, f"M{n(x)} {n(y + height)}{top}z"), ("n", bars)]


def shutters(front: Front, xs: list[int], wide: int) -> list[Part]:
    if len(xs) != 2 or not front.draw.chance("shutters", 45):
        return []
    tops = [-GROUND - FLOOR * floor - 38 for floor in range(front.floors)]
    return [(front.paint, box(x - 9, y, 8, 28) + box(x + wide + 1, y, 8, 28)) for y in tops for x in xs]


def sills(front: Front, xs: list[int], wide: int) -> list[Part]:
    """On the sills of the first floor: flowers, or a cat, or nothing."""
    y = -GROUND - 10
    if front.draw.chance("geraniums", 22):
        bloom, half = front.draw.choice("bloom", ("a8", "a1", "ab", "a0")), wide / 2
        return [(bloom, "".join(f"M{n(x)} {y}" + f"q{n(half / 2)}-11 {n(half)} 0" * 2 + "z" for x in xs))]
    cat = front.draw.number("cat", 0, 7)
    return [("ln", f"M{n(xs[cat] + 4)} {y}v-9l2-3l2 2l2-2v5q5 2 4 7z")] if cat < len(xs) else []


def string_course(front: Front) -> None:
    """A band of stone through the wall, as old brick has."""
    heights = {"low": (-GROUND - 46,), "both": (-GROUND - 46, -GROUND - 26)}.get(front.draw.choice("course", ("", "", "low", "both")), ())
    for y in heights:
        front.sheet.add("st", box(0, y, front.width, 3))


def ribbon_windows(front: Front) -> None:
    bars = front.draw.choice("ribbon", ((0.25, 0.75), (0.33, 0.67), (0.5,), (0.3,), (0.7,), (0.2, 0.4, 0.6, 0.8)))
    vent = front.draw.choice("vent", (0, 1))
    for floor in range(front.floors):
        y, wide = -GROUND - FLOOR * floor - 38, front.width - 20
        front.sheet.add("st", box(7, y - 3, wide + 6, 33))
        front.sheet.add("gu" if floor else "gl", box(10, y, wide, 27))
        upright = "".join(f"M{n(10 + wide * part)} {y}v27" for part in bars)
        hinge = f"M10 {y + 8}h{n(wide * bars[0])}" if vent else f"M{n(10 + wide * bars[-1])} {y + 8}H{10 + wide}"
        front.sheet.line(upright + hinge)
    front.sheet.add(front.awning, box(10, -GROUND - 6, front.width - 20, 6))


def curtain_wall(front: Front) -> None:
    columns = front.draw.choice("columns", (3, 4, 5))
    rail = front.draw.choice("rail", (0, 10, 28))
    wide = (front.width - 12) / columns
    for floor in range(front.floors):
        y = -GROUND - FLOOR * floor - 42
        for i in range(columns):
            front.sheet.add("gu" if front.draw.chance(f"lit {floor}{i}", 35) else "gl", box(6 + wide * i, y, wide, 40))
        if rail:
            front.sheet.line(f"M6 {y + rail}H{front.width - 6}")


def weather(front: Front) -> None:
    """What a large front has room for: wall anchors at the eaves, or a few bricks."""
    if front.kind in OLD and front.draw.chance("anchors", 60):
        front.sheet.line("".join(f"M{n(x)} {2 - front.eave}v12m-3-9l6 6" for x in (7, front.width - 7)))
    else:
        bricks(front)


def bricks(front: Front) -> None:
    """A few courses here and there: enough to say brick, never a pattern."""
    if front.wall in {"w3", "w5", "w6", "w9"}:
        return
    d, draw = "", Draws(f"{front.draw.seed}/bricks")
    for i in range(3):
        x = draw.choice(f"x{i}", (4, front.width - 16, front.width // 2 - 20))
        d += f"M{x} {-draw.number(f'y{i}', GROUND + 6, front.eave - 6)}h5m3 0h4m-9 4h6"
    front.sheet.add("b", d)
