"""Pictures for the candidates and the shops of the demo, which has none. Runs inside the site.

Their sizes are made at once, as the worker does it on the days before.
"""

from django.db.models import QuerySet

from bench.photos import photo
from media_library import sizes
from media_library.models import SiteImage
from shops.models import Shop
from votes.models import Candidate


def hang(number: int) -> None:
    pictures = [made(place) for place in range(number)]
    share(Candidate.objects.filter(withdrawn_at=None), pictures, "picture", has_own_picture=True)
    share(Shop.objects.listed(), pictures, "photo")


def made(place: int) -> SiteImage:
    picture = SiteImage.objects.create(title=f"Etalage {place}", description="Een etalage", file=photo(place, 1600, 1200))
    picture.get_renditions(*sizes.specs(sizes.SIZES[0]))
    return picture


def share(rows: QuerySet, pictures: list[SiteImage], field: str, **others: bool) -> None:
    """Each picture on as many rows."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for place, picture in enumerate(pictures):
        rows.model.objects.filter(pk__in=keys[place :: len(pictures)]).update(**{field: picture}, **others)
