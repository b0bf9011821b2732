"""The way from somebody's account in the editors' tool to their login: password, second step, recovery codes (ikkooplokaal.sign_in)."""

from django.forms import Form
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel


class LoginPanel(BaseSettingsPanel):
    name = "login"
    title = _("Je login")
    order = 50
    template_name = "home/login_panel.html"

    def get_form(self) -> Form:
        """Nothing to fill in here, nothing to save."""
        return Form()
