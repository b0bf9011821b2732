"""The picture of an application: among the pictures of its municipality, under a name that nobody guesses, gone when it is refused."""

import os
import secrets
from datetime import datetime
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import File
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.models import Collection, ReferenceIndex

from media_library.models import SiteImage
from municipalities.models import Municipality, Onboarding
from votes.models import Application, Nomination

LONGEST_SLUG = 40  # Wagtail cuts what is longer than 94 signs with its folder at the end, where the random part stands


class Picture(NamedTuple):
    """file: as media_library.forms.PictureField lets it through, nothing but pixels. description: for who cannot see it."""

    file: File
    description: str


def stored_picture(picture: Picture, application: Application, at: datetime) -> SiteImage:
    """Where only editors of the municipality find it; no page links to it before the application is accepted."""
    day = date_format(localtime(at), "j F Y")
    image = SiteImage(
        title=str(application),
        description=picture.description,
        rights=_("Ingezonden met toestemming, %(day)s") % {"day": day},
        collection=collection_of(application.round.municipality),
        file=File(picture.file, name=unguessable_name(application, picture.file)),
    )
    image._set_image_file_metadata()  # as Wagtail's own form does
    image.save()
    return image


def unguessable_name(application: Application, file: File) -> str:
    """Uploads stand at public addresses, and the maker's own name of a file may say more than they meant."""
    extension = os.path.splitext(file.name or "")[1].lower()
    return f"kandidaat-{application.shop.slug[:LONGEST_SLUG]}-{secrets.token_hex(8)}{extension}"


def collection_of(municipality: Municipality) -> Collection:
    """Its own, else the one that only the province sees."""
    standing = Onboarding.objects.filter(municipality=municipality).select_related("collection").first()
    return standing.collection if standing else Collection.get_first_root_node()


def forget_picture(submission: Application | Nomination) -> None:
    """Delete its picture and the file, unless something else uses it by now. Nominations have none."""
    image = submission.picture if isinstance(submission, Application) else None
    if image is None:
        return
    own = {"base_content_type": ContentType.objects.get_for_model(Application), "object_id": str(submission.pk)}
    if not ReferenceIndex.get_references_to(image).exclude(**own).exists():
        image.delete()
