"""From a draft to an announced edition, or away with it: announcing, throwing away, calling off. Each page says first what it means."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext
from wagtail.log_actions import log

from votes import calling_off, drafting, rounds
from votes.admin.editions import FIXED, OfAnEdition, checks, what_it_says
from votes.admin.forms import CancelEditionForm
from votes.admin.moments import in_words
from votes.admin.screens import Asking, Page
from votes.models import Round


class AnnounceView(OfAnEdition, Page):
    """Says what becomes fixed; the button fixes that, and nothing that changed meanwhile."""

    template_name = "votes/admin/announce.html"
    page_title = gettext_lazy("Aankondigen")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = {
            "says": what_it_says(self.edition),
            "shown": drafting.digest_with_rounds(self.edition.pk),
            "round_count": self.edition.rounds.count(),
            "opens": in_words(self.edition.opens_at),
            "closes": in_words(self.edition.closes_at),
        }
        return super().get_context_data(**kwargs) | found | checks(self.edition, self.at)

    def post(self, request: HttpRequest, edition_id: int) -> HttpResponse:
        if self.edition.scheduled_at:
            messages.info(request, gettext("Deze editie is al aangekondigd."))
            return self.back()
        try:
            drafting.announce(edition=self.edition, shown=request.POST.get("shown", ""), at=self.at)
        except drafting.Changed:
            messages.warning(request, gettext("Nog niet aangekondigd: er veranderde iets terwijl jij keek. Hier staat het zoals het nu is."))
            return self.get(request)
        except rounds.NotReady as refusal:
            for problem in refusal.problems:
                messages.warning(request, str(problem.words))
            return self.back()
        log(instance=self.edition, action="votes.announce", user=request.user)
        messages.success(request, gettext("De editie is aangekondigd. Vanaf nu beslist de klok."))
        return self.back()


class OfAnEditionAsking(OfAnEdition, Asking):
    template_name = "votes/admin/deed.html"
    back_words = gettext_lazy("Terug naar de editie")
    is_serious = True

    def get_page_subtitle(self) -> str:
        return self.edition.name

    def back_url(self) -> str:
        return reverse("votes_admin:edition", args=[self.edition.pk])


class DeleteDraftView(OfAnEditionAsking):
    page_title = gettext_lazy("Concept weggooien")
    button = gettext_lazy("Gooi dit concept weg")
    done = gettext_lazy("Het concept is weg.")
    refusals = {  # noqa: RUF012 - never changed
        rounds.TooLate: FIXED,
        drafting.InUse: gettext_lazy("Voor deze editie werd al iets ingestuurd. Ze kan niet meer weg."),
    }

    @property
    def says(self) -> tuple[str, ...]:  # type: ignore[override]
        count = self.edition.rounds.count()
        told = ngettext("Met haar spelregels en %(number)s ronde.", "Met haar spelregels en %(number)s rondes.", count) % {"number": count}
        return (told, gettext("Bezoekers zagen er nog niets van. Dit kan niet terug."))

    def hindrance(self) -> str:
        if self.edition.scheduled_at:
            return gettext("Deze editie is aangekondigd: je kunt ze alleen nog afgelasten, met een reden.")
        return ""

    def act(self, said: dict[str, Any]) -> None:
        drafting.delete_draft(edition=self.edition)
        log(instance=self.edition, action="wagtail.delete", user=self.user, deleted=True)

    def back_url(self) -> str:
        is_there = type(self.edition).objects.filter(pk=self.kwargs["edition_id"]).exists()
        return super().back_url() if is_there else reverse("votes_admin:editions")


class CancelEditionView(OfAnEditionAsking):
    """All rounds at once. The year is typed, so that nobody does this by a slip."""

    page_title = gettext_lazy("Hele editie afgelasten")
    button = gettext_lazy("Gelast al deze rondes af")
    form_class = CancelEditionForm
    refusals = {  # noqa: RUF012 - never changed
        rounds.CannotCancel: gettext_lazy("Er is geen ronde meer die zo afgelast kan worden."),
        rounds.NoReason: gettext_lazy("Zeg waarom: iedereen leest het."),
    }

    @cached_property
    def rounds(self) -> list[Round]:
        return list(calling_off.to_cancel(self.edition))

    @property
    def says(self) -> tuple[str, ...]:  # type: ignore[override]
        told = ngettext("%(number)s ronde wordt afgelast: %(towns)s.", "%(number)s rondes worden afgelast: %(towns)s.", len(self.rounds))
        towns = ", ".join(one.municipality.name for one in self.rounds)
        return (
            told % {"number": len(self.rounds), "towns": towns},
            gettext("Er wordt niet meer gestemd en nooit geteld. Op elke pagina staat je reden. Dit kan niet terug."),
            gettext("Rondes die al geteld zijn, blijven staan: daarover beslissen twee mensen, één ronde tegelijk."),
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"year": self.edition.year}

    def hindrance(self) -> str:
        return "" if self.rounds else str(self.refusals[rounds.CannotCancel])

    def act(self, said: dict[str, Any]) -> None:
        self.rounds = calling_off.cancel_edition(edition=self.edition, reason=said["reason"], by=self.user.pk, at=self.at)
        log(instance=self.edition, action="votes.cancel_edition", user=self.user, data={"rounds": len(self.rounds)})

    @property
    def done(self) -> str:  # type: ignore[override]
        count = len(self.rounds)
        return ngettext("%(number)s ronde is afgelast.", "%(number)s rondes zijn afgelast.", count) % {"number": count}
