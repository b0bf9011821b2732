"""The editors' form of a shop."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from shops import numbers, provenance, suggestions
from shops.confirming import filled_facts
from shops.hours_field import HoursField, HoursWidget
from shops.models.category import Category
from shops.models.shop import PAYMENT, Shop
from shops.shopkeepers.mailing import forget_accepted

PUBLISH, EVERYTHING = "action-publish", "alles-klopt"
NOT_FACTS = {"slug", "texts", "photo", "more_categories"}


class KindsByGroup(ModelChoiceIterator):
    """The kinds of shops under the names of their groups."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        kinds = self.queryset.select_related("parent").order_by("parent__order", "order", "name_nl")
        for group, members in groupby(kinds, key=lambda kind: kind.parent):
            yield (group.name_nl, [self.choice(kind) for kind in members])


class KindField(forms.ModelChoiceField):
    iterator = KindsByGroup


class KindsField(forms.ModelMultipleChoiceField):
    iterator = KindsByGroup


class ShopForm(WagtailAdminModelForm):
    """Reads hours as people type them, and notes what the editor vouches for: an import does not overwrite that.

    That is what changed, and with the button "Alles klopt nog" every fact that is filled.
    """

    category = KindField(label=_("soort winkel"), queryset=Category.objects.filter(parent__isnull=False))
    more_categories = KindsField(
        label=_("ook"), queryset=Category.objects.filter(parent__isnull=False), widget=forms.CheckboxSelectMultiple, required=False
    )
    payment = forms.MultipleChoiceField(label=_("betalen"), choices=list(PAYMENT.items()), widget=forms.CheckboxSelectMultiple, required=False)

    enterprise_number = forms.CharField(label=_("ondernemingsnummer"), max_length=20, required=False)
    establishment_number = forms.CharField(label=_("vestigingsnummer"), max_length=20, required=False)
    opening_hours = HoursField(widget=HoursWidget(told_from="shops_hours_in_words"))

    def clean_enterprise_number(self) -> str:
        return self.number("enterprise_number", numbers.enterprise_number)

    def clean_establishment_number(self) -> str:
        return self.number("establishment_number", numbers.establishment_number)

    def number(self, field: str, read: Callable[[str], str]) -> str:
        """The number as it is stored, ten digits, however it was typed: 0403.170.701 or BE 0403 170 701."""
        text: str = self.cleaned_data[field]
        try:
            return read(text) if text else ""
        except numbers.NotANumber as wrong:
            raise ValidationError(str(wrong)) from wrong

    def save(self, commit: bool = True) -> Shop:
        facts = set(self.changed_data) - NOT_FACTS
        if self.data.get(PUBLISH) == EVERYTHING:
            facts |= set(filled_facts(self.instance))
        provenance.confirm(self.instance, facts, source=provenance.MUNICIPALITY, at=timezone.now())
        if "email" in facts and self.instance.pk:
            forget_accepted(shop=self.instance)
        saved: Any = super().save(commit)
        if saved.pk:
            suggestions.settle(saved)
        return saved
