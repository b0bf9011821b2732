"""The editors' form of a shop."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from shops import numbers, provenance
from shops.confirming import filled_facts
from shops.hours_field import HoursField, HoursWidget
from shops.importing.facts import FACTS, PARTNERS
from shops.models.category import Category
from shops.models.shop import PAYMENT, Shop
from shops.shown import plain, read_shown, shown

PUBLISH, EVERYTHING = "action-publish", "alles-klopt"
NOT_FACTS = {"slug", "texts", "photo", "more_categories"}
COMPARED = (*FACTS, "municipality", "slug")


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

    That is what changed, and with the button "Alles klopt nog" every fact that is filled. What somebody else changed since the form was opened (a
    shopkeeper, an import) and the editor left as the form showed it, stays as it is now: `was` carries what the form showed.
    """

    category = KindField(label=_("soort winkel"), queryset=Category.objects.filter(parent__isnull=False))
    more_categories = KindsField(
        label=_("ook"), queryset=Category.objects.filter(parent__isnull=False), widget=forms.CheckboxSelectMultiple, required=False
    )
    payment = forms.MultipleChoiceField(label=_("betalen"), choices=list(PAYMENT.items()), widget=forms.CheckboxSelectMultiple, required=False)

    enterprise_number = forms.CharField(label=_("ondernemingsnummer"), max_length=20, required=False)
    establishment_number = forms.CharField(label=_("vestigingsnummer"), max_length=20, required=False)
    opening_hours = HoursField(widget=HoursWidget(told_from="shops_hours_in_words"))
    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["was"] = shown({name: self.initial.get(name) for name in COMPARED})

    @cached_property
    def changed_data(self) -> list[str]:  # type: ignore[override]
        """What the editor changed."""
        return [name for name in super().changed_data if name != "was" and name not in self.changed_meanwhile]

    @cached_property
    def moved(self) -> set[str]:
        """Fields that say something else now than the form showed."""
        before = read_shown(self["was"].value())
        return {name for name in COMPARED if name in before and name in self.fields and before[name] != plain(self.initial.get(name))}

    @cached_property
    def changed_meanwhile(self) -> set[str]:
        """Of those, which the editor left as they were, with those that belong to them."""
        before = read_shown(self["was"].value())
        typed = {name for name in COMPARED if name in before and name in self.fields and self.is_typed(name, before[name])}
        return {name for name in self.moved if not typed.intersection(PARTNERS.get(name, (name,)))}

    def is_typed(self, name: str, before: Any) -> bool:
        """Whether the field says something else than the form showed."""
        return self.fields[name].has_changed(before, self[name].data)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.changed_meanwhile:
            cleaned.pop(name, None)  # so that it is not put on the shop
        return cleaned

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
            facts |= set(filled_facts(self.instance)) - self.changed_meanwhile
        provenance.confirm(self.instance, facts, source=provenance.MUNICIPALITY, at=timezone.now())
        saved: Shop = super().save(commit)
        return saved
