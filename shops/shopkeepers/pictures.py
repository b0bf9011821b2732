"""The photo that a shopkeeper sends: among the pictures of the municipality, under a name that nobody guesses."""

import os
import re
import secrets
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import File
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.models import Collection, Page, ReferenceIndex, Revision

from media_library.models import SiteImage
from municipalities.models import Onboarding
from shops.models import Shop

LONGEST_SLUG = 40  # Wagtail cuts what is longer than 94 signs with its folder at the end, where the random part stands
SENT_IN = re.compile(r"(?:^|/)winkel-[^/]*-[0-9a-f]{16}\.[a-z]+$")  # as stored_picture names them


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


def pictures_of(shop: Shop) -> list[SiteImage]:
    """What it shows, and what its drafts of now and before do."""
    drafted = Revision.objects.for_instance(shop).exclude(content__photo=None).values_list("content__photo", flat=True)
    return list(SiteImage.objects.filter(pk__in={shop.photo_id, *drafted} - {None}))


def forget_former(shop: Shop) -> None:
    """Delete the photos that it sent before, now that it shows another one; those that an editor chose stay."""
    standing = {shop.photo_id, shop.get_latest_revision_as_object().photo_id}
    for image in pictures_of(shop):
        if image.pk not in standing and SENT_IN.search(image.file.name):
            forget_picture(image, shop)


def forget_picture(image: SiteImage | None, shop: Shop) -> None:
    """Delete it with its file, unless something other than drafts of the shop uses it, or a shop shows it. Of the shop only its key counts."""
    if image is not None and not (Shop.objects.filter(photo=image).exists() or is_used_beside(image, shop)):
        image.delete()


def is_used_beside(image: SiteImage, shop: Shop) -> bool:
    """What is stored is in Wagtail's index; a draft on top of what is published is not."""
    of_the_shop = {"base_content_type": ContentType.objects.get_for_model(Shop), "object_id": str(shop.pk)}
    indexed = ReferenceIndex.get_references_to(image).exclude(**of_the_shop)
    shops = Shop.objects.exclude(pk=shop.pk).filter(has_unpublished_changes=True, latest_revision__content__photo=image.pk)
    return indexed.exists() or shops.exists() or any(refers(page, image) for page in Page.objects.filter(has_unpublished_changes=True))


def refers(page: Page, image: SiteImage) -> bool:
    """Whether the draft of the page does, in any field or block."""
    kind = ContentType.objects.get_for_model(SiteImage).pk
    found = ReferenceIndex._extract_references_from_object(page.get_latest_revision_as_object())
    return any((reference[0], reference[1]) == (kind, str(image.pk)) for reference in found)
