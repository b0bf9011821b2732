"""Which shops are not on the map yet, and putting one there with what one copies from a map. Only POST changes anything."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import FormView, ListView
from wagtail.admin.viewsets.base import ViewSet

from municipalities.screens import EditorsScreen
from shops.models import Shop
from shops.placing import actions, pasted
from shops.spots import Spot

TITLE = gettext_lazy("Nog niet op de kaart")
SEARCH = "https://www.openstreetmap.org/search?"


class PlaceForm(forms.Form):
    plek = forms.CharField(
        label=gettext_lazy("Waar is de deur?"),
        help_text=gettext_lazy("Plak hier wat je van de kaart kopieerde: het webadres van de plek, of de twee getallen, zoals 50.82793, 3.26487."),
        max_length=2000,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Plak hier de plek.")},
    )

    def clean_plek(self) -> Spot:
        try:
            return pasted.read(self.cleaned_data["plek"])
        except pasted.NotExact as wrong:
            raise ValidationError(gettext("Dat is nog niet precies genoeg. Zoom in tot je de deur ziet, en kopieer dan opnieuw.")) from wrong
        except pasted.NoSpot as wrong:
            raise ValidationError(gettext("Hier lezen we geen plek in. Kopieer het webadres van de kaart, of de twee getallen.")) from wrong


class WaitingView(EditorsScreen, ListView):
    template_name = "shops/admin/placing/list.html"
    page_title = TITLE
    header_icon = "site"
    paginate_by = 50
    page_kwarg = "p"

    def get_queryset(self) -> Any:
        return actions.waiting(self.far)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"shows_town": self.far.edits_several}


class PlaceView(EditorsScreen, FormView):
    template_name = "shops/admin/placing/shop.html"
    page_title = gettext_lazy("Zet op de kaart")
    header_icon = "site"
    form_class = PlaceForm

    def is_allowed(self) -> bool:
        return self.far.edits(self.shop.municipality_id)

    @cached_property
    def shop(self) -> Shop:
        return get_object_or_404(Shop.objects.select_related("municipality"), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.shop.name

    def trail(self) -> list[dict[str, Any]]:
        return [{"url": reverse("shops_placing:list"), "label": TITLE}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        look = {
            "shop": self.shop,
            "is_placed": self.shop.latitude is not None and self.shop.longitude is not None,
            "map_url": SEARCH + urlencode({"query": self.shop.full_address()}),
            "edit_url": reverse("wagtailsnippets_shops_shop:edit", args=[self.shop.pk]),
        }
        return super().get_context_data(**kwargs) | look

    def form_valid(self, form: PlaceForm) -> HttpResponse:
        try:
            actions.place(shop=self.shop.pk, spot=form.cleaned_data["plek"], by=self.user, at=self.at)
        except actions.TooFar:
            form.add_error(
                "plek", gettext("Dat ligt ver buiten %(town)s. Kijk na of je de juiste plek kopieerde.") % {"town": self.shop.municipality.name}
            )
            return self.form_invalid(form)
        except actions.StandsAlready:
            messages.warning(self.request, gettext("Een collega was je voor: “%(shop)s” staat al op de kaart.") % {"shop": self.shop.name})
        else:
            messages.success(self.request, gettext("“%(shop)s” staat op de kaart.") % {"shop": self.shop.name})
        return redirect("shops_placing:list")


class PlacingViewSet(ViewSet):
    name = "shops_placing"
    url_prefix = "winkels/op-de-kaart"
    icon = "site"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", WaitingView.as_view(), name="list"), path("<int:pk>/", PlaceView.as_view(), name="shop")]
