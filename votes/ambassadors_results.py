"""Where the result stands by which an ambassador was chosen. Asked by every page of an ambassador, so it is kept for some minutes."""

from django.utils.translation import get_language

from ambassadors.models import AmbassadorPage
from content import navigation
from content.kept import Kept
from votes.addresses import TAILS
from votes.models import Round


def result_of(page: AmbassadorPage) -> str:
    """The address of the published result in the active language; "" when the ambassador was chosen otherwise. page: with its facts."""
    facts = page.facts
    town = published.get().get((facts.year, facts.municipality_id))
    voting = next((link.url for link in navigation.menu(get_language() or "nl") if link.kind == "votingpage"), "")
    return f"{voting}{facts.year}/{TAILS['result'].format(town=town)}" if town and voting else ""


def read_published() -> dict[tuple[int, int], str]:
    """The municipality's name in addresses, by year and municipality."""
    rounds = Round.objects.filter(published_at__isnull=False).values_list("edition__year", "municipality_id", "municipality__slug")
    return {(year, key): slug for year, key, slug in rounds}


published = Kept("votes.published", read_published)
