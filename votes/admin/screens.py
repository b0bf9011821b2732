"""What all screens of the vote share: whose they are, the time of the database, and how something is done to a round."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import FormView, TemplateView

from municipalities.screens import EditorsScreen
from votes import clock
from votes.models import Round

Words = str | Promise


class Screen(EditorsScreen):
    """For the province, unless a screen says otherwise."""

    header_icon = "tick-inverse"

    def is_allowed(self) -> bool:
        return self.far.everywhere

    @cached_property
    def at(self) -> Any:
        return clock.database_now()


def step(name: str, label: Words, *args: Any) -> dict[str, Any]:
    """A step of a trail."""
    return {"url": reverse(f"votes_admin:{name}", args=args), "label": label}


class OfARound(Screen):
    """Of one round, which the address names."""

    @cached_property
    def round(self) -> Round:
        return get_object_or_404(Round.objects.select_related("edition", "municipality"), pk=self.kwargs["round_id"])

    def get_page_subtitle(self) -> str:
        return str(self.round)

    def trail(self) -> list[dict[str, Any]]:
        return [step("rounds", gettext("Rondes")), step("board", str(self.round), self.round.pk)]

    def back(self) -> HttpResponse:
        return redirect("votes_admin:board", self.round.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"round": self.round}  # type: ignore[misc]


class Asking(FormView):
    """Something that is done: says what it means, asks what it needs, and does it on POST. Stands behind a Screen.

    says: sentences. button: on it. is_serious: whether it takes something away. refusals: what to say of each refusal of the action.
    A form without fields is a mere button.
    """

    form_class: type[forms.BaseForm] = forms.Form
    says: Sequence[Words] = ()
    button: Words = ""
    done: Words = ""
    back_words: Words = ""
    is_serious = False
    refusals: Mapping[type[Exception], Words] = {}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.act(form.cleaned_data)
        except tuple(self.refusals) as refusal:
            messages.warning(self.request, self.said_of(refusal))
        else:
            messages.success(self.request, str(self.done))
        return redirect(self.back_url())

    def act(self, said: dict[str, Any]) -> None:
        """Do it. Raises one of `refusals`."""
        raise NotImplementedError

    def said_of(self, refusal: Exception) -> str:
        return str(self.refusals[type(refusal)])

    def hindrance(self) -> str:
        """Why it cannot be done now, "" when it can; said in place of the button."""
        return ""

    def back_url(self) -> str:
        """Where one comes from, and goes when it is done."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"says": [str(words) for words in self.says], "button": self.button, "hindrance": self.hindrance(), "is_serious": self.is_serious}
        return super().get_context_data(**kwargs) | told | {"back": self.back_url(), "back_words": self.back_words}


class Deed(OfARound, Asking):
    """Something that the province does to a round."""

    template_name = "votes/admin/deed.html"
    back_words = gettext_lazy("Terug naar de ronde")

    def back_url(self) -> str:
        return reverse("votes_admin:board", args=[self.round.pk])


class Page(Screen, TemplateView):
    """A screen that only shows."""
