"""What this room keeps of a shop, for who keeps it (shops.shopkeepers.everything)."""

from django.utils.translation import gettext as _

from ambassadors.models import AmbassadorPage
from shops.models import Shop
from shops.shopkeepers.everything import Part, Row


def pages(shop: Shop, mailbox: str) -> Part:
    rows = [
        Row(
            f"{one.shop_name}, {one.edition_name or one.year} ({one.locale.language_code}). {one.pitch}",
            {"year": one.year, "name": one.shop_name, "place": one.place, "pitch": one.pitch, "supports": one.supports, "url": one.full_url},
        )
        for one in AmbassadorPage.objects.live().filter(shop=shop).select_related("locale").order_by("-year", "pk")
    ]
    why = _("Wie ooit gekozen werd, blijft bij de ambassadeurs staan. Wil je dat niet, vraag het dan aan de provincie.")
    return Part("ambassador", _("Je pagina als ambassadeur"), rows, why)
