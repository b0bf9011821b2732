"""The editors' form of a shop, in the order in which one thinks of it."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, ObjectList, PublishingPanel, TabbedInterface

from shops.forms import ShopForm

WHO = [
    FieldPanel("name"),
    FieldRowPanel([FieldPanel("municipality"), FieldPanel("category")]),
    FieldRowPanel([FieldPanel("kind"), FieldPanel("chain_name"), FieldPanel("since")]),
    FieldPanel("photo"),
]
WHEN = [FieldPanel("opening_hours")]
WHERE = [
    FieldRowPanel([FieldPanel("street"), FieldPanel("house_number"), FieldPanel("box")]),
    FieldRowPanel([FieldPanel("postcode"), FieldPanel("place")]),
    FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
]
CONTACT = [
    FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
    FieldRowPanel([FieldPanel("website"), FieldPanel("webshop")]),
]
SERVICE = [
    FieldPanel("more_categories"),
    MultiFieldPanel([FieldPanel("step_free"), FieldPanel("door_width_cm"), FieldPanel("accessible_toilet")], heading=_("Binnengeraken")),
    FieldRowPanel([FieldPanel("gift_voucher"), FieldPanel("delivers")]),
    FieldPanel("payment"),
]
NUMBERS = [FieldRowPanel([FieldPanel("establishment_number"), FieldPanel("enterprise_number")]), FieldPanel("slug")]

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
                    panels=[FieldPanel("language"), FieldPanel("tagline"), FieldPanel("description")],
                )
            ],
            heading=_("Verhaal"),
        ),
        ObjectList(SERVICE, heading=_("Service")),
        ObjectList(NUMBERS, heading=_("Nummers")),
        ObjectList([PublishingPanel()], heading=_("Planning")),
        ObjectList([HelpPanel(template="shops/admin/origins.html")], heading=_("Herkomst")),
    ],
    base_form_class=ShopForm,
)
