"""Who takes part, and how far each is: what the province looks at first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from wagtail.models import Page

from municipalities import checklist
from municipalities.checklist import Item
from municipalities.models import Municipality, Onboarding
from municipalities.people import editors_in
from municipalities.querysets import MunicipalityQuerySet


@dataclass(frozen=True)
class Standing:
    """Where one municipality stands. onboarding: None when it never took part. items: its checklist, empty while it takes no part."""

    municipality: Municipality
    onboarding: Onboarding | None
    editors: int = 0
    items: tuple[Item, ...] = ()

    @property
    def takes_part(self) -> bool:
        return self.onboarding is not None and self.onboarding.is_open

    @property
    def done(self) -> int:
        return sum(item.done for item in self.items)


def looked_after() -> MunicipalityQuerySet:
    """The municipalities that the province decides about: today's, and merged ones that still take part. With their successor."""
    still_in = Q(onboarding__isnull=False, onboarding__offboarded_at=None)
    return Municipality.objects.filter(Q(successor=None) | still_in).select_related("successor")


def named(words: str) -> MunicipalityQuerySet:
    """Those whose name, village, former name or NIS code holds `words`; all for none."""
    found = Q(name__icontains=words) | Q(aliases__name__icontains=words) | Q(nis=words)
    known = looked_after()
    return known.filter(pk__in=known.filter(found).values("pk")) if words else known


def standings(municipalities: Sequence[Municipality], at: datetime) -> list[Standing]:
    """Of each, in their order; as many queries for one as for many."""
    onboardings = {standing.municipality_id: standing for standing in Onboarding.objects.filter(municipality__in=municipalities)}
    open_ones = [town for town in municipalities if town.pk in onboardings and onboardings[town.pk].is_open]
    items = checklist.progress_of(open_ones, at)
    editors = editors_in(open_ones)
    return [Standing(town, onboardings.get(town.pk), editors.get(town.pk, 0), tuple(items.get(town.pk, []))) for town in municipalities]


def standing_of(municipality: Municipality, at: datetime) -> Standing:
    return standings([municipality], at)[0]


def pages_of(municipality: Municipality) -> list[Page]:
    """Its page in each language, with `locale`; a room on the left owns them (home.MunicipalityPage)."""
    return list(municipality.pages.select_related("locale").order_by("pk"))
