"""Who approves: each municipality that takes part has a Wagtail workflow of its own (municipalities.onboarding)."""

from wagtail.models import Workflow

from municipalities.models import Onboarding


def workflow_for(municipality_id: int | None) -> Workflow | None:
    """The approval of a municipality, by its key; None where nobody approves because it does not take part."""
    if municipality_id is None:
        return None
    taking_part = Onboarding.objects.filter(municipality_id=municipality_id, offboarded_at=None, workflow__active=True)
    standing = taking_part.select_related("workflow").first()
    return standing.workflow if standing else None
