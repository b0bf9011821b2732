"""What this room keeps of people."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import EventPage
from privacy.declared import Basis, Kept, Rows, Whose, declare

declare(
    Kept(
        name="events.organisers",
        whose=Whose.NAMED,
        what=_("Wie een activiteit organiseert, met telefoon en mailadres"),
        why=_("Zodat bezoekers iets kunnen vragen. Het staat op de pagina van de activiteit, en niemand hoeft het in te vullen."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Zolang de pagina van de activiteit bestaat."),
        fields=(*(f"events.EventPage.{field}" for field in ("organiser", "phone", "email", "street")), "events.LostAnswer.reply_to"),
        rows=Rows(EventPage, Q(live=True) & (~Q(organiser="") | ~Q(phone="") | ~Q(email=""))),
    )
)
