"""What this room keeps of people: messages of the contact form, which Wagtail stores, and what its scripts keep in the browser."""

from datetime import datetime

from django.db.models import Min
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.models import FormSubmission

from home import contact
from home.models import ContactPage
from home.models.contact_page import LONGEST
from privacy.declared import Basis, InBrowser, Kept, Rows, Whose, declare, declare_in_browser
from privacy.terms import Months


def first_message_goes(at: datetime) -> datetime | None:
    """When the job may erase the oldest, by the months of its page."""
    pages = ContactPage.objects.select_related("locale").annotate(oldest=Min("formsubmission__submit_time"))
    return min((contact.months_after(page.oldest, page.facts.months_kept) for page in pages if page.oldest), default=None)


declare(
    Kept(
        name="home.messages",
        whose=Whose.WRITERS,
        what=_("Berichten via de contactpagina"),
        why=_("Je vraag, en het mailadres waarop je antwoord wilt. De provincie leest ze."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Zoveel maanden als er onder het formulier staat, en nooit langer dan %(term)s."),
        fields=("wagtailforms.FormSubmission.form_data",),
        rows=Rows(FormSubmission),
        term=Months(LONGEST),
        job="contact.forget_old",
        goes=first_message_goes,
    ),
    Kept(
        name="home.services",
        whose=Whose.NAMED,
        what=_("Wie je bij een gemeente of de provincie aanspreekt"),
        why=_("Een dienst, met haar telefoon en mailadres, op haar pagina."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Tot de dienst het verandert."),
        fields=(
            *(f"home.MunicipalityPage.{field}" for field in ("phone", "email", "street")),
            *("home.ContactPage.to_address", "home.PrivacyPage.dpo_email"),
            *("home.AccessibilityPage.feedback_email", "home.AccessibilityPage.feedback_phone"),
        ),
    ),
)
declare_in_browser(
    InBrowser(
        name=lambda: "mijn-gemeente",
        why=_("Je gemeente, als je vraagt om ze te onthouden. Ze wordt nergens naartoe gestuurd."),
        how_long=lambda: str(_("Tot je het vinkje weghaalt.")),
        is_cookie=False,
    ),
    InBrowser(
        name=lambda: "onthoud-gemeente",
        why=_("Dat je dat vroeg, tot de volgende pagina er is."),
        how_long=lambda: str(_("Tot je het tabblad sluit.")),
        is_cookie=False,
    ),
)
