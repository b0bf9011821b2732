"""Which ambassadors. Each function of a list asks the database once, however many there are."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db.models import Q
from wagtail.models import PageManager, PageQuerySet

from municipalities import places

if TYPE_CHECKING:
    from ambassadors.models import AmbassadorPage
    from municipalities.models import Municipality
    from shops.models import Shop


class AmbassadorQuerySet(PageQuerySet):
    model: Any

    def of_shop(self, shop: "Shop") -> Self:
        return self.filter(shop=shop.pk)

    def of_municipality(self, municipality: "Municipality | int") -> Self:
        """Also those of municipalities that merged into it: Meulebeke is Tielt today, and keeps its ambassadors. municipality: or its key."""
        key = municipality if isinstance(municipality, int) else municipality.pk
        codes = [code for code, today in places.index().by_code.items() if today == key]
        return self.filter(Q(municipality=key) | Q(municipality__slug__in=codes))

    def untouched(self) -> Self:
        """Made after a result, and saved by nobody since."""
        return self.filter(drafted_at__isnull=False, latest_revision__user__isnull=True)

    def with_facts(self) -> Self:
        """With what a front and a line about them need, so that a list asks no query per page."""
        return self.select_related("municipality", "category", "locale")

    def told_in(self, language: str) -> "list[AmbassadorPage]":
        """One published page per ambassador, newest year first: in `language`, else the Dutch one. Each knows its Dutch page (`facts`)."""
        pages = self.live().filter(locale__language_code__in={language, "nl"}).with_facts().defer_streamfields()
        return sorted((chosen(versions, language) for versions in by_ambassador(pages)), key=by_year_and_name)


def by_ambassador(pages: "Iterable[AmbassadorPage]") -> "list[dict[str, AmbassadorPage]]":
    """The pages of each ambassador by their language."""
    found: dict[UUID, dict[str, AmbassadorPage]] = defaultdict(dict)
    for page in pages:
        found[page.translation_key][page.locale.language_code] = page
    return list(found.values())


def chosen(versions: "dict[str, AmbassadorPage]", language: str) -> "AmbassadorPage":
    page = versions.get(language) or versions["nl"]
    page.dutch = versions.get("nl") if page.locale.language_code != "nl" else None
    return page


def by_year_and_name(page: "AmbassadorPage") -> tuple[int, bool, str, str]:
    """Newest first; within a year the ambassador of the province before the others, who stand by municipality."""
    facts = page.facts
    return -facts.year, not facts.is_provincial, facts.municipality.name, facts.shop_name


AmbassadorPageManager = PageManager.from_queryset(AmbassadorQuerySet)
