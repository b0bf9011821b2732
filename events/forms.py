"""The editors' form of an action or event. What is wrong is said beside the field that mends it; a draft may be half done."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from django.forms import ModelChoiceField, ValidationError
from django.forms.formsets import ORDERING_FIELD_NAME
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.pages import CopyForm

from content.page_forms import SitePageForm
from events import dates, publishing
from events.dates_ahead import coming
from events.kinds import Repeats
from events.recurrence import BadRule
from events.slots import BRUSSELS, DayChange, Moment, stretches
from municipalities.choosable_blocks import keep_blocks_to_choosable_files
from municipalities.guarding import keep_to_choosable_files, refuse_what_cannot_be_chosen
from municipalities.meant import is_elsewhere
from shops.models import Shop

# True on the Dutch page, so asked there only; what is told in words stays in the form of every language.
FACTS = (
    *("kind", "status", "towns", "venue_shop", "venue", "street", "postcode", "place", "is_free", "for_children", "access", "stock"),
    *("has_prize_by_lot", "licence_number", "organiser", "phone", "email", "website", "picture"),
)
LINES = ("moments", "changes")
OFFERED = 6  # days named to who picked another one
YEARS_BACK, YEARS_AHEAD = 20, 10


class EventForm(SitePageForm):
    """Facts stand on the Dutch page only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.town = town_of(self.parent_page)
        if not self.holds_facts:
            self.leave_out_facts()
        elif self.town:
            self.fields.pop("towns", None)
            self.hint_postcodes()
        if self.for_user:
            keep_to_choosable_files(self, self.for_user)
            keep_blocks_to_choosable_files(self, "body", self.for_user)
            self.keep_to_shops_of_town()

    @property
    def holds_facts(self) -> bool:
        return not self.instance.locale_id or self.instance.locale.language_code == "nl"

    def leave_out_facts(self) -> None:
        for name in FACTS:
            self.fields.pop(name, None)
        for name in LINES:
            self.formsets.pop(name, None)

    def hint_postcodes(self) -> None:
        """Which are the municipality's, and the only one filled in beforehand."""
        codes = sorted(self.town.postcodes.values_list("code", flat=True))
        field = self.fields.get("postcode")
        if field and codes:
            field.help_text = gettext("In %(town)s: %(codes)s.") % {"town": self.town.name, "codes": ", ".join(codes)}
        if field and len(codes) == 1 and not self.instance.pk:
            self.initial["postcode"], self.initial["place"] = codes[0], self.town.name

    def keep_to_shops_of_town(self) -> None:
        """A shop of the own municipality, or the one that stands there; of the whole province anywhere."""
        field = self.fields.get("venue_shop")
        if not isinstance(field, ModelChoiceField):
            return
        listed = Shop.objects.listed()
        own = listed.in_municipality(self.town) if self.town else listed
        field.queryset = Shop.objects.filter(Q(pk__in=own.values("pk")) | Q(pk=self.instance.venue_shop_id))
        standing = field.clean
        refuse_what_cannot_be_chosen(self, "venue_shop", field, field.queryset)
        if field.clean != standing:
            field.clean = refuse_shop  # type: ignore[method-assign]

    def is_reserved(self, slug: str) -> bool:
        return super().is_reserved(slug) or bool(publishing.lacks_address(slug, self.parent_page))

    @property
    def is_to_be_read(self) -> bool:
        """Whether somebody asks to publish it or hands it in; sending it back and saving ask nothing."""
        return not self.is_deferred_validation and self.data.get("workflow-action-name") != "reject"

    def defer_required_fields(self) -> None:
        """A line without a day that nobody touched is no line."""
        super().defer_required_fields()
        for name in LINES:
            for form in self.formsets[name].extra_forms if name in self.formsets else ():
                form.empty_permitted = True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for name, words in publishing.lacks_address(cleaned.get("slug") or "", self.parent_page).items():
            self.add_error(name if name in self.fields else None, words)
        if self.holds_facts and self.is_to_be_read:
            missing = publishing.lacks_by_law(cleaned) | publishing.lacks_place(cleaned, is_of_one_town=self.town is not None)
            for name, words in (missing | contradicts(cleaned)).items():
                self.add_error(name if name in self.fields else None, words)
        if self.holds_facts:
            self.look_at_changes()
        return cleaned

    def look_at_changes(self) -> None:
        """A change must be of a day on which it would be on."""
        if not self.formsets["moments"].is_valid():
            return
        moments = [line.instance.as_moment() for line in filled(self.formsets["moments"])]
        if not moments:
            return
        for line in filled(self.formsets["changes"]):
            day = line.cleaned_data.get("day")
            if day and not any(is_on(moment, day) for moment in moments):
                line.add_error("day", not_on(day, moments))


def contradicts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What is said twice in two ways, or cannot be, by field."""
    found = {}
    if facts.get("is_free") and facts.get("price"):
        found["price"] = _("Gratis én een prijs? Haal een van beide weg.")
    if is_elsewhere(facts.get("postcode") or ""):
        found["postcode"] = _("Deze postcode ligt niet in West-Vlaanderen.")
    return found


def town_of(parent: Any) -> Any:
    """The municipality whose page it stands under; None for what is of several."""
    return getattr(parent.specific, "municipality", None) if parent else None


def filled(formset: Any) -> list[Any]:
    """The lines of a formset that stay and say something, as far as they are right."""
    formset.is_valid()
    return [
        line for line in formset.forms if line.is_bound and not line.errors and line.cleaned_data.get("day") and line not in formset.deleted_forms
    ]


def is_on(moment: Moment, day: date) -> bool:
    try:
        return any(slot.first_day == day for slot in stretches(moment, day, day))
    except BadRule:
        return True  # said where the rule stands


def not_on(day: date, moments: list[Moment]) -> str:
    """Names the first days that could have been meant."""
    at = timezone.now()
    today = at.astimezone(BRUSSELS).date()
    known = list(dict.fromkeys(dates.weekday_and_date(slot.first_day, "nl", today) for slot in coming(moments, [], at)))[:OFFERED]
    said = gettext("Op %(day)s is er niets gepland.") % {"day": dates.weekday_and_date(day, "nl", today)}
    return f"{said} {gettext('Wel op: %(days)s.') % {'days': ', '.join(known)}}" if known else said


def refuse_shop(value: Any) -> None:
    raise ValidationError(_("Deze winkel staat niet in de gids van je gemeente. Kies er een van hier, of vul een adres in."))


# -- the lines of "when"


class LineForm(WagtailAdminModelForm):
    """Of a day, which is asked for; its other days lie near enough to be counted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].error_messages["required"] = _("Vul de dag in.")

    @cached_property
    def changed_data(self) -> list[str]:
        """A line that was added and not filled in has a place among the others, and says nothing."""
        found: list[str] = super().changed_data
        return [] if set(found) <= {ORDERING_FIELD_NAME} and not self.initial.get("day") else found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        year = timezone.now().year
        for name, value in list(cleaned.items()):
            if isinstance(value, date) and not year - YEARS_BACK <= value.year <= year + YEARS_AHEAD:
                self.add_error(name, _("Klopt het jaar?"))
        return cleaned


class MomentForm(LineForm):
    """A rule of its own comes with an imported calendar; nobody types one, who has one sees it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.repeats != Repeats.OWN and "own_rule" in self.fields:
            del self.fields["own_rule"]
            self.fields["repeats"].choices = [choice for choice in Repeats.choices if choice[0] != Repeats.OWN]


class MomentFormSet(BaseChildFormSet):
    """Says what lacks in words that are not about forms."""

    default_error_messages = {"too_few_forms": publishing.NO_MOMENT}  # noqa: RUF012 (Django reads it from every class)


def lines_of(data: Any, formset: Callable[..., Any], instance: Any, prefix: str, most: int) -> list[Any]:
    """What somebody typed and did not save, however much of it is right. data: as the form would send it, its numbers of rows left aside."""
    sent = data.copy()
    count = min(int(given) if (given := sent.get(f"{prefix}-TOTAL_FORMS", "0")).isdecimal() and len(given) < 5 else 0, most)
    sent[f"{prefix}-TOTAL_FORMS"], sent[f"{prefix}-INITIAL_FORMS"] = str(count), "0"
    return filled(formset(sent, instance=instance, prefix=prefix))


def day_changes(lines: list[Any]) -> list[DayChange]:
    return [line.instance.as_change() for line in lines]


class EventCopyForm(CopyForm):
    """A copy is a draft of its own: one that follows its original would be an event without days."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("alias", "publish_copies"):
            self.fields.pop(name, None)
