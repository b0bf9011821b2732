"""The seven walls and what crowns them."""

from .drawing import box, disc, n
from .fronts import Front
from .storeys import glazing, pane


def raise_wall(front: Front) -> None:
    GABLES[front.kind](front)
    if front.finial:
        finial(front)


def outline(front: Front, half: str, back: str) -> None:
    front.sheet.add(front.wall, f"M0 0V{n(-front.eave)}{half}{back}V0z")


def shoulders(front: Front, y: float) -> None:
    front.sheet.add("st", box(-2, y, 10, 5) + box(front.width - 8, y, 10, 5))


def trapgevel(front: Front) -> None:
    top, steps = front.draw.choice("top", (20, 24, 28)), front.draw.choice("steps", (3, 4, 4))
    dx, dy = (front.width - top) / 2 / steps, {3: 18, 4: 14}[steps]
    last = 70 - dy * steps
    up = f"v{n(-dy)}h{n(dx)}" * steps + f"v{-last}"
    down = f"h{n(top)}v{last}" + f"h{n(dx)}v{n(dy)}" * steps
    outline(front, up, down)
    for i in range(steps):
        y = -front.eave - dy * (i + 1) - 3
        front.sheet.add("st", box(dx * i - 1, y, dx + 1, 4) + box(front.width - dx * (i + 1), y, dx + 1, 4))
    front.sheet.add("st", box(front.width / 2 - top / 2 - 2, -front.eave - 74, top + 4, 4))
    gable_window(front, -front.eave - 34)


def klokgevel(front: Front) -> None:
    half, inset = front.width / 2, front.draw.choice("inset", (17, 20, 23))
    side = half - inset - 3
    up = f"h3c{n(inset * 0.7)}-1 {inset}-14 {inset}-34c0-20 {n(side * 0.35)}-30 {n(side)}-30"
    down = f"c{n(side * 0.65)} 0 {n(side)} 10 {n(side)} 30c0 20 {n(inset * 0.3)} 33 {inset} 34h3"
    outline(front, up, down)
    shoulders(front, -front.eave - 2)
    front.sheet.add("st", f"M{n(half - 14)} {-front.eave - 63}a14 9 0 0 1 28 0z")
    gable_window(front, -front.eave - 42)


def halsgevel(front: Front) -> None:
    half, neck = front.width / 2, front.draw.choice("neck", (22, 24, 26))
    side, y = half - neck - 6, -front.eave - 54
    outline(front, f"h6c2-16 {n(side)}-10 {n(side)}-36v-18", f"h{neck * 2}v18c0 26 {n(side - 2)} 20 {n(side)} 36h6")
    crown = f"l{neck + 4}-17l{neck + 4} 17z" if front.draw.chance("crown", 50) else f"q{neck + 4}-34 {neck * 2 + 8} 0z"
    front.sheet.add("st", f"M{n(half - neck - 4)} {y}{crown}")
    shoulders(front, -front.eave - 2)
    gable_window(front, -front.eave - 42)


def tuitgevel(front: Front) -> None:
    half = front.draw.choice("spout", (8, 10, 12))
    slope = front.width / 2 - 10 - half
    outline(front, f"v-10h10l{n(slope)}-42v-14", f"h{half * 2}v14l{n(slope)} 42h10v10")
    shoulders(front, -front.eave - 13)
    front.sheet.add("st", box(front.width / 2 - half - 2, -front.eave - 68, half * 2 + 4, 4))
    gable_window(front, -front.eave - 30)


def lijstgevel(front: Front) -> None:
    """A cornice below a roof with one to three dormers and at most two chimneys."""
    wide, y = front.width, -front.eave
    roof = front.draw.choice("roof", ("r0", "r1"))
    chimneys = front.draw.choice("chimneys", ((16,), (wide - 28,), (16, wide - 28), ()))
    front.sheet.add(roof, "".join(box(x, y - 50, 12, 11) for x in chimneys))
    front.sheet.add(roof, f"M2 {y - 6}L12 {y - 40}h{wide - 24}L{wide - 2} {y - 6}z")
    for part in front.draw.choice("dormers", ((0.5,), (0.32, 0.68), (0.5,), (0.25, 0.5, 0.75))):
        dormer(front, wide * part, y)
    front.sheet.add(front.wall, box(0, y, wide, front.eave))
    front.sheet.add("st", box(-3, y - 7, wide + 6, 8))
    front.sheet.line("".join(f"M{n(x)} {y + 1}v4" for x in range(6, wide, 15)))


def dormer(front: Front, middle: float, y: float) -> None:
    head = front.draw.choice("dormer", ("l11-9l11 9", "q11-14 22 0", "v-3h22v3"))
    front.sheet.add("st", f"M{n(middle - 11)} {y - 6}v-20{head}v20z")
    front.sheet.add("gu", box(middle - 6, y - 24, 12, 16))
    front.sheet.line(f"M{n(middle)} {y - 24}v16")


def vijftiger(front: Front) -> None:
    wide, y = front.width, -front.eave
    front.sheet.add(front.wall, box(0, y, wide, front.eave))
    over = front.draw.choice("slab", (4, 2, 6))
    front.sheet.add("st", box(-over, y - 5, wide + 2 * over, 6))


def glasgevel(front: Front) -> None:
    front.sheet.add("p0", box(0, -front.eave - 4, front.width, front.eave + 4))


def finial(front: Front) -> None:
    """What stands on the very top; front.height already counts it."""
    middle, top = front.width / 2, -front.height + 8
    if front.finial == "ball":
        front.sheet.add("st", disc(middle, top - 3, 4))
    else:
        front.sheet.line(f"M{n(middle)} {top}v-7h6l-2 2l2 2h-6")


def gable_window(front: Front, y: float) -> None:
    middle, look = front.width / 2, front.draw.choice("gable window", ("arched", "flat", "round", "arched", "twin", "hoist"))
    if look == "round":
        front.sheet.add("gu", disc(middle, y + 12, 9))
        front.sheet.line(f"M{n(middle - 9)} {n(y + 12)}h18M{n(middle)} {n(y + 3)}v18")
    elif look == "twin":
        front.sheet.gather(glazing(front, middle - 12, y + 4, 10, 22, "f") + glazing(front, middle + 2, y + 4, 10, 22, "g"))
    else:
        front.sheet.gather(pane(front, middle - 8, y, 16, 26, "f", 0 if look == "flat" else 10))
    if look == "hoist":
        front.sheet.line(f"M{n(middle)} {n(y - 10)}v4m-3 3q3 4 5 0l-2-3")


GABLES = {
    "trap": trapgevel,
    "klok": klokgevel,
    "hals": halsgevel,
    "tuit": tuitgevel,
    "lijst": lijstgevel,
    "vijftig": vijftiger,
    "glas": glasgevel,
}
