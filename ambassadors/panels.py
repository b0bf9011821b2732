"""The editors' form of an ambassador's page: the story first, the facts for the province only."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel

from content.panels import IN_SEARCH_ENGINES
from municipalities.rights import ALL_TOWNS

FACTS = ("municipality", "shop", "shop_name", "place", "category", "year", "edition_name", "is_shared", "is_provincial", "result_url")


def fact(name: str, **options: Any) -> FieldPanel:
    return FieldPanel(name, permission=ALL_TOWNS, **options)


CONTENT = [
    HelpPanel(
        _(
            "<p>Vertel wie deze winkel is. Begin met een zin van henzelf, zeg waar ze alles van weten, wie ze steunen en welke tip ze geven. "
            "Tien minuten aan de toog leveren meer op dan een persbericht.</p>"
        ),
        heading=_("Het verhaal van je ambassadeur"),
    ),
    FieldPanel("pitch"),
    FieldPanel("supports"),
    FieldPanel("picture", help_text=_("Van de winkel of van wat ze maken. Zonder foto staat hun getekende gevel er.")),
    FieldPanel("story", help_text=_("Zet de stukken in de volgorde die je wilt. Vakkennis, een tip en een citaat volstaan.")),
    fact("title", help_text=_("De naam van de winkel.")),
    MultiFieldPanel(
        [
            FieldRowPanel([fact("municipality"), fact("year")]),
            fact("shop", help_text=_("Leeg als de winkel niet meer in de gids staat. De pagina blijft.")),
            FieldRowPanel([fact("shop_name", help_text=_("Leeg: zoals ze nu in de gids heet.")), fact("place")]),
            FieldRowPanel([fact("category"), fact("edition_name")]),
            FieldRowPanel([fact("is_shared"), fact("is_provincial")]),
            fact("result_url"),
        ],
        heading=_("De uitslag"),
        help_text=_("Staat vast na de stemming. In andere talen gelden de gegevens van de Nederlandse pagina."),
    ),
]

PROMOTE = [
    IN_SEARCH_ENGINES,
    FieldPanel("slug", permission=ALL_TOWNS),
]
