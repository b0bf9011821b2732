"""Shop windows: what lies in them says what is sold.

Each takes the front, the left edge and the width of the pane; the sill lies at y = -14, and the awning hangs down to -44. A group of shops has
one, and a kind within it one of its own where the group's would say something untrue: a jeweller sells no handbags, a pet shop no tulips.
"""

from collections.abc import Callable

from .drawing import box, disc, n, spread
from .fronts import Front


def dress(front: Front, x: int, width: int) -> None:
    OF_KINDS.get(front.sells, DISPLAYS[front.group])(front, x, width)


def dressed(cloth: str, kind: str) -> str:
    """What a front of this kind of shop is drawn with: "mode/juwelen" where the kind has a window of its own, else the cloth alone."""
    return f"{cloth}/{kind}" if kind in OF_KINDS else cloth


def brood(front: Front, x: int, w: int) -> None:
    """Rolls on a shelf, loaves below."""
    front.sheet.line(f"M{x} -29h{w}")
    rolls = "".join(f"M{m - 6} -29a6 7 0 0 1 12 0z" for m in spread(front.draw.choice("goods", (3, 4, 2)), x, w))
    front.sheet.add(front.awning, rolls + "".join(f"M{m - 7} -14a7 8 0 0 1 14 0z" for m in spread(3, x, w)))


def vlees(front: Front, x: int, w: int) -> None:
    """Sausages on a rail above the counter."""
    front.sheet.line(f"M{x} -40h{w}")
    front.sheet.add(front.awning, "".join(f"M{m - 3} -39h6v12q-3 5-6 0z" for m in spread(front.draw.choice("goods", (5, 4, 6)), x, w)))
    front.sheet.add("cl", box(x + 6, -19, w - 12, 5))


def groen(front: Front, x: int, w: int) -> None:
    """Three crates before the window, a cheese behind them."""
    crates = spread(3, x, w)
    front.sheet.add("p3", "".join(box(m - 9, -9, 18, 9) for m in crates))
    for name, m in zip(front.draw.choice("goods", (("a0", "a2", "ab"), ("ab", "a0", "a2"), ("a2", "ab", "a3"))), crates, strict=True):
        front.sheet.add(name, f"M{m - 8} -9" + "q4-13 8 0" * 2 + "z")
    front.sheet.add("a0", f"M{n(x + w / 2 - 12)} -20a12 12 0 0 1 24 0z")
    front.sheet.line(f"M{n(x + w / 2)} -20v-12")


def drank(front: Front, x: int, w: int) -> None:
    """Bottles in a row and a cask on its side."""
    bottles = spread(front.draw.choice("goods", (4, 3)), x, w - 14)
    front.sheet.add(front.awning, "".join(f"M{m - 3} -14v-13l2-3v-5h3v5l2 3v13z" for m in bottles))
    front.sheet.add("p3", disc(x + w - 11, -22, 8))
    front.sheet.line(f"M{x + w - 19} -25h16M{x + w - 19} -19h16")


def tafel(front: Front, x: int, w: int) -> None:
    """A laid table below a lamp: cup, plate, glass."""
    m, drop = x + w // 2, front.draw.choice("goods", (1, -1, 2))
    front.sheet.add("a2", f"M{m - 7} {-39 + drop}q7-9 14 0z")
    front.sheet.add(front.awning, f"M{m - 21} -22h42l4 8h-50z")
    front.sheet.add("cl", f"M{m - 17} -32h11v5q0 5-5 5t-6-5zM{m + 6} -33h9l-2 11h-5z")
    front.sheet.line(f"M{m - 6} -31q5 2 0 5M{m - 3} -22h6")


def mode(front: Front, x: int, w: int) -> None:
    """A dress and a coat on stands."""
    left, right = spread(2, x, w)[:: front.draw.choice("goods", (1, -1))]
    front.sheet.add(front.awning, f"M{left - 4} -41h8l-1 7l6 17h-18l6-17z")
    front.sheet.add(front.draw.choice("coat", ("a0", "a9", "ab")), f"M{right - 8} -40l5-2h6l5 2l-2 8h-2v11h-8v-11h-2z")
    front.sheet.line(f"M{left} -17v3M{right} -21v7")


def schoen(front: Front, x: int, w: int) -> None:
    """Two shelves of shoes."""
    front.sheet.line(f"M{x} -28h{w}")
    above, below = front.draw.choice("goods", ((3, 3), (2, 3), (3, 2)))
    shoes = [(m, -29) for m in spread(above, x, w)] + [(m, -14) for m in spread(below, x, w)]
    front.sheet.add(front.awning, "".join(f"M{m - 6} {y}v-8h4l3 4q6 0 6 4z" for m, y in shoes))


def wonen(front: Front, x: int, w: int) -> None:
    """An armchair, a side table and a hanging lamp."""
    left, right = spread(2, x, w)[:: front.draw.choice("goods", (1, -1))]
    front.sheet.line(f"M{right} -64v26")
    front.sheet.add(front.draw.choice("shade", ("a0", "ab", "a1")), f"M{right - 3} -38h6l6 9h-18z")
    front.sheet.add(front.awning, f"M{left - 12} -18v-14q0-5 5-5h14q5 0 5 5v14z")
    front.sheet.line(f"M{left - 9} -18v4m18-4v4m-21-13h24M{right - 8} -14v-6h16v6")


def boek(front: Front, x: int, w: int) -> None:
    """Two shelves of books."""
    front.sheet.line(f"M{x} -30h{w}")
    shift, books = front.draw.number("goods", 0, 3), []
    for i, m in enumerate(spread(7, x, w)):
        tall = (11, 13, 9)[i % 3]
        books.append(((front.awning, "ab", "cl", "a0")[(i + shift) % 4], box(m - 3, -40, 5, 10) + box(m - 3, -14 - tall, 5, tall)))
    front.sheet.gather(books)


def bloem(front: Front, x: int, w: int) -> None:
    """Four pots in bloom."""
    pots, shift = spread(4, x, w), front.draw.number("goods", 0, 2)
    front.sheet.line("".join(f"M{m} -24v14" for m in pots))
    colours = [(front.awning, "a0", "cl")[(i + shift) % 3] for i in range(4)]
    front.sheet.gather((colour, f"M{m - 5} -17q-7-4 0-8q5-10 10 0q7 4 0 8z") for colour, m in zip(colours, pots, strict=True))
    front.sheet.add("p4", "".join(f"M{m - 5} -11h10l-2 11h-6z" for m in pots))


def fiets(front: Front, x: int, w: int) -> None:
    """One bicycle."""
    m = x + w / 2 + front.draw.choice("goods", (0, -3, 3))
    front.sheet.line(disc(m - 13, -23, 8.5) + disc(m + 13, -23, 8.5))
    front.sheet.add("fr", f"M{n(m - 13)} -23l6-14h14l6 14M{n(m - 7)} -37l7 14l8-14M{n(m)} -23h-13M{n(m - 11)} -39h7M{n(m + 7)} -37l-1-5h5")


def zorg(front: Front, x: int, w: int) -> None:
    """A mirror, and jars on a shelf."""
    shelf, glass = (x + w / 2, x + w / 4) if front.draw.choice("goods", (True, False)) else (x, x + w * 3 / 4)
    front.sheet.add("cl", f"M{n(glass - 9)} -14v-16a9 9 0 0 1 18 0v16z")
    front.sheet.line(f"M{n(shelf)} -27h{n(w / 2)}M{n(glass - 4)} -24l7-8")
    front.sheet.add(front.awning, "".join(box(m - 3, -35, 6, 8) + box(m - 3, -22, 6, 8) for m in spread(3, shelf, w / 2)))


def spel(front: Front, x: int, w: int) -> None:
    """A kite and a stack of balls."""
    left, right = spread(2, x, w)[:: front.draw.choice("goods", (1, -1))]
    front.sheet.add(front.awning, f"M{left} -43l9 10l-9 12l-9-12z")
    front.sheet.line(f"M{left} -43v22m-9-12h18M{left} -21q5 3 0 7")
    front.sheet.add("a0", disc(right, -20, 6))
    front.sheet.add("a7", disc(right, -31, 5))
    front.sheet.add("cl", disc(right, -40, 4))


def dienst(front: Front, x: int, w: int) -> None:
    """A counter with a bell, and a suitcase that is ready to go."""
    left, right = spread(2, x, w)[:: front.draw.choice("goods", (1, -1))]
    front.sheet.add("p3", box(right - 12, -24, 24, 10))
    front.sheet.add("a0", f"M{right - 6} -25a6 6 0 0 1 12 0z")
    front.sheet.add(front.awning, box(left - 11, -32, 22, 18))
    front.sheet.line(f"M{left - 5} -32v-5h10v5M{left - 6} -32v18m12-18v18M{right} -31v-3M{right - 14} -24h28")


# -- windows of kinds


def juwelen(front: Front, x: int, w: int) -> None:
    """A necklace on a bust, and rings on a cushion with a watch above."""
    left, right = spread(2, x, w)[:: front.draw.choice("goods", (1, -1))]
    front.sheet.add("cl", f"M{left - 4} -42h8q0 6 6 9q3 5 1 15h-22q-2-10 1-15q6-3 6-9z")
    front.sheet.line(f"M{left - 5} -34q5 11 10 0")
    front.sheet.add(front.awning, disc(left, -27, 2.5) + f"M{right - 12} -14q1-8 12-8t12 8z")
    front.sheet.add("a0", disc(right, -34, 5) + disc(right - 4, -22, 3) + disc(right + 5, -22, 3))
    front.sheet.line(f"M{right - 2} -43v4m4-4v4M{right - 2} -29v3m4-3v3M{right} -37v3h2")


def dieren(front: Front, x: int, w: int) -> None:
    """A birdcage, and a cat on the sill or a fishbowl beside it."""
    left, right = spread(2, x, w)[:: front.draw.choice("goods", (1, -1))]
    front.sheet.line(f"M{left} -44v4M{left - 9} -18v-12a9 10 0 0 1 18 0v12zM{left - 3} -18v-21m6 21v-21")
    front.sheet.add("a0", f"M{left - 5} -22q0-6 5-6l4 2l-3 2q-1 3-6 2z")
    if front.draw.choice("pet", ("cat", "bowl")) == "cat":
        front.sheet.add(front.awning, f"M{right - 7} -14v-9l-1-14l5 4h4l5-4l-1 10q5 5 3 13z")
        front.sheet.line(f"M{right + 8} -15q6-1 4-9M{right - 4} -29v1m6-1v1")
    else:
        front.sheet.add("cl", f"M{right - 7} -34h14q6 4 6 11q0 6-5 9h-16q-5-3-5-9q0-7 6-11z")
        front.sheet.add(front.awning, f"M{right - 8} -22q6-6 11 0l4-3v7l-4-3q-5 5-11-1z")


def thee(front: Front, x: int, w: int) -> None:
    """A teapot under steam between tins."""
    m = x + w // 2 + front.draw.choice("goods", (0, -1, 1))
    front.sheet.line(f"M{m - 3} -35q-3-3 0-5M{m + 4} -35q-3-3 0-5")
    front.sheet.add("cl", f"M{m - 7} -28h14q5 5 0 14h-14q-5-9 0-14zM{m - 4} -28q4-6 8 0z")
    front.sheet.line(f"M{m - 9} -18q-4-2-6-9M{m + 9} -26q7 0 6 4t-6 4")
    colours = front.draw.choice("tins", ((front.awning, "a0"), ("ab", front.awning)))
    front.sheet.gather((colour, box(side - 4, -27, 8, 13)) for side, colour in zip((x + 5, x + w - 5), colours, strict=True))


DISPLAYS: dict[str, Callable[[Front, int, int], None]] = {
    "brood": brood,
    "vlees": vlees,
    "groen": groen,
    "drank": drank,
    "tafel": tafel,
    "mode": mode,
    "schoen": schoen,
    "wonen": wonen,
    "boek": boek,
    "bloem": bloem,
    "fiets": fiets,
    "zorg": zorg,
    "spel": spel,
    "dienst": dienst,
}

OF_KINDS: dict[str, Callable[[Front, int, int], None]] = {"juwelen": juwelen, "dieren": dieren, "koffie-en-thee": thee, "tearoom": thee}
