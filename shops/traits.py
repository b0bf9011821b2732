"""What one may want of a shop beside its kind: each a parameter of the list with one value, and a box to tick."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shops.models.shop import Shop


@dataclass(frozen=True)
class Trait:
    """parameter, value: how an address asks for it. holds: the shops that are so; one of which nobody knows it is not."""

    parameter: str
    value: str
    label: str | Promise
    holds: Q


TRAITS = {
    "independent": Trait("zaak", "zelfstandig", _("Zelfstandige zaak"), Q(kind=Shop.Kind.INDEPENDENT)),
    "step_free": Trait("toegang", "zonder-trede", _("Zonder trede binnen"), Q(step_free=Shop.StepFree.YES)),
    "webshop": Trait("webshop", "ja", _("Met webshop"), ~Q(webshop="")),
    "gift_voucher": Trait("bon", "ja", _("Neemt de cadeaubon"), Q(gift_voucher=True)),
}


def asked(params: QueryDict) -> tuple[str, ...]:
    """Names of the traits that an address asks for, in their own order."""
    return tuple(name for name, trait in TRAITS.items() if params.get(trait.parameter) == trait.value)
