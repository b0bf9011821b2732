"""The fourteen cloths: one per group of shops. A cloth gives a front its awning, its sign and its shop window."""

from typing import NamedTuple


class Cloth(NamedTuple):
    label: str  # as the group of shops is called, Dutch
    awning: str  # class of the awning's colour (drawing.COLOURS, and tokens.css under "awnings")
    glyph: str  # a stroke inside -7..7, for the hanging sign
    dark: bool = False  # the glyph is pale on this cloth


CLOTHS = {
    "brood": Cloth("Brood en banket", "a0", "M-6 2a6 5 0 0 1 12 0v1h-12zM-2-2l-1 3M2-2l-1 3"),
    "vlees": Cloth("Vlees en vis", "a1", "M-6 3c-1-6 6-9 9-6s0 8-5 8c-2 0-4-1-4-2zM4-4l2-2"),
    "groen": Cloth("Groenten, kaas en kruidenier", "a2", "M0-3c-3-2-6 0-5 4s4 5 5 4c1 1 4 0 5-4s-2-6-5-4zM0-3c0-2 1-3 2-4"),
    "drank": Cloth("Drank en proeven", "a3", "M-2-7v4c-2 1-2 2-2 3v6h8v-6c0-1 0-2-2-3v-4zM-4 1h8", dark=True),
    "tafel": Cloth("Eten en drinken", "ac", "M-3-7v14M-6-7v3q0 3 3 3t3-3v-3M4 7v-14q4 3 2 8h-2"),
    "mode": Cloth("Mode", "a4", "M0-2l-7 5h14zM0-2v-2a2 2 0 1 0-2-2", dark=True),
    "schoen": Cloth("Schoenen en leder", "a5", "M-6-4h4l3 4c3 1 5 1 5 4h-12zM-6 2h5", dark=True),
    "wonen": Cloth("Wonen en klussen", "a6", "M-3-6h6l3 6h-12zM0 0v5M-4 6h8", dark=True),
    "boek": Cloth("Boeken, papier en geschenken", "a7", "M0-4c-2-2-5-2-7-1v9c2-1 5-1 7 1c2-2 5-2 7-1v-9c-2-1-5-1-7 1zM0-4v9", dark=True),
    "bloem": Cloth("Bloemen, tuin en dier", "a8", "M-4-6c0 5 1 7 4 7s4-2 4-7l-2 3l-2-3l-2 3zM0 1v6M0 5c-2 0-3-1-4-2"),
    "fiets": Cloth(
        "Fiets, auto en techniek", "a9", "M-7 3a3 3 0 1 0 6 0a3 3 0 1 0-6 0M1 3a3 3 0 1 0 6 0a3 3 0 1 0-6 0M-4 3l2-6h4l2 6M-2-3l2 6l2-6M-4-4h3"
    ),
    "zorg": Cloth("Verzorging en gezondheid", "aa", "M-5-6l7 9M5-6l-7 9M-6 5a2 2 0 1 0 4 0a2 2 0 1 0-4 0M2 5a2 2 0 1 0 4 0a2 2 0 1 0-4 0"),
    "spel": Cloth("Kind, spel en sport", "ab", "M0-7l5 5l-5 5l-5-5zM0-7v10M-5-2h10M0 3c2 1-2 3 1 5", dark=True),
    "dienst": Cloth("Diensten en ambacht", "ad", "M-6-3h12v9h-12zM-3-3v-3h6v3M-6 1h12"),
}
