"""What this room keeps: figures, of nobody."""

from django.utils.translation import gettext_lazy as _

from content.visits import KEPT_MONTHS
from privacy.declared import Basis, Kept, Whose, declare
from privacy.terms import Months

declare(
    Kept(
        name="content.visits",
        whose=Whose.VISITORS,
        what=_("Hoe vaak een pagina bekeken wordt"),
        why=_("Per dag en per pagina, zonder te weten door wie. Zo ziet een gemeente wat mensen zoeken."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Die tellingen bewaren we %(term)s."),
        fields=(),
        term=Months(KEPT_MONTHS),
        job="content.visits.prune",
    )
)
