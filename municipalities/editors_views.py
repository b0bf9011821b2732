"""The province's screens about people: who edits for a municipality, letting somebody in, helping them, and letting them out."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import User
from mail.outbox import BadAddress
from municipalities import editors
from municipalities.forms import InviteForm, RoleForm
from municipalities.joining import pages_of, standing_of
from municipalities.joining_views import ProvinceScreen
from municipalities.models import Role
from municipalities.onboarding import Refused
from municipalities.people import Person, people


class Town(ProvinceScreen):
    """One municipality: its people, a form to invite one more, its checklist and its pages."""

    template_name = "municipalities/town.html"

    def get_page_title(self) -> str:
        return self.town.name

    def trail(self) -> list[dict]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = timezone.now()
        known = {
            "town": self.town,
            "standing": standing_of(self.town, at),
            "people": people(municipality=self.town, viewer=viewer(self.request), at=at),
            "pages": pages_of(self.town),
            "form": kwargs.get("form") or InviteForm(),
        }
        return super().get_context_data(**kwargs) | known

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = InviteForm(request.POST)
        if form.is_valid() and self.invite(form):
            return self.back_to_town()
        return self.render_to_response(self.get_context_data(form=form))

    def invite(self, form: InviteForm) -> bool:
        """Whether somebody was invited; else the form says why not."""
        email, role = form.cleaned_data["email"], form.cleaned_data["role"]
        try:
            user = editors.invite(email=email, role=role, municipality=self.town, by=viewer(self.request), at=timezone.now())
        except (Refused, BadAddress) as refusal:
            form.add_error("email", str(refusal) or _("Naar dit adres kan geen mail vertrekken."))
            return False
        told = _("Er is een uitnodiging naar %(person)s vertrokken.")
        if user.is_active:
            told = _("%(person)s kan meteen aan de slag, en kreeg een mail.")
        messages.success(self.request, told % {"person": user})
        return True


class OnePerson(ProvinceScreen):
    """One person in one municipality, and what the province can do for them."""

    template_name = "municipalities/person.html"

    @cached_property
    def person(self) -> Person:
        """Raises Http404 for who has no role here, or is not the viewer's to decide about."""
        known = people(municipality=self.town, viewer=viewer(self.request), at=timezone.now())
        found = next((person for person in known if person.user.pk == self.kwargs["user_id"] and person.is_manageable), None)
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        return self.person.name or self.person.user.email

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form: forms.Form = kwargs.get("form") or RoleForm(initial={"role": self.person.role})
        return super().get_context_data(**kwargs) | {"town": self.town, "person": self.person, "form": form}


class Deed(OnePerson):
    """One thing that is done to a person, by a button."""

    http_method_names = ["post"]  # noqa: RUF012 - as in Django's View

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            messages.success(request, self.act(self.person.user))
        except Refused as refusal:
            messages.warning(request, str(refusal))
        return self.go_on()

    def act(self, user: User) -> str:
        """Do it; returns what to say. Raises Refused."""
        raise NotImplementedError

    def go_on(self) -> HttpResponse:
        return redirect(reverse("municipalities:person", args=[self.town.pk, self.kwargs["user_id"]]))


class InviteAgain(Deed):
    def act(self, user: User) -> str:
        editors.invite_again(user=user, municipality=self.town, by=viewer(self.request), at=timezone.now())
        return _("Er is een nieuwe uitnodiging naar %(person)s vertrokken. De vorige link werkt niet meer.") % {"person": user}

    def go_on(self) -> HttpResponse:
        return self.back_to_town()


class ChangeRole(Deed):
    def act(self, user: User) -> str:
        role = RoleForm(self.request.POST)
        chosen: Role = role.cleaned_data["role"] if role.is_valid() else self.person.role
        editors.change_role(user=user, role=chosen, municipality=self.town, by=viewer(self.request), at=timezone.now())
        return _("%(person)s is nu %(role)s, en kreeg een mail.") % {"person": user, "role": chosen.label}


class ResetSecondFactor(Deed):
    def act(self, user: User) -> str:
        editors.reset_second_factor(user=user, by=viewer(self.request), at=timezone.now())
        return _("De tweede stap van %(person)s is gewist. Bij het volgende inloggen stelt die hem opnieuw in.") % {"person": user}


class TakeAway(Deed):
    def act(self, user: User) -> str:
        editors.take_away(user=user, municipality=self.town, by=viewer(self.request), at=timezone.now())
        return _("%(person)s werkt niet meer mee voor %(town)s.") % {"person": user, "town": self.town.name}

    def go_on(self) -> HttpResponse:
        return self.back_to_town()


def viewer(request: HttpRequest) -> User:
    """Whoever is logged in: nobody else gets this far."""
    assert isinstance(request.user, User)  # noqa: S101 - for the types
    return request.user
