"""The editors' forms of pages with blocks, and with facts that stand on the Dutch page."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import get_language, gettext
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm

from content.numbers import grouped
from content.page_forms import SitePageForm
from content.translated import facts_of
from home.reach import mistyped
from municipalities.choosable_blocks import keep_blocks_to_choosable_files
from municipalities.guarding import keep_to_choosable_files
from municipalities.places import Town, town_of
from shops.query import ShopQuery
from shops.search import search_shops

POSTCODE = re.compile(r"[1-9][0-9]{3}")  # of Belgium


class PageOfBlocksForm(SitePageForm):
    """Holds what an editor may choose; facts stand on the Dutch page only. in_blocks: the fields that are texts of blocks."""

    in_blocks: ClassVar[tuple[str, ...]] = ("body", "materials")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.holds_facts:
            self.leave_out_facts()
        if self.for_user:
            keep_to_choosable_files(self, self.for_user)
            for name in self.in_blocks:
                if name in self.fields:
                    keep_blocks_to_choosable_files(self, name, self.for_user)

    @property
    def holds_facts(self) -> bool:
        return not self.instance.locale_id or self.instance.locale.language_code == "nl"

    def leave_out_facts(self) -> None:
        for name in facts_of(type(self.instance)):
            self.fields.pop(name, None)


class MunicipalityPageForm(PageOfBlocksForm):
    """A page that begins in another language still has to say whose it is."""

    in_blocks: ClassVar[tuple[str, ...]] = ("quarters", "story")

    def leave_out_facts(self) -> None:
        town = self.fields.get("municipality")
        super().leave_out_facts()
        if town and not self.instance.pk:
            self.fields["municipality"] = town

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        municipality = cleaned.get("municipality") or (self.instance.municipality if self.instance.municipality_id else None)
        if municipality:
            self.look_at_blocks(cleaned, town_of(municipality))
        if not POSTCODE.fullmatch(cleaned.get("postcode") or "8700"):
            self.add_error("postcode", gettext("Een postcode heeft vier cijfers, zoals 8700."))
        return cleaned

    def look_at_blocks(self, cleaned: dict[str, Any], town: Town) -> None:
        """A draft may name a street whose shops have yet to come."""
        wrong = {"reach": far_places(cleaned.get("reach") or (), town)}
        if not self.is_deferred_validation:
            wrong["quarters"] = empty_streets(cleaned.get("quarters") or (), town, timezone.now())
        for name, mistakes in wrong.items():
            if mistakes:
                self.add_error(name, StreamBlockValidationError(block_errors=mistakes))


def empty_streets(quarters: Iterable[Any], town: Town, at: datetime) -> dict[int, ValidationError]:
    """What is wrong with quarters whose link would find no shop, by the number of the block from 0."""
    asked = ((number, block.value.get("query")) for number, block in enumerate(quarters))
    empty = [number for number, text in asked if text and not search_shops(ShopQuery(text=text, municipality=town.slug), at).total]
    said = ValidationError(gettext("Hiermee vinden we geen winkels. Schrijf het zoals in de winkelgids, of laat het leeg."))
    return {number: StructBlockValidationError(block_errors={"query": said}) for number in empty}


def far_places(ways: Iterable[Any], town: Town) -> dict[int, ValidationError]:
    """What is wrong with places that no map of the town can show, by the number of the block from 0."""
    mistakes = ((number, *mistyped(block.value, town)) for number, block in enumerate(ways))
    return {number: StructBlockValidationError(block_errors={name: far_from(town, name, far)}) for number, name, far in mistakes if name}


def far_from(town: Town, name: str, far: float) -> ValidationError:
    """name: of the coordinate. far: in km."""
    asked = (
        gettext("Deze plek ligt %(km)s km van %(town)s. Klopt de breedtegraad?")
        if name == "latitude"
        else gettext("Deze plek ligt %(km)s km van %(town)s. Klopt de lengtegraad?")
    )
    return ValidationError(asked % {"km": grouped(round(far), get_language() or "nl"), "town": town.name})


class ContactPageForm(PageOfBlocksForm, WagtailAdminFormPageForm):
    """What is asked is a fact; its words are told under "Talen"."""

    def leave_out_facts(self) -> None:
        super().leave_out_facts()
        self.formsets.pop("form_fields", None)


class FormOfTheLaw(PageOfBlocksForm):
    """Of a page that the law asks. must_say: texts that may not stay empty: the editor sends an empty paragraph, which Django takes for words."""

    must_say: ClassVar[tuple[str, ...]] = ()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for name in self.must_say:
            if not self.is_deferred_validation and name in cleaned and not strip_tags(cleaned[name] or "").strip():
                self.add_error(name, gettext("Dit moet er staan, zo vraagt de wet het."))
        return cleaned


class PrivacyForm(FormOfTheLaw):
    must_say: ClassVar[tuple[str, ...]] = ("responsible",)


class AccessibilityForm(FormOfTheLaw):
    """What is said of the site agrees with itself."""

    in_blocks: ClassVar[tuple[str, ...]] = ("gaps",)
    must_say: ClassVar[tuple[str, ...]] = ("feedback", "enforcement")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        prepared, reviewed = cleaned.get("prepared_on"), cleaned.get("reviewed_on")
        if prepared and reviewed and reviewed < prepared:
            self.add_error("reviewed_on", gettext("Nagekeken worden kan pas na het opstellen."))
        if reviewed and reviewed > timezone.localdate():
            self.add_error("reviewed_on", gettext("Deze dag moet nog komen."))
        if "gaps" in cleaned and not self.is_deferred_validation:
            self.hold_against_status(cleaned.get("status") or self.instance.facts.status, cleaned["gaps"])
        return cleaned

    def hold_against_status(self, status: str, gaps: Iterable[Any]) -> None:
        reasons = {block.value["why"] for block in gaps}
        if status != "full" and not reasons:
            self.add_error("gaps", gettext("Zeg wat nog niet goed is, of kies dat de site helemaal voldoet."))
        if status == "full" and "not yet" in reasons:
            self.add_error("gaps", gettext("Wie helemaal voldoet, heeft hier niets dat nog niet klopt met de norm."))


class CampaignForm(PageOfBlocksForm):
    """A period ends after it began. Towns and partners are facts too."""

    def leave_out_facts(self) -> None:
        super().leave_out_facts()
        self.fields.pop("towns", None)
        self.formsets.pop("partners", None)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", gettext("Deze dag ligt voor de eerste."))
        return cleaned
