"""Rows of the directory."""

from shops.models.category import Category
from shops.models.directory import ShopDirectoryPage
from shops.models.doubles import NotDouble
from shops.models.imports import ColumnChoice, ImportBatch, ImportChange, ImportDecision, ImportPiece, ImportRow
from shops.models.openings import OpenInterval, SpecialOpening
from shops.models.reports import ShopReport
from shops.models.shop import Shop, ShopSlug, ShopText
from shops.models.shopkeepers import OwnerRequest, OwnerVisit, Shopkeeper
from shops.models.sources import ShopSource, Suppression
from shops.models.suggestions import ShopSuggestion
from shops.models.words import KnownWord, ShopWord, UnansweredSearch

__all__ = [
    "Category",
    "ColumnChoice",
    "ImportBatch",
    "ImportChange",
    "ImportDecision",
    "ImportPiece",
    "ImportRow",
    "KnownWord",
    "NotDouble",
    "OpenInterval",
    "OwnerRequest",
    "OwnerVisit",
    "Shop",
    "ShopDirectoryPage",
    "ShopReport",
    "ShopSlug",
    "ShopSource",
    "ShopSuggestion",
    "ShopText",
    "ShopWord",
    "Shopkeeper",
    "SpecialOpening",
    "Suppression",
    "UnansweredSearch",
]
