""" "Vraag de winkels": who is asked whether they take part, who answered what, and an answer that an editor fills in."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import urlencode
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.generic import TemplateView

from events import invitations
from events.admin.screens import OfAnEvent
from events.invitation_form import NO, YES
from events.kinds import SHOPS_OPEN
from events.models import EventShop
from events.shop_letters import when
from municipalities.moderation import NotYours, Refused
from shops.models import Shop

A_SHEET = 50
Answer = EventShop.Answer
WHICH = {
    "": (gettext_lazy("Alle winkels"), Q()),
    "mee": (gettext_lazy("Doet mee"), Q(answer=Answer.YES)),
    "niet": (gettext_lazy("Doet niet mee"), Q(answer=Answer.NO)),
    "wacht": (gettext_lazy("Nog geen antwoord"), Q(answer=Answer.ASKED, asked_at__isnull=False)),
    "zonder": (gettext_lazy("Zonder mailadres"), Q(email="")),
}


@dataclass(frozen=True)
class Line:
    """answer: a value of EventShop.Answer, "" when nothing was asked or said. said: in words."""

    shop: Shop
    answer: str
    said: str


class ShopsView(OfAnEvent, TemplateView):
    """Only POST asks or answers. Every state of the list has an address: ?stand=wacht&q=kroon."""

    template_name = "events/admin/shops.html"
    page_title = gettext_lazy("Vraag de winkels")

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        try:
            if request.POST.get("doe") == "vraag":
                self.ask()
            else:
                self.fill_in(request.POST.get("winkel", ""), request.POST.get("antwoord", ""))
        except NotYours as refusal:
            raise PermissionDenied from refusal
        except Refused as refusal:
            messages.warning(request, str(refusal))
        return redirect(f"{request.path}{self.address(p=request.GET.get('p', ''))}")

    def ask(self) -> None:
        count = invitations.ask_shops(event=self.event, by=self.request.user, at=self.at)  # type: ignore[arg-type]
        said = ngettext("%(count)s winkel krijgt een mail.", "%(count)s winkels krijgen een mail.", count)
        messages.success(self.request, said % {"count": count} if count else gettext("Iedereen met een mailadres was al gevraagd."))

    def fill_in(self, key: str, answer: str) -> None:
        if answer not in (YES, NO) or not key.isdecimal() or len(key) > 18:
            raise PermissionDenied
        shop = get_object_or_404(invitations.shops_of(self.event), pk=key)
        said = invitations.answer_by_hand(event=self.event, shop=shop, is_yes=answer == YES, by=self.request.user, at=self.at)  # type: ignore[arg-type]
        messages.success(self.request, f"{shop.name}: {said.label}.")

    @cached_property
    def which(self) -> str:
        asked = self.request.GET.get("stand", "")
        return asked if asked in WHICH else ""

    @cached_property
    def words(self) -> str:
        return self.request.GET.get("q", "").replace("\0", "").strip()[:100]

    def found(self) -> QuerySet[Shop]:
        row = EventShop.objects.filter(event=self.event.pk, shop=OuterRef("pk"))
        shops = invitations.shops_of(self.event).annotate(answer=Subquery(row.values("answer")), asked_at=Subquery(row.values("asked_at")))
        shops = shops.filter(WHICH[self.which][1]).select_related("municipality")
        return (shops.filter(name__icontains=self.words) if self.words else shops).order_by("name", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet = Paginator(self.found(), A_SHEET).get_page(self.request.GET.get("p"))
        return (
            super().get_context_data(**kwargs)
            | self.state()
            | {
                "event": self.event,
                "edit_url": self.edit_url,
                "numbers": invitations.numbers_of(self.event),
                "when": when(self.event, "nl", self.at),
                "opens_shops": self.event.kind in SHOPS_OPEN,
                "may_ask": self.event.permissions_for_user(self.request.user).can_publish(),
                "lines": [line(shop) for shop in sheet],
                "tabs": [(which, str(label), self.address(stand=which, p="")) for which, (label, _condition) in WHICH.items()],
                "which": self.which,
                "words": self.words,
                "before": self.address(p=sheet.previous_page_number()) if sheet.has_previous() else "",
                "after": self.address(p=sheet.next_page_number()) if sheet.has_next() else "",
            }
        )

    def state(self) -> dict[str, Any]:
        """Why nobody can take part (any more), in words; "" when they can."""
        try:
            invitations.refuse(self.event, self.at)
        except Refused as refusal:
            return {"refusal": str(refusal)}
        return {"refusal": ""}

    def address(self, **changed: Any) -> str:
        asked = {"stand": self.which, "q": self.words} | changed
        return "?" + urlencode({name: value for name, value in asked.items() if value})


def line(shop: Any) -> Line:
    """shop: of `found`."""
    if shop.answer in (Answer.YES, Answer.NO):
        return Line(shop, shop.answer, str(Answer(shop.answer).label))
    if shop.asked_at and shop.email:
        return Line(shop, Answer.ASKED, gettext("gevraagd, nog geen antwoord"))
    return Line(shop, "", gettext("nog niet gevraagd") if shop.email else gettext("geen mailadres: bel even en vul het antwoord in"))
