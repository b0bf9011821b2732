"""The register in the editors' tool."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from municipalities.doors import PROVINCE, any_row, open_doors
from municipalities.models import Municipality


class MunicipalityViewSet(SnippetViewSet):
    model = Municipality
    icon = "site"
    menu_label = _("Gemeenten")
    menu_order = 160
    add_to_admin_menu = True
    list_display: ClassVar = ["name", "nis", "successor", "valid_from", "valid_until"]
    search_fields: ClassVar = ["name", "nis"]
    search_backend_name = None
    list_per_page = 100


register_snippet(MunicipalityViewSet)

ROWS, CHOOSER = "wagtailsnippets_municipalities_municipality", "wagtailsnippetchoosers_municipalities_municipality"
open_doors(f"{ROWS}:list", f"{ROWS}:list_results", f"{ROWS}:add", to=PROVINCE)
open_doors(f"{ROWS}:edit", f"{ROWS}:history", f"{ROWS}:history_results", pk=any_row(Municipality), to=PROVINCE)
open_doors(f"{CHOOSER}:choose", f"{CHOOSER}:choose_results", f"{CHOOSER}:chosen_multiple")
open_doors(f"{CHOOSER}:chosen", pk=any_row(Municipality))
