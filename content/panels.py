"""What the editors' forms of several rooms' pages share."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

IN_SEARCH_ENGINES = MultiFieldPanel(
    [
        FieldPanel("seo_title", help_text=_("De regel waarop men klikt in een zoekmachine. Laat leeg om de naam te nemen.")),
        FieldPanel("search_description", help_text=_("De twee regels eronder. Hoogstens 160 tekens, het belangrijkste eerst.")),
    ],
    heading=_("In zoekmachines"),
)
