"""Rows of the directory."""

from shops.models.category import Category
from shops.models.directory import ShopDirectoryPage
from shops.models.doubles import NotDouble
from shops.models.imports import ColumnChoice, ImportBatch, ImportChange, ImportDecision, ImportPiece, ImportRow
from shops.models.openings import OpenInterval, SpecialOpening
from shops.models.shop import Shop, ShopSlug, ShopText
from shops.models.sources import ShopSource, Suppression
from shops.models.suggestions import ShopSuggestion

__all__ = [
    "Category",
    "ColumnChoice",
    "ImportBatch",
    "ImportChange",
    "ImportDecision",
    "ImportPiece",
    "ImportRow",
    "NotDouble",
    "OpenInterval",
    "Shop",
    "ShopDirectoryPage",
    "ShopSlug",
    "ShopSource",
    "ShopSuggestion",
    "ShopText",
    "SpecialOpening",
    "Suppression",
]
