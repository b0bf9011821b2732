"""The editors' form of a municipality's page, in the order in which the page shows it."""

from django.forms import Select
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from content.facades import CLOTHS
from content.panels import IN_SEARCH_ENGINES
from municipalities.rights import ALL_TOWNS

SKIES = [(0, _("lichtblauw")), (1, _("ochtendgeel")), (2, _("roze")), (3, _("lila")), (4, _("strogeel"))]
AWNINGS = [("", _("die van de site")), *((name, cloth.label) for name, cloth in CLOTHS.items())]

FACE = [
    FieldPanel("title", heading=_("Naam van de gemeente"), help_text=_("Zoals ze in deze taal heet: Kortrijk, Courtrai.")),
    FieldPanel("municipality", permission=ALL_TOWNS),
    FieldPanel(
        "townline",
        help_text=_(
            "Staat groot onder de naam. Zeg iets wat alleen hier waar is: “Zaterdag markt, en daarna koffie bij wie je kent.” "
            "Liever niet: “Een bruisende gemeente met een ruim aanbod.”"
        ),
    ),
    FieldRowPanel(
        [
            FieldPanel("sky", widget=Select(choices=SKIES), help_text=_("De kleur achter de huizenrij bovenaan.")),
            FieldPanel("cloth", widget=Select(choices=AWNINGS), help_text=_("De kleuren van de luifel boven de pagina.")),
        ]
    ),
]
STRENGTHS = MultiFieldPanel(
    [
        FieldPanel("strength_1", heading=_("Alleen hier"), help_text=_("Iets wat je kunt tellen, zien of proeven: “Zes bakkers die zelf bakken.”")),
        FieldPanel("strength_2", heading=_("Ook alleen hier"), help_text=_("“Gratis parkeren, twee uur, op stapafstand van elke etalage.”")),
        FieldPanel("strength_3", heading=_("En dit nog"), help_text=_("“De enige hoedenmaker van de streek.” Liever niet: “Voor ieder wat wils.”")),
    ],
    heading=_("Wat alleen deze gemeente heeft"),
    help_text=_("Hoogstens drie korte regels. Wat ook in de gemeente hiernaast waar is, laat je weg."),
)
WORDS = [
    FieldPanel("about", help_text=_("Twee of drie korte alinea’s. Waar loop je rond, wat vind je hier en nergens anders, wanneer is het druk?")),
    FieldPanel("quarters", help_text=_("Straten, pleinen of dorpen die elk hun eigen winkels en hun eigen sfeer hebben. Twee tot vier is genoeg.")),
    FieldPanel(
        "story",
        help_text=_("Eén verhaal: over een straat, een markt, een familie achter de toog. Laat iemand van hier aan het woord."),
        classname="collapsed",
    ),
    FieldPanel(
        "reach",
        help_text=_(
            "Hoe kom je er, en waar zet je je auto of je fiets? Voeg per manier een blok toe, en voor elke parking één. "
            "De coördinaten van een plek vind je door er op een kaart lang op te drukken."
        ),
    ),
]
CONTACT = MultiFieldPanel(
    [
        FieldPanel("service", help_text=_("De dienst, liever dan een persoon: “Dienst lokale economie”.")),
        FieldPanel("service_note", help_text=_("“Elke werkdag van 9 tot 12 uur, in het stadhuis.”")),
        FieldPanel("street"),
        FieldRowPanel([FieldPanel("postcode"), FieldPanel("place")]),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
        FieldPanel("website", help_text=_("De bladzijde van de gemeente voor winkeliers en bezoekers, met https:// ervoor.")),
    ],
    heading=_("Contact"),
    help_text=_(
        "Bij wie winkeliers en bezoekers terechtkunnen. Adres, telefoon en e-mail vul je in op de Nederlandse pagina; ze gelden in elke taal."
    ),
)
TOWN_CONTENT = [*FACE, STRENGTHS, *WORDS, CONTACT]
TOWN_PROMOTE = [
    IN_SEARCH_ENGINES,
    FieldPanel("slug", permission=ALL_TOWNS),
    FieldPanel("show_in_menus", permission=ALL_TOWNS),
]
