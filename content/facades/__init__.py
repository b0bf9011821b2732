"""Shop facades and streets as small SVG pictures, the same for the same seed, without any dependency.

facade("slagerij-verhaeghe-tielt", "vlees")                          one shop, at most 3.0 kB
facade("slagerij-verhaeghe-tielt", "vlees", small=True, inline=True) for a list in a page, at most 2.3 kB
street("tielt", [("seed", "brood"), ...], landmark="belfort")        a row on one pavement
skyline("tielt")                                                     the street of a municipality
"""

from .cloths import CLOTHS, Cloth
from .faces import facade
from .landmarks import LANDMARKS, LANDMARKS_BY_TOWN
from .streets import skyline, street

__all__ = ["CLOTHS", "LANDMARKS", "LANDMARKS_BY_TOWN", "Cloth", "facade", "skyline", "street"]
