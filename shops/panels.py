"""The editors' form of a shop, in the order in which one thinks of it, with a word of help where one hesitates."""

from collections.abc import Mapping
from typing import Any

from django.forms import Select
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, ObjectList, PublishingPanel, TabbedInterface

from shops import origins
from shops.forms import ShopForm


class WhatIsKnownPanel(HelpPanel):
    """Shows where each fact of the shop comes from."""

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
            return {**super().get_context_data(parent_context), "shop": origins.known(self.instance)}


WHO = [
    FieldPanel("name", help_text=_("Zoals het op de gevel staat.")),
    FieldRowPanel(
        [
            FieldPanel("municipality", widget=Select),  # Wagtail's chooser links to the register, which is the province's
            FieldPanel(
                "category",
                heading=_("Soort winkel"),
                help_text=_("Bestaat de soort niet, neem dan de dichtste. Bij “Service” kun je er meer kiezen."),
            ),
        ]
    ),
    FieldRowPanel(
        [
            FieldPanel("kind", help_text=_("Zelfstandig: de zaak is van wie ze uitbaat. Franchise: van de uitbater, onder de naam van een keten.")),
            FieldPanel("chain_name", help_text=_("Alleen bij een keten of franchise: onder welke naam, zoals Spar of Standaard Boekhandel.")),
            FieldPanel("since", help_text=_("Het jaar waarin de winkel begon, ook als dat elders of met een ander gezin was.")),
        ]
    ),
    FieldPanel("photo", help_text=_("Alleen een foto die van de winkel of van de gemeente zelf is. Zonder foto tekenen we een gevel.")),
]
WHEN = [
    FieldPanel("opening_hours", heading=_("Openingsuren"), help_text=_("Wat niemand weet, laat je open: de site zegt dan “uren onbekend”.")),
]
WHERE = [
    FieldRowPanel(
        [
            FieldPanel("street"),
            FieldPanel("house_number"),
            FieldPanel("box", help_text=_("Alleen wat achter “bus” komt.")),
        ]
    ),
    FieldRowPanel([FieldPanel("postcode"), FieldPanel("place")]),
    FieldRowPanel(
        [
            FieldPanel("latitude", help_text=_("In graden, zoals 50.8279. Nodig om de winkel bij “In de buurt” te tonen.")),
            FieldPanel("longitude", help_text=_("In graden, zoals 3.2649.")),
        ]
    ),
]
CONTACT = [
    FieldRowPanel(
        [
            FieldPanel("phone", help_text=_("Het nummer van de winkel, liefst geen privénummer.")),
            FieldPanel("email", help_text=_("Staat leesbaar op de site, dus alleen een adres dat daarvoor bedoeld is.")),
        ]
    ),
    FieldRowPanel(
        [
            FieldPanel("website", help_text=_("Met https:// ervoor. Een pagina op sociale media mag ook.")),
            FieldPanel("webshop", help_text=_("Alleen als je er echt kunt bestellen.")),
        ]
    ),
]
SERVICE = [
    FieldPanel(
        "more_categories", heading=_("Ook"), help_text=_("Wat de winkel nog meer is: een bakker met een koffiehoek is ook “Tearoom en koffiebar”.")
    ),
    MultiFieldPanel(
        [
            FieldPanel("step_free", help_text=_("Zonder trede: een rolstoel of kinderwagen rijdt zo binnen. Een kleine trede: hoogstens 7 cm.")),
            FieldPanel("door_width_cm", help_text=_("De vrije doorgang van de smalste deur. Voor een rolstoel is 80 cm nodig.")),
            FieldPanel("accessible_toilet", help_text=_("Een toilet waar een rolstoel in kan draaien, open voor klanten.")),
        ],
        heading=_("Binnengeraken"),
    ),
    FieldRowPanel(
        [
            FieldPanel("gift_voucher", help_text=_("De bon die je gemeente verkoopt of weggeeft. Weet je het niet, laat dan “Onbekend” staan.")),
            FieldPanel("delivers", help_text=_("Brengt de winkel zelf, of laat hij brengen? Een pakje met de post telt niet.")),
        ]
    ),
    FieldPanel("payment", heading=_("Betalen")),
]
NUMBERS = [
    HelpPanel(content=_("Deze nummers staan niet op de site. Ze helpen om bij een import de juiste winkel te herkennen.")),
    FieldRowPanel(
        [
            FieldPanel(
                "establishment_number",
                heading=_("Vestigingsnummer"),
                help_text=_("Van deze winkel op dit adres: tien cijfers, begint met 2 tot 8. Staat in de KBO."),
            ),
            FieldPanel(
                "enterprise_number", heading=_("Ondernemingsnummer"), help_text=_("Van het bedrijf erachter: tien cijfers, begint met 0 of 1.")
            ),
        ]
    ),
    FieldPanel("slug", help_text=_("Laat leeg bij een nieuwe winkel. Verander je het later, dan blijft het oude adres werken.")),
]
TEXT = [
    FieldPanel("language"),
    FieldPanel("tagline", help_text=_("Waarom kom je net hier? “Zuurdesem uit de houtoven, elke ochtend om zes uur.”")),
    FieldPanel("description", help_text=_("Een paar zinnen, zoals de winkel het zelf zou zeggen. Noem geen mensen zonder dat ze het weten.")),
]

SHOP_FORM = TabbedInterface(
    [
        ObjectList(
            [
                MultiFieldPanel(WHO, heading=_("De winkel")),
                MultiFieldPanel(WHEN, heading=_("Wanneer open?")),
                MultiFieldPanel(WHERE, heading=_("Waar?")),
                MultiFieldPanel(CONTACT, heading=_("Contact")),
            ],
            heading=_("Gegevens"),
        ),
        ObjectList(
            [
                InlinePanel(
                    "texts",
                    heading=_("Teksten per taal"),
                    label=_("tekst"),
                    max_num=4,
                    panels=TEXT,
                )
            ],
            heading=_("Verhaal"),
        ),
        ObjectList(SERVICE, heading=_("Service")),
        ObjectList(NUMBERS, heading=_("Nummers")),
        ObjectList([PublishingPanel()], heading=_("Planning")),
        ObjectList([WhatIsKnownPanel(template="shops/admin/origins.html")], heading=_("Herkomst")),
    ],
    base_form_class=ShopForm,
)
