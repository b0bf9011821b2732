"""Fronts side by side on one pavement: a header, the neighbours of a shop, the skyline of a town."""

from collections.abc import Sequence
from functools import lru_cache

from .cloths import CLOTHS
from .drawing import Draws, Sheet, box, disc, picture
from .faces import draw_front
from .fronts import MODERN, Front
from .landmarks import LANDMARKS, landmark_of
from .shopfronts import sign

Shop = tuple[str, str]  # seed, cloth
MARGIN, ALLEY, TRIES, LANDMARK_HEIGHT = 26, 54, 12, 396
SKYLINE_FRONTS = 8
KEPT = 256  # pictures of some 10 kB that a process keeps: those of the front page, of towns, and of the shops that are looked at most


# -- what stands on the pavement; x is the middle
def tree(sheet: Sheet, x: int) -> None:
    """In autumn leaf: green is kept for "open"."""
    sheet.add("p3", box(x - 2, -60, 4, 60))
    sheet.add("tr", f"M{x} -112c14-2 22 10 18 20c8 10 0 26-12 24c-6 6-12 2-12 0c-14 2-20-14-12-24c-4-10 4-22 18-20z")
    sheet.line(f"M{x} -68v-18M{x} -76l7-7")


def lamp(sheet: Sheet, x: int) -> None:
    sheet.line(f"M{x} 0v-74")
    sheet.add("gs", f"M{x - 5} -74l-3-14h16l-3 14zM{x - 6} -88l6-6l6 6z")
    sheet.add("ln", box(x - 3, -10, 6, 10))


def bicycle(sheet: Sheet, x: int) -> None:
    sheet.line(disc(x - 13, -9, 8.5) + disc(x + 13, -9, 8.5))
    sheet.add("fr", f"M{x - 13} -9l6-14h14l6 14M{x - 7} -23l7 14l8-14M{x} -9h-13M{x - 11} -25h7M{x + 7} -23l-1-6h5")


def bench(sheet: Sheet, x: int) -> None:
    sheet.add("p3", box(x - 18, -14, 36, 4) + box(x - 18, -25, 36, 4))
    sheet.line(f"M{x - 14} -10v10M{x + 14} -10v10M{x - 14} -21v7M{x + 14} -21v7")


FURNITURE = (tree, lamp, bicycle, bench, tree)


# -- who stands beside whom
def neighbours(shops: Sequence[Shop], small: bool, focus: int | None = None) -> list[Front]:
    """Fronts for the shops; one that repeats its neighbour's gable or wall is drawn anew, but never the one in focus."""
    kept = {} if focus is None else {focus: draw_front(*shops[focus], small=small)}
    row: list[Front] = []
    for i, (seed, cloth) in enumerate(shops):
        after = [kept[j] for j in (i + 1, i + 2) if j in kept]
        row.append(kept.get(i) or next_door(seed, cloth, small, row, after))
    return row


def next_door(seed: str, cloth: str, small: bool, before: list[Front], after: list[Front]) -> Front:
    plans = (Front(seed + "'" * i, cloth, small=small) for i in range(TRIES))
    plan = next((plan for plan in plans if fits(plan, before, after)), None)
    return draw_front(plan.draw.seed if plan else seed, cloth, small=small)


def fits(front: Front, before: list[Front], after: list[Front]) -> bool:
    """Whether it differs enough: gable from two to either side, wall from one, and one modern front in four at most."""
    near = before[-2:] + after
    if front.kind in MODERN and any(other.kind in MODERN for other in before[-4:] + after):
        return False
    return front.kind not in [other.kind for other in near] and front.wall not in [other.wall for other in before[-1:] + after[:1]]


# -- pictures
def street(
    seed: str,
    shops: Sequence[Shop],
    *,
    landmark: str | None = None,
    gaps: Sequence[int] = (3,),
    focus: int | None = None,
    small: bool = True,
    inline: bool = False,
    pavement: bool = True,
    title: str = "",
) -> str:
    """The SVG of fronts side by side on one pavement; eight of them with a belfry are about 13.5 kB inline.

    shops: (seed, cloth) pairs from left to right. gaps: indexes before which an alley stays open; the last one shows the
    landmark. landmark: a key of LANDMARKS or None. focus: the one front that is not faded and keeps its own face whatever
    stands beside it. The pavement runs on past both edges, for a page that lets the picture overflow.
    """
    return drawn(seed, tuple(shops), landmark, tuple(gaps), focus, small, inline, pavement, title)


@lru_cache(maxsize=KEPT)
def drawn(
    seed: str,
    shops: tuple[Shop, ...],
    landmark: str | None,
    gaps: tuple[int, ...],
    focus: int | None,
    small: bool,
    inline: bool,
    pavement: bool,
    title: str,
) -> str:
    draw, row = Draws(seed), neighbours(shops, small, focus)
    walls, signs, things, x, alley = "", "", Sheet(), MARGIN, None
    for i, front in enumerate(row):
        if i in gaps:
            alley = x + ALLEY // 2
            draw.choice(f"furniture {i}", FURNITURE)(things, alley)
            x += ALLEY
        place = f'{"" if focus in (None, i) else faded(inline)} transform="translate({x})"'
        walls += f"<g{place}>{front.sheet.svg(inline)}</g>"
        signs += f"<g{place}>{sign(front, inline, side=1)}</g>"
        x += front.width
    wide, high = x + MARGIN, max(LANDMARK_HEIGHT if landmark else 0, *(front.height + 14 for front in row))
    back = rise(landmark, alley or wide // 2, draw).svg(inline) if landmark else ""
    body = back + walls + signs + things.svg(inline) + (paving(wide, inline) if pavement else "")
    return picture(0, -high, wide, high + 10 * pavement, body, title=title, inline=inline, extra=" fc-street")


def faded(inline: bool) -> str:
    return ' class="far"' if inline else ' class="far" opacity=".3"'


def rise(landmark: str, x: int, draw: Draws) -> Sheet:
    shape, detail = LANDMARKS[landmark](x, draw)
    sheet = Sheet()
    sheet.add("lm", shape)
    sheet.add("lx", detail)
    return sheet


def paving(wide: int, inline: bool) -> str:
    kerb = Sheet()
    kerb.add("pv", box(-999, 0, wide + 1998, 9))
    joints = f'<path stroke-width="9" stroke-dasharray="1.8 32.2" stroke-linecap="butt" d="M-999 4.5h{wide + 1998}"/>'
    return kerb.svg(inline) + joints


def skyline(seed: str, cloths: Sequence[str] = (), *, landmark: str | None = None, inline: bool = False, title: str = "") -> str:
    """The street of a town: eight fronts that no shop owns, one alley, and what rises behind it.

    The alley is in the right half, where no title stands and a phone still sees it.

    seed: the slug of the municipality, or another word. cloths: what its shops sell most, which comes first; the seed fills
    the rest. landmark: a key of LANDMARKS; None looks the town up in LANDMARKS_BY_TOWN.
    """
    alley = Draws(f"{seed}/skyline").number("alley", 5, 7)
    return street(seed, skyline_shops(seed, cloths), landmark=landmark or landmark_of(seed), gaps=(alley,), inline=inline, title=title)


def skyline_shops(seed: str, cloths: Sequence[str] = ()) -> list[Shop]:
    """Eight of the fourteen cloths, each once: those that are given first, mixed as the seed says."""
    draw = Draws(f"{seed}/skyline")
    rest = sorted((cloth for cloth in CLOTHS if cloth not in cloths), key=lambda cloth: draw.number(cloth, 0, 2**31))
    chosen = [*dict.fromkeys(cloths), *rest][:SKYLINE_FRONTS]
    return [(f"{seed}/{i}", cloth) for i, cloth in enumerate(sorted(chosen, key=lambda cloth: draw.number(f"place {cloth}", 0, 2**31)))]
