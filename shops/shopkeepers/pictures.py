"""The photo that a shopkeeper sends: among the pictures of the municipality, under a name that nobody guesses."""

import os
import secrets
from datetime import datetime

from django.core.files.base import File
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.models import Collection, ReferenceIndex

from media_library.models import SiteImage
from municipalities.models import Onboarding
from shops.models import Shop

LONGEST_SLUG = 60


def stored_picture(file: File, description: str, *, shop: Shop, at: datetime) -> SiteImage:
    """file: as media_library.forms.PictureField lets it through, nothing but pixels."""
    extension = os.path.splitext(file.name or "")[1].lower()
    image = SiteImage(
        title=shop.name,
        description=description,
        rights=_("Ingezonden door de winkel, %(day)s") % {"day": date_format(localtime(at), "j F Y")},
        collection=collection_of(shop),
        file=File(file, name=f"winkel-{shop.slug[:LONGEST_SLUG]}-{secrets.token_hex(8)}{extension}"),
    )
    image._set_image_file_metadata()  # as Wagtail's own form does
    image.save()
    return image


def collection_of(shop: Shop) -> Collection:
    """That of its municipality, else the one that only the province sees."""
    standing = Onboarding.objects.filter(municipality=shop.municipality_id).select_related("collection").first()
    return standing.collection if standing else Collection.get_first_root_node()


def forget_picture(image: SiteImage | None, shop: Shop) -> None:
    """Delete it with its file, unless something other than drafts of the shop uses it, or the shop shows it."""
    if image is None or Shop.objects.filter(photo=image).exists():
        return
    if not ReferenceIndex.get_references_to(image).exclude(object_id=str(shop.pk)).exists():
        image.delete()
