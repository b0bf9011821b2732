"""The register and the province's screens in the editors' tool."""

from typing import Any, ClassVar

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from accounts.models import User
from municipalities import audit
from municipalities.doors import PROVINCE, any_row, is_key, open_doors
from municipalities.editors import managed_by
from municipalities.models import Municipality, SpecialDay
from municipalities.policies import MunicipalityPermissionPolicy
from municipalities.screens import ProvinceItem

register_permission_policy(SpecialDay, MunicipalityPermissionPolicy(SpecialDay))


class MunicipalityViewSet(SnippetViewSet):
    model = Municipality
    icon = "site"
    menu_label = _("Register")
    list_display: ClassVar = ["name", "nis", "successor", "valid_from", "valid_until"]
    search_fields: ClassVar = ["name", "nis"]
    search_backend_name = None
    list_per_page = 100


class MunicipalitiesGroup(SnippetViewSetGroup):
    menu_label = _("Gemeenten")
    menu_icon = "site"
    menu_order = 160
    items = (MunicipalityViewSet,)

    def get_submenu_items(self) -> list[MenuItem]:
        first = ProvinceItem(_("Deelnemende gemeenten"), reverse_lazy("municipalities:overview"), icon_name="group", order=0)
        return [first, *super().get_submenu_items()]


register_snippet(MunicipalitiesGroup)


@hooks.register("register_admin_urls")
def province_screens() -> list:
    return [path("gemeenten/", include("municipalities.urls"))]


@hooks.register("register_log_actions")
def sentences_of_the_audit_log(actions: LogActionRegistry) -> None:
    audit.register_sentences(actions)


def managed_login(user: Any, value: Any) -> bool:
    """A login that the user may decide about; whether it has a role in the municipality of the address is asked by the view."""
    return isinstance(user, User) and is_key(value) and managed_by(user).filter(pk=value).exists()


SCREENS, DEEDS = ("town", "join", "leave"), ("person", "invite_again", "change_role", "reset_second_factor", "take_away")
open_doors("municipalities:overview", to=PROVINCE)
open_doors(*(f"municipalities:{name}" for name in SCREENS), municipality_id=any_row(Municipality), to=PROVINCE)
open_doors(*(f"municipalities:{name}" for name in DEEDS), municipality_id=any_row(Municipality), user_id=managed_login, to=PROVINCE)

ROWS, CHOOSER = "wagtailsnippets_municipalities_municipality", "wagtailsnippetchoosers_municipalities_municipality"
open_doors(f"{ROWS}:list", f"{ROWS}:list_results", f"{ROWS}:add", to=PROVINCE)
open_doors(f"{ROWS}:edit", f"{ROWS}:history", f"{ROWS}:history_results", pk=any_row(Municipality), to=PROVINCE)
open_doors(f"{CHOOSER}:choose", f"{CHOOSER}:choose_results", f"{CHOOSER}:chosen_multiple")
open_doors(f"{CHOOSER}:chosen", pk=any_row(Municipality))
