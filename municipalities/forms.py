"""Forms of the province's screens."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.models import Role

CHOICES = [
    (Role.EDITOR.value, _("redacteur: schrijft en publiceert, en keurt goed wat auteurs indienen")),
    (Role.AUTHOR.value, _("auteur: schrijft, en een redacteur keurt het goed")),
]


class RoleField(forms.TypedChoiceField):
    """One of the roles in a municipality, with what it may do."""

    def __init__(self, **kwargs: Any):
        super().__init__(label=_("Rol"), choices=CHOICES, coerce=Role, widget=forms.RadioSelect, **kwargs)


class InviteForm(forms.Form):
    """Whom, and as what."""

    email = forms.EmailField(label=_("E-mailadres"), max_length=254, widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}))
    role = RoleField(initial=Role.EDITOR)


class RoleForm(forms.Form):
    role = RoleField()
