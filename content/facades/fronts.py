"""The plan of one front: what its seed decides about its shape, known before a line is drawn, so that a street can be laid out."""

from .cloths import CLOTHS
from .drawing import Draws, Sheet

KINDS = ("trap", "trap", "trap", "klok", "klok", "hals", "hals", "tuit", "lijst", "lijst", "vijftig", "glas")
OLD = {"trap", "klok", "hals", "tuit"}  # gables; the others have a cornice
MODERN = {"vijftig", "glas"}
RISE = {"trap": 74, "klok": 72, "hals": 73, "tuit": 68, "lijst": 50, "vijftig": 8, "glas": 6}  # what stands above the eaves
WALLS = {"vijftig": ("w2", "w5", "w6", "w4", "w9"), "glas": ("w6", "w5")}
OLD_WALLS = ("w0", "w1", "w2", "w3", "w3", "w7", "w4", "w0", "w8", "w9")
PAINTS = ("p0", "p1", "p2", "p3", "p4", "p5")
GROUND = 78  # height of the shop front
FLOOR = 46  # height of an upper floor


class Front:
    """One shop front.

    seed: any text; the same text is the same face. cloth: a key of CLOTHS (KeyError otherwise), and behind a slash the kind of shop when
    it has a window of its own (`windows.dressed`): all but the window is the same with and without it. kind: a gable instead of the drawn
    one. small: one upper floor and less detail, for lists; the face is the same in both sizes.
    """

    def __init__(self, seed: str, cloth: str, kind: str | None = None, small: bool = False) -> None:
        self.draw, self.small, self.sheet = Draws(seed), small, Sheet()
        self.group, _slash, self.sells = cloth.partition("/")
        self.cloth_name, self.cloth = cloth, CLOTHS[self.group]
        self.awning = self.cloth.awning
        self.kind = kind or self.draw.choice("kind", KINDS)
        self.floors = 1 if small else self.draw.choice("floors", (1, 1, 2))
        self.width = self.draw.choice("width", (98, 100, 102, 104, 106, 108, 110))
        self.wall = self.draw.choice("wall", WALLS.get(self.kind, OLD_WALLS))
        self.paint = "p0" if self.kind == "glas" else self.draw.choice("paint", PAINTS)
        self.mirrored = self.draw.chance("mirrored", 50)
        self.eave = GROUND + FLOOR * self.floors
        self.finial = self.draw.choice("finial", ("", "", "ball", "vane")) if self.kind in OLD else ""
        self.height = self.eave + RISE[self.kind] + (8 if self.finial else 0)
