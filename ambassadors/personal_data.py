"""What this room keeps of people."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ambassadors.models import AmbassadorPage
from privacy.declared import Basis, Kept, Rows, Whose, declare

declare(
    Kept(
        name="ambassadors.pages",
        whose=Whose.NAMED,
        what=_("De pagina’s van ambassadeurs"),
        why=_("Met de naam van de zaak, een foto en een verhaal. Wie kandidaat was, stemde daarmee in."),
        basis=Basis.CONSENT,
        how_long=_("Zolang de campagne bestaat. Wie er niet meer op wil staan, vraagt het aan de provincie."),
        fields=("ambassadors.AmbassadorPage.shop_name",),
        rows=Rows(AmbassadorPage, Q(live=True, locale__language_code="nl")),
    )
)
