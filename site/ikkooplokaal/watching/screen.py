"""The page of the province that says how the site is: admin/toestand/ ("Toestand")."""

from typing import Any

from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem

from ikkooplokaal import health
from ikkooplokaal.watching.lights import Level, Light, lights
from ikkooplokaal.watching.standing import standing
from municipalities.doors import PROVINCE, open_doors
from municipalities.screens import EditorsScreen, ProvinceItem

ICON = "circle-check"


class StandingScreen(EditorsScreen, TemplateView):
    template_name = "watching/standing.html"
    page_title = gettext_lazy("Toestand")
    header_icon = ICON

    def is_allowed(self) -> bool:
        return self.far.everywhere

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parts = {name: health.passes(name, probe) for name, probe in health.WORRIES.items()}
        found = lights(standing(self.at), parts)
        shown = {"lights": found, "at": self.at, "summary": summary(found), "worst": max(light.level for light in found)}
        return super().get_context_data(**kwargs) | shown | {"guide": reverse("guide:toestand")}


def summary(found: list[Light]) -> str:
    asking = sum(light.level > Level.GOOD for light in found)
    if not asking:
        return _("Alles loopt zoals het moet.")
    return ngettext("%(count)s ding vraagt aandacht.", "%(count)s dingen vragen aandacht.", asking) % {"count": asking}


def item() -> MenuItem:
    return ProvinceItem(gettext_lazy("Toestand"), reverse_lazy("site_standing"), name="toestand", icon_name=ICON, order=900)


def urls() -> list[URLPattern]:
    return [path("toestand/", StandingScreen.as_view(), name="site_standing")]


def open_door() -> None:
    open_doors("site_standing", to=PROVINCE)
