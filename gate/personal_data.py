"""What this room keeps of people."""

from django.utils.translation import gettext_lazy as _

from gate.models import Throttle
from gate.throttle import LONGEST
from privacy.declared import Basis, Kept, Rows, Whose, declare

declare(
    Kept(
        name="gate.throttles",
        whose=Whose.VISITORS,
        what=_("Vingerafdrukken van netwerken"),
        why=_("Om robots tegen te houden. Niemand kan er je adres uit aflezen, en elke dag hebben ze een andere sleutel."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Ze tellen hoogstens %(term)s; de nacht daarna wissen we ze."),
        fields=("gate.Throttle.key",),
        rows=Rows(Throttle),
        term=LONGEST,
        job="gate.prune",
    )
)
