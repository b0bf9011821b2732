"""The editors' form of an action or event, in the order in which one thinks of it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, Panel

from content.panels import IN_SEARCH_ENGINES
from events import forms
from events.dates_ahead import ahead
from events.kinds import Kind
from municipalities.rights import ALL_TOWNS


class LinesPanel(InlinePanel):
    """Lines that a form may leave out. form, formset: of each line, and of all."""

    def __init__(self, *args: Any, form: type | None = None, formset: type | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form, self.formset = form, formset

    def clone_kwargs(self) -> dict[str, Any]:
        return super().clone_kwargs() | {"form": self.form, "formset": self.formset}

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        own = {"form": self.form, "formset": self.formset}
        options["formsets"][self.relation_name].update({name: kind for name, kind in own.items() if kind})
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        def __init__(self, *, panel: Any, form: Any, **kwargs: Any) -> None:
            left_out = form is not None and panel.relation_name not in form.formsets
            super().__init__(panel=panel, form=None if left_out else form, **kwargs)

        def is_shown(self) -> bool:
            return self.form is not None and super().is_shown()


class KindPanel(FieldPanel):
    """A new one may be asked for by its kind: ?soort=koopzondag."""

    class BoundPanel(FieldPanel.BoundPanel):
        def __init__(self, *, form: Any, instance: Any, request: Any, **kwargs: Any) -> None:
            asked = request.GET.get("soort") if request and form is not None and not instance.pk else None
            if asked in Kind.values:
                form.initial["kind"] = asked
            super().__init__(form=form, instance=instance, request=request, **kwargs)


class DatesPanel(Panel):
    """The coming days in words: as they were saved, and anew as one types (events/dates.js)."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/admin/dates_panel.html"

        class Media:
            js = ("events/dates.js",)
            css = {"all": ["events/admin.css"]}  # noqa: RUF012 (as Django asks for it)

        def is_shown(self) -> bool:
            return bool(self.form is not None and "moments" in self.form.formsets and super().is_shown())

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return super().get_context_data(parent_context) | {"ahead": self.ahead()}

        def ahead(self) -> Any:
            if not self.form.is_bound:
                moments = [line.as_moment() for line in self.instance.moments.all() if line.day]
                return ahead(moments, [line.as_change() for line in self.instance.changes.all()], at=timezone.now())
            moments, changes = (forms.filled(self.form.formsets[name]) for name in forms.LINES)
            return ahead([line.instance.as_moment() for line in moments], forms.day_changes(changes), at=timezone.now())


class ElsewherePanel(HelpPanel):
    """Shown in the languages whose page holds words only."""

    class BoundPanel(HelpPanel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(self.form is not None and "moments" not in self.form.formsets and super().is_shown())


WHEN = [
    LinesPanel(
        "moments",
        heading=_("Wanneer"),
        label=_("dag of periode"),
        min_num=1,
        form=forms.MomentForm,
        formset=forms.MomentFormSet,
        panels=[
            FieldRowPanel([FieldPanel("day"), FieldPanel("until_day")]),
            FieldRowPanel([FieldPanel("begins"), FieldPanel("ends")]),
            FieldPanel("repeats"),
            FieldPanel("repeats_until", help_text=_("Alleen als het terugkomt. Leeg: het blijft terugkomen.")),
            FieldPanel("own_rule"),
        ],
    ),
    DatesPanel(heading=_("Dan staat het in de agenda")),
    LinesPanel(
        "changes",
        heading=_("Op een van de dagen is het anders"),
        label=_("dag waarop het anders is"),
        help_text=_("Gaat het één keer niet door, op een ander uur, of is één dag volzet? De andere dagen blijven zoals ze zijn."),
        form=forms.LineForm,
        panels=[FieldPanel("day"), FieldPanel("what"), FieldPanel("new_day"), FieldRowPanel([FieldPanel("begins"), FieldPanel("ends")])],
    ),
]

CONTENT = [
    ElsewherePanel(
        _(
            "<p>Hier staan alleen de woorden. Wanneer het is, waar, en of het doorgaat, staat op de Nederlandse pagina en geldt voor alle talen. "
            "Wat je leeg laat, lezen bezoekers in het Nederlands.</p>"
        ),
        heading=_("In deze taal"),
    ),
    FieldPanel("title", heading=_("Hoe heet het"), help_text=_("Kort en herkenbaar: Braderie in de Kortrijkstraat.")),
    KindPanel("kind"),
    FieldPanel("summary"),
    *WHEN,
    MultiFieldPanel(
        [
            FieldPanel("venue_shop", help_text=_("Alleen als het binnen in een winkel is. Dan hoef je geen adres te typen.")),
            FieldPanel("venue"),
            FieldRowPanel([FieldPanel("street"), FieldPanel("postcode"), FieldPanel("place")]),
            FieldPanel("towns", permission=ALL_TOWNS),
        ],
        heading=_("Waar"),
        help_text=_("Kies een winkel uit de gids, of vul een adres in."),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("is_free"), FieldPanel("for_children")]),
            FieldRowPanel([FieldPanel("price"), FieldPanel("audience")]),
            FieldRowPanel([FieldPanel("access"), FieldPanel("access_note", help_text=_("Bijvoorbeeld: één trede aan de deur, toilet achteraan."))]),
        ],
        heading=_("Voor wie, en wat kost het"),
    ),
    FieldPanel("picture", help_text=_("Van vorig jaar, met mensen erop. Zonder foto staat er een getekende gevel.")),
    FieldPanel("body"),
    MultiFieldPanel(
        [FieldPanel("conditions"), FieldPanel("has_prize_by_lot"), FieldRowPanel([FieldPanel("licence_number"), FieldPanel("qualifying_question")])],
        heading=_("Voorwaarden"),
        help_text=_("Wie een prijs verloot, heeft een vergunning of een schiftingsvraag nodig. Zonder een van beide kun je niet publiceren."),
    ),
    MultiFieldPanel(
        [FieldPanel("organiser"), FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]), FieldPanel("website")],
        heading=_("Bij wie kan men terecht"),
    ),
    MultiFieldPanel(
        [FieldPanel("status"), FieldPanel("status_note"), FieldRowPanel([FieldPanel("stock"), FieldPanel("stock_note")])],
        heading=_("Gaat het door, en is er nog"),
        help_text=_("Later, als er iets verandert. Voor alle dagen samen; één dag pas je bij “Wanneer” aan."),
    ),
]

PROMOTE = [
    IN_SEARCH_ENGINES,
    FieldPanel("slug"),
]
