"""The account of who is logged in, in the editors' tool: the way to their login (password, second step, recovery codes: ikkooplokaal.sign_in), and
no picture of their face."""

from django.forms import Form
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import AvatarSettingsPanel, BaseSettingsPanel


class LoginPanel(BaseSettingsPanel):
    name = "login"
    title = _("Je login")
    order = 50
    template_name = "home/login_panel.html"

    def get_form(self) -> Form:
        """Nothing to fill in here, nothing to save."""
        return Form()


def ask_for_no_face() -> None:
    """Wagtail stores the picture of a profile under its own name among files that anybody may read, a small one as it comes. Nobody needs it to work
    here; what is not asked need not be declared, told and erased. Its view leaves out what is not active."""
    AvatarSettingsPanel.is_active = lambda panel: False  # type: ignore[method-assign]
