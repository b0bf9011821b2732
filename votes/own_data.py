"""What this room keeps of a shop, for who keeps it (shops.shopkeepers.everything). Never how many votes it has, nor who sent something in."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from shops.models import Shop
from shops.shopkeepers.everything import Part, Row, stamp, told
from votes.models import Application, Candidate, Nomination


def submissions(shop: Shop, mailbox: str) -> Part:
    """Kandidaturen and voordrachten: their words, without name and address of who wrote them."""
    rows = []
    for model in (Application, Nomination):
        for one in model._default_manager.filter(shop=shop).select_related("round__municipality", "round__edition").order_by("created_at"):
            words = f"{capfirst(str(model._meta.verbose_name))}, {told(one.created_at)}: {one.get_state_display()}. {one.pitch}"
            data = {"kind": model._meta.model_name, "created_at": stamp(one.created_at), "state": one.state, "pitch": one.pitch}
            rows.append(Row(words, data | {"reason": one.reason, "supports": getattr(one, "supports", "")}))
    return Part("submissions", _("Kandidaturen en voordrachten, zonder wie ze instuurde"), rows)


def candidates(shop: Shop, mailbox: str) -> Part:
    """What was voted on stays as it was."""
    rows = [
        Row(
            f"{one.round}: {one.name}. {one.pitch}",
            {"round": str(one.round), "number": one.number, "name": one.name, "address": one.address, "pitch": one.pitch, "supports": one.supports},
        )
        for one in Candidate.objects.filter(shop=shop).select_related("round__municipality", "round__edition").order_by("pk")
    ]
    why = _("Wat er te kiezen was, blijft bij de uitslag staan, zodat iedereen kan natellen. Loopt de stemming nog? Trek je dan eerst terug.")
    return Part("candidates", _("Stemmingen waarin je kandidaat was"), rows, why)
