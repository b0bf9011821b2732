"""An edition of the demo with its rules and its rounds, announced."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from content.freshness import BRUSSELS
from home.demo.draws import content
from municipalities.models import Municipality
from votes.models import Edition, EditionText, Round
from votes.rounds import plan_rounds, schedule

DAY = timedelta(days=1)
MORNING, EVENING = time(8), time(22)
OBJECTIONS = "bezwaar@ikkooplokaal.example"
OBSERVERS = "waarnemer@notaris-voorbeeld.example"


def brussels(day: date, hour: time) -> datetime:
    """The moment at which it is `hour` on `day` in Brussels."""
    return datetime.combine(day, hour, tzinfo=BRUSSELS)


def announced(edition: Edition, towns: Iterable[Municipality], at: datetime, early: str = "", **its_dates: datetime) -> list[Round]:
    """Store `edition` with the demo's rules, and a round for each of `towns`; all announced at `at`. Nothing where there are no towns.

    early, its_dates: a municipality with dates of its own, by its name in addresses.
    """
    if not towns:
        return []
    edition.objections_to, edition.observers = OBJECTIONS, OBSERVERS
    edition.save()
    names = {language: name.format(year=edition.year) for language, name in content("voting")["names"].items()}
    texts = content("voting")["rules"].items()
    EditionText.objects.bulk_create(
        [EditionText(edition=edition, language=language, name=names.get(language, ""), rules=rules) for language, rules in texts]
    )
    plan_rounds(edition=edition, municipalities=towns)
    edition.rounds.filter(municipality__slug=early).update(has_own_dates=True, **its_dates)
    schedule(edition=edition, at=at)
    return list(edition.rounds.select_related("edition", "municipality").order_by("municipality__slug"))


def with_pages() -> QuerySet[Municipality]:
    """Municipalities of today that have a published page."""
    return Municipality.objects.current().filter(pages__live=True).distinct()


def name_of(year: int) -> str:
    return f"Ambassadeur van het jaar {year}"
