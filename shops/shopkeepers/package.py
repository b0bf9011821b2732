"""The file that a keeper takes along: everything as JSON, the same to read, and the photo."""

import json
import os
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from media_library.models import SiteImage
from shops.models import Shop
from shops.shopkeepers.everything import Part, stamp

JSON, TEXT = "gegevens.json", "lees-mij.html"


def packed(shop: Shop, parts: list[Part], at: datetime, language: str) -> bytes:
    """A ZIP. A photo whose store does not answer is left out, and the page to read says so."""
    picture = picture_of(shop.photo) if shop.photo else None
    missing = _("De foto konden we nu niet ophalen. Probeer het later nog eens.") if shop.photo and picture is None else ""
    context = {"shop": shop, "parts": parts, "at": at, "language": language, "missing": missing, "picture": picture[0] if picture else ""}
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr(JSON, as_json(shop, parts, at))
        archive.writestr(TEXT, render_to_string("shops/shopkeepers/taken_along.html", context))
        if picture:
            archive.writestr(*picture)
    return made.getvalue()


def as_json(shop: Shop, parts: list[Part], at: datetime) -> str:
    told = {part.name: [row.data for row in part.rows] for part in parts}
    return json.dumps({"shop": shop.name, "made_at": stamp(at)} | told, ensure_ascii=False, indent=2, default=str)


def picture_of(image: SiteImage) -> tuple[str, bytes] | None:
    """(its name in the file, its bytes); None where it cannot be read."""
    try:
        with image.file.open() as file:
            return f"foto{os.path.splitext(image.file.name)[1].lower()}", file.read()
    except Exception:  # a store of files raises what it likes
        return None
