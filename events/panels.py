"""The editors' form of an action or event, in the order in which one thinks of it."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

PROVINCE = "municipalities.change_municipality"  # a right of who looks after all municipalities

CONTENT = [
    FieldPanel("title", heading=_("Hoe heet het"), help_text=_("Kort en herkenbaar: Braderie in de Kortrijkstraat.")),
    FieldRowPanel([FieldPanel("kind"), FieldPanel("status")]),
    FieldPanel("status_note"),
    FieldPanel("summary"),
    InlinePanel("moments", heading=_("Wanneer"), label=_("moment"), min_num=1),
    InlinePanel("changes", heading=_("Op een van de dagen is het anders"), label=_("wijziging"), classname="collapsed"),
    MultiFieldPanel(
        [
            FieldPanel("venue_shop"),
            FieldPanel("venue"),
            FieldRowPanel([FieldPanel("street"), FieldPanel("postcode"), FieldPanel("place")]),
            FieldPanel("towns", permission=PROVINCE),
        ],
        heading=_("Waar"),
        help_text=_("Kies een winkel uit de gids, of vul een adres in."),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("is_free"), FieldPanel("for_children"), FieldPanel("access")]),
            FieldRowPanel([FieldPanel("price"), FieldPanel("audience")]),
            FieldPanel("access_note"),
            FieldRowPanel([FieldPanel("stock"), FieldPanel("stock_note")]),
        ],
        heading=_("Voor wie, en wat kost het"),
    ),
    FieldPanel("picture"),
    FieldPanel("body"),
    MultiFieldPanel(
        [FieldPanel("conditions"), FieldPanel("has_prize_by_lot"), FieldRowPanel([FieldPanel("licence_number"), FieldPanel("qualifying_question")])],
        heading=_("Voorwaarden"),
        help_text=_("Een prijs die je verloot, vraagt een vergunning of een schiftingsvraag. Zonder een van beide kun je niet publiceren."),
    ),
    MultiFieldPanel(
        [FieldPanel("organiser"), FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]), FieldPanel("website")],
        heading=_("Bij wie kan men terecht"),
    ),
]

PROMOTE = [
    MultiFieldPanel(
        [
            FieldPanel("seo_title", help_text=_("De regel waarop men klikt in een zoekmachine. Laat leeg om de naam te nemen.")),
            FieldPanel("search_description", help_text=_("De twee regels eronder. Hoogstens 160 tekens, het belangrijkste eerst.")),
        ],
        heading=_("In zoekmachines"),
    ),
    FieldPanel("slug"),
]
