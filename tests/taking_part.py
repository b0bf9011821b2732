"""A municipality that takes part in the campaign: many tests begin with one, so it is let in once per process (tests/remembered.py)."""

from datetime import datetime
from typing import Any

from municipalities.models import Municipality
from municipalities.onboarding import onboard
from tests.factories.municipalities import MunicipalityFactory
from tests.remembered import once


def takes_part(*, at: datetime, name: str = "Tielt", nis: str = "37022", **facts: Any) -> Municipality:
    """facts: the rest of what MunicipalityFactory takes; the slug comes from the name."""
    once(f"{name} {nis} {facts} takes part since {at}", lambda: onboard(municipality=MunicipalityFactory(name=name, nis=nis, **facts), at=at))
    return Municipality.objects.get(nis=nis)
