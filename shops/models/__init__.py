"""Rows of the directory."""

from shops.models.category import Category
from shops.models.directory import ShopDirectoryPage
from shops.models.imports import ImportBatch, ImportChange, ImportPiece, ImportRow
from shops.models.openings import OpenInterval, SpecialOpening
from shops.models.reports import ShopReport
from shops.models.shop import Shop, ShopSlug, ShopText
from shops.models.shopkeepers import OwnerRequest, OwnerVisit, Shopkeeper
from shops.models.sources import ShopSource, Suppression
from shops.models.words import KnownWord, ShopWord, UnansweredSearch

__all__ = [
    "Category",
    "ImportBatch",
    "ImportChange",
    "ImportPiece",
    "ImportRow",
    "KnownWord",
    "OpenInterval",
    "OwnerRequest",
    "OwnerVisit",
    "Shop",
    "ShopDirectoryPage",
    "ShopReport",
    "ShopSlug",
    "ShopSource",
    "ShopText",
    "ShopWord",
    "Shopkeeper",
    "SpecialOpening",
    "Suppression",
    "UnansweredSearch",
]
