"""Where the result stands by which an ambassador was chosen."""

from django.utils.translation import get_language

from ambassadors.models import AmbassadorPage
from votes.addresses import address_of
from votes.models import Round


def result_of(page: AmbassadorPage) -> str:
    """The address of the published result in the active language; "" when the ambassador was chosen otherwise. page: with its facts."""
    facts = page.facts
    rounds = Round.objects.filter(edition__year=facts.year, municipality=facts.municipality_id, published_at__isnull=False)
    voting_round = rounds.select_related("edition", "municipality").first()
    return address_of("result", voting_round, get_language() or "nl") if voting_round else ""
