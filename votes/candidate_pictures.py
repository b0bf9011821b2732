"""The picture of a candidate is a copy, as the rest of it is: what a shop does with its own picture changes no round that has opened.

Copied by the job of every minute, not with the row: a file store that does not answer keeps nobody from voting.
"""

import logging
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.models import Collection

from media_library.models import SiteImage
from votes.models import Candidate

SAME = ("description", "credit", "rights", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")

logger = logging.getLogger(__name__)


def keep_pictures() -> int:
    """Copy what is not copied yet; returns how many. One that fails is tried again."""
    due = Candidate.objects.filter(picture__isnull=False, has_own_picture=False).values_list("pk", flat=True)
    return sum(was_kept(key) for key in list(due))


def was_kept(candidate_id: int) -> bool:
    try:
        keep_picture(candidate_id)
    except Exception:
        logger.exception("the picture of candidate %d is not copied yet", candidate_id)
        return False
    return True


@transaction.atomic
def keep_picture(candidate_id: int) -> None:
    of_round = Candidate.objects.select_related("picture", "round__edition", "round__municipality")
    candidate = of_round.select_for_update(of=("self",)).get(pk=candidate_id)
    if candidate.picture and not candidate.has_own_picture:
        candidate.picture, candidate.has_own_picture = copied(candidate.picture, f"{candidate.round}, {candidate.number}. {candidate.name}"), True
        candidate.save(update_fields=["picture", "has_own_picture"])


def copied(picture: SiteImage, title: str) -> SiteImage:
    """Among the pictures that only the province sees."""
    with picture.file.storage.open(picture.file.name) as file:
        content = ContentFile(file.read(), name=Path(picture.file.name).name)
    copy = SiteImage(title=title, file=content, collection=Collection.get_first_root_node(), **{name: getattr(picture, name) for name in SAME})
    copy._set_image_file_metadata()  # as Wagtail's own form does
    copy.save()
    return copy
