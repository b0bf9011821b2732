"""What rises behind the roofs, and which town has what."""

from collections.abc import Callable

from .drawing import Draws, disc, n

Shape = tuple[str, str]  # the filled silhouette and the lines on it, as path data


def belfort(x: int, draw: Draws) -> Shape:
    lantern = draw.choice("lantern", ("l8-50l8 50z", "v-16l8-38l8 38v16z", "l3-14q5-6 5-42q0 36 5 42l3 14z"))
    return (
        f"M{x - 30} 0v-236h60V0zM{x - 22}-276h44v38h-44zM{x - 22}-276l8-34l4-4h20l4 4l8 34zM{x - 8}-314{lantern}"
        f"M{x - 36}-236v-26l7-22l7 22v26zM{x + 22}-236v-26l7-22l7 22v26zM{x - 36}-240h72v8h-72z" + disc(x, -210, 12),
        f"M{x}-364v-14h9l-3 3l3 3h-9M{x}-210v-7M{x}-210l5 3M{x - 12}-188v26M{x}-188v26M{x + 12}-188v26M{x - 11}-270v16M{x}-270v16M{x + 11}-270v16",
    )


def kerk(x: int, draw: Draws) -> Shape:
    """A brick church: its tower has a tall spire, a short one with four pinnacles, or none; the nave lies on either side."""
    side = draw.choice("nave", (1, -1))
    tower, roof, cross = draw.choice("tower", (tall_spire, pinnacles, blunt_tower))(x)
    nave = f"M{x + side * 24} 0v-140h{side * 110}l{side * 16} 40V0z"
    return f"{nave}M{x - 26} 0v-228h52V0z{tower}{roof}" + disc(x, -204, 10), f"{cross}M{x - 10}-184v30M{x + 10}-184v30M{x}-204v-6M{x}-204l4 2"


def tall_spire(x: int) -> tuple[str, str, str]:
    return f"M{x - 26}-228l4-12h44l4 12z", f"M{x - 22}-240L{x}-366l22 126z", f"M{x}-366v-16M{x - 5}-377h10"


def pinnacles(x: int) -> tuple[str, str, str]:
    corners = "".join(f"M{x + dx}-228v-16l5-20l5 20v16z" for dx in (-30, 20))
    return corners, f"M{x - 18}-228L{x}-320l18 92z", f"M{x}-320v-16M{x - 5}-331h10"


def blunt_tower(x: int) -> tuple[str, str, str]:
    battlements = f"M{x - 30}-228v-14" + "h8v6h5v-6" * 4 + "h8v14z"
    return battlements, f"M{x + 12}-236v-34l7-14l7 14v34z", f"M{x - 12}-242v-34h9l-3 3l3 3h-9"


def molen(x: int, draw: Draws) -> Shape:
    """A round stone mill, or a post mill on its stilts."""
    arms = ((-66, -66), (66, -66), (66, 66), (-66, 66))
    sails = "".join(f"M{x} -236l{dx} {dy}l{-dy * 0.16:.0f} {dx * 0.16:.0f}l{-dx * 0.78:.0f} {-dy * 0.78:.0f}z" for dx, dy in arms)
    if draw.chance("post mill", 40):
        body = f"M{x - 30}-150v-106l30-26l30 26v106zM{x - 5}-150h10V0h-10zM{x - 5}-120L{x - 34} 0h8L{x}-110l26 110h8l-29-120z"
        return body + sails, f"M{x - 8}-190h16v14h-16z"
    return f"M{x - 36} 0l8-218h56l8 218zM{x - 32}-218q4-36 32-36t32 36z" + sails, f"M{x - 8}-180h16v14h-16z"


def vuurtoren(x: int, draw: Draws) -> Shape:
    bands = (226, 190) if draw.chance("bands", 50) else (236, 208, 180)
    hoops = "".join(f"M{n(x - 30 + height / 26.2)}-{height}H{n(x + 30 - height / 26.2)}" for height in bands)
    return (
        f"M{x - 30} 0l10-262h40l10 262zM{x - 14}-292h28v24h-28zM{x - 17}-292q3-20 17-20t17 20zM{x - 25}-268h50v7h-50z",
        f"M{x}-312v-12{hoops}M{x}-292v24M{x - 4}-172h8v12h-8z",
    )


LANDMARKS: dict[str, Callable[[int, Draws], Shape]] = {"belfort": belfort, "kerk": kerk, "molen": molen, "vuurtoren": vuurtoren}

# By the slug of the municipality of today, deelgemeenten included; every other town has its church.
LANDMARKS_BY_TOWN = {
    # belfries on the World Heritage List (UNESCO 943, Belfries of Belgium and France)
    "brugge": "belfort",
    "diksmuide": "belfort",
    "ieper": "belfort",
    "kortrijk": "belfort",
    "lo-reninge": "belfort",
    "menen": "belfort",
    "nieuwpoort": "belfort",
    "roeselare": "belfort",
    "tielt": "belfort",
    "veurne": "belfort",
    # lights on the coast: the pier of Blankenberge, Heist, and Lange Nelle
    "blankenberge": "vuurtoren",
    "knokke-heist": "vuurtoren",
    "oostende": "vuurtoren",
    # mills that stand: Machuutmolen, Landergemmolen, Schellemolen, Oostmolen, Koutermolen, Grijspeerdmolen, Doornmolen,
    # Hovaeremolen, Zuid-Abdijmolen, Couchezmolen, Steenakkermolen, Plaatsmolen, Briekenmolen, Knokmolen, molen van Meetkerke
    "alveringem": "molen",
    "anzegem": "molen",
    "damme": "molen",
    "gistel": "molen",
    "harelbeke": "molen",
    "hooglede": "molen",
    "ingelmunster": "molen",
    "koekelare": "molen",
    "koksijde": "molen",
    "kortemark": "molen",
    "langemark-poelkapelle": "molen",
    "pittem": "molen",
    "wervik": "molen",
    "wingene": "molen",
    "zuienkerke": "molen",
}


def landmark_of(town: str) -> str:
    return LANDMARKS_BY_TOWN.get(town, "kerk")
