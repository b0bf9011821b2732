"""The jury, as the province types what it says: who they are, a sheet of points for each, and why."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import FormView
from wagtail.log_actions import log

from votes import counting, jury, province
from votes.admin.province import OfACount, OfTheProvince
from votes.admin.province_words import in_words
from votes.finalists import Finalist, finalists
from votes.models import Candidate, Juror, JuryCriterion
from votes.models.jury import MOTIVATION

NAME_HELP = gettext_lazy("Een rol, zoals “Jurylid 1”, of een naam als die persoon ja zei. Iedereen leest dit bij de uitslag.")


class JurorForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Rol of naam"), max_length=80, help_text=NAME_HELP)
    agreed = forms.BooleanField(label=gettext_lazy("Dit is een rol, of deze persoon vindt het goed dat de naam op de site staat"))


class MotivationForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Motivering"),
        max_length=MOTIVATION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Enkele zinnen, in het Nederlands. Iedereen leest ze. Leeg maken neemt ze weg."),
    )


class Sheet(forms.Form):
    """The points of one juror: a field per finalist and criterion; empty is "not yet". given: what was stored."""

    name = forms.CharField(label=gettext_lazy("Rol of naam"), max_length=80, help_text=NAME_HELP)

    def __init__(
        self,
        *args: Any,
        found: Sequence[Finalist],
        criteria: Sequence[JuryCriterion],
        given: dict[tuple[int, int], int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.found, self.criteria = found, criteria
        for one in found:
            for criterion in criteria:
                self.fields[field_name(one, criterion)] = points_field(one, criterion, given.get((one.candidate.pk, criterion.pk)))

    def rows(self) -> Iterator[tuple[Finalist, list[tuple[JuryCriterion, forms.BoundField]]]]:
        for one in self.found:
            yield one, [(criterion, self[field_name(one, criterion)]) for criterion in self.criteria]

    def points(self) -> dict[tuple[int, int], int | None]:
        """By candidate and criterion; once it is valid."""
        return {(one.candidate.pk, criterion.pk): self.cleaned_data[field_name(one, criterion)] for one in self.found for criterion in self.criteria}


def field_name(one: Finalist, criterion: JuryCriterion) -> str:
    return f"p{one.candidate.pk}-{criterion.pk}"


def points_field(one: Finalist, criterion: JuryCriterion, given: int | None) -> forms.IntegerField:
    """Said in full to who hears it: the table's headings are far away."""
    told = {"criterion": criterion.name, "name": one.candidate.name, "most": criterion.points}
    label = gettext("%(criterion)s van %(name)s, op %(most)s") % told
    wrong = gettext("0 tot %(most)s") % told
    words = dict.fromkeys(("invalid", "min_value", "max_value"), wrong)
    widget = forms.NumberInput(attrs={"aria-label": label, "inputmode": "numeric", "class": "vote-points"})
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=criterion.points, initial=given, error_messages=words, widget=widget
    )


class AddJurorView(OfACount):
    page_title = gettext_lazy("Jurylid toevoegen")
    button = gettext_lazy("Voeg toe")
    done = gettext_lazy("Toegevoegd. Je kunt nu de punten invullen.")
    form_class = JurorForm
    action = "votes.jury"

    def check(self) -> None:
        check_open(self)

    def carry_out(self, said: dict[str, Any]) -> None:
        jury.name_juror(edition_id=self.edition.pk, name=said["name"])


def check_open(screen: OfTheProvince) -> None:
    """Raises NoJury, AlreadyDone."""
    if not screen.edition.has_jury:
        raise jury.NoJury
    if province.count_of(screen.edition):
        raise counting.AlreadyDone


class OfAJuror(OfTheProvince):
    @cached_property
    def juror(self) -> Juror:
        return get_object_or_404(Juror, pk=self.kwargs["juror_id"], edition=self.edition)

    def get_page_title(self) -> str:
        return self.juror.name


class SheetView(OfAJuror, FormView):
    """What was typed stays on the page until all of it is right."""

    template_name = "votes/admin/juror.html"

    def get_form(self, form_class: Any = None) -> Sheet:
        found, criteria = finalists(self.edition), list(self.edition.criteria.all())
        given = next(sheet.points for sheet in jury.sheets(self.edition, criteria, found) if sheet.juror.pk == self.juror.pk)
        return Sheet(found=found, criteria=criteria, given=given, initial={"name": self.juror.name}, **sent(self))

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            jury.fill_in(juror=self.juror, name=form.cleaned_data["name"], points=form.points())
        except counting.Refused as refusal:
            form.add_error("name" if isinstance(refusal, jury.NameTaken | jury.NoName) else None, in_words(refusal))
            return self.form_invalid(form)
        log(instance=self.edition, action="votes.jury_points", user=self.user)
        messages.success(self.request, gettext("De punten van %(name)s zijn bewaard.") % {"name": form.cleaned_data["name"]})
        return redirect(self.back_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"juror": self.juror, "back": self.back_url(), "hindrance": hindrance(self)}


def sent(screen: FormView) -> dict[str, Any]:
    return {"data": screen.request.POST} if screen.request.method == "POST" else {}


def hindrance(screen: OfTheProvince) -> str:
    try:
        check_open(screen)
    except counting.Refused as refusal:
        return in_words(refusal)
    return ""


class RemoveJurorView(OfAJuror, OfACount):
    button = gettext_lazy("Neem weg")
    done = gettext_lazy("Het jurylid en de punten zijn weg.")
    says = (gettext_lazy("Dit neemt het jurylid weg, met alle punten."),)
    is_serious = True
    action = "votes.jury"

    def check(self) -> None:
        check_open(self)

    def carry_out(self, said: dict[str, Any]) -> None:
        jury.remove_juror(juror=self.juror)


class MotivationView(OfACount):
    button = gettext_lazy("Bewaar")
    done = gettext_lazy("De motivering is bewaard.")
    form_class = MotivationForm
    action = "votes.jury"

    @cached_property
    def finalist(self) -> Candidate:
        """A candidate of this edition; whether it won is for the action to say."""
        found = Candidate.objects.select_related("round__municipality", "motivation")
        return get_object_or_404(found, pk=self.kwargs["finalist_id"], round__edition=self.edition)

    def get_page_title(self) -> str:
        return f"{self.finalist.name} ({self.finalist.round.municipality.name})"

    def get_initial(self) -> dict[str, Any]:
        return {"text": self.finalist.motivation.text if hasattr(self.finalist, "motivation") else ""}

    def check(self) -> None:
        check_open(self)

    def carry_out(self, said: dict[str, Any]) -> None:
        jury.motivate(edition_id=self.edition.pk, candidate=self.finalist, text=said["text"])
