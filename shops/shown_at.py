"""Where a shop shows: at every address that it has or had, in the lists of its municipality, and on the faces of both town and site."""

from collections.abc import Collection

from django.apps import apps

from content import purging

MOST_SHOPS = 100  # in four languages they fill what may be told at once


def changed(*, shops: Collection[int], towns: Collection[int]) -> None:
    """Shops and their municipalities, by their keys. Copies that proxies keep of what shows them go when this is stored."""
    if not purging.is_on() or not (shops or towns):
        return
    if len(shops) > MOST_SHOPS:
        purging.everything_is_stale()
    else:
        purging.stale([*addresses(shops), *lists(towns), *purging.faces(towns)])


def addresses(shops: Collection[int]) -> list[str]:
    """Whole addresses, former ones too: they lead to where it stands now. Asks the database twice."""
    rows = apps.get_model("shops", "ShopSlug").objects.filter(shop__in=list(shops)).values_list("municipality__slug", "slug")
    tails = [f"{town}/{slug}/" for town, slug in rows]
    return [directory + tail for directory in directories() for tail in tails]


def lists(towns: Collection[int]) -> list[str]:
    """The directory as it opens, of the whole province and of these municipalities; what is narrowed is right within a minute."""
    slugs = apps.get_model("municipalities", "Municipality").objects.filter(pk__in=list(towns)).values_list("slug", flat=True)
    tails = ["", *(f"{slug}/" for slug in slugs)]
    return [directory + tail for directory in directories() for tail in tails]


def directories() -> list[str]:
    """Whole addresses of the directory in each language."""
    pages = apps.get_model("shops", "ShopDirectoryPage").objects.live().select_related("locale")
    return [page.full_url for page in pages if page.full_url]
