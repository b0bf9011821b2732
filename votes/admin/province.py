"""The province's screens for its winner: one page with the steps, and behind each step a page that asks.

Shops, points and the order of the finalists are shown to the province only, until a second person publishes them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, pgettext
from wagtail.log_actions import log

from content.numbers import decimal, grouped
from votes import counting, jury, province, province_lot
from votes.admin.editions import OfAnEdition
from votes.admin.forms import ReasonForm
from votes.admin.province_words import Standing, in_words, steps
from votes.admin.screens import Asking, Page, step
from votes.finalists import Finalist, finalists
from votes.models import Edition, ProvincialResult, VotingPage
from votes.province_figures import average, percent, total

REFUSALS = (
    *(province.RoundsWait, province.NothingToChoose, province.NoCriteria, province.TooFewJurors, province.Incomplete, province.NoMotivation),
    *(
        province.NotLocked,
        province.LotStands,
        province_lot.NoDraw,
        province.NoReason,
        jury.NoJury,
        jury.NoName,
        jury.NameTaken,
        jury.NotAFinalist,
        jury.OutOfRange,
    ),
    *(counting.AlreadyDone, counting.SamePerson, counting.NeedsLot, counting.NoTie, counting.TooSoon),
)


@dataclass(frozen=True)
class Row:
    """A finalist as the table shows it. cells: per criterion the mean of the jurors, or the votes. key: of the candidate."""

    key: int
    rank: int
    name: str
    town: str
    cells: list[str]
    total: str
    motivation: str


class OfTheProvince(OfAnEdition):
    """Of the winner of an edition; everything leads back to the page with the steps."""

    header_icon = "pick"

    def get_page_subtitle(self) -> str:
        return self.edition.name

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), step("province", gettext("Provinciale winnaar"), self.edition.pk)]

    def back_url(self) -> str:
        return reverse("votes_admin:province", args=[self.edition.pk])


class ProvinceView(OfTheProvince, Page):
    template_name = "votes/admin/province.html"
    page_title = gettext_lazy("Provinciale winnaar")

    def trail(self) -> list[dict[str, Any]]:
        return OfAnEdition.trail(self)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = finalists(self.edition)
        criteria = list(self.edition.criteria.all()) if self.edition.has_jury else []
        sheets = jury.sheets(self.edition, criteria, found) if self.edition.has_jury else []
        count, result = province.count_of(self.edition), ProvincialResult.objects.filter(edition=self.edition).first()
        figures = count.figures if count else province.figures_of(self.edition, found)
        shown = {
            "steps": steps(standing(self.edition, found, sheets, figures, count, result, self.user.pk)),
            "columns": columns(figures),
            "rows": rows_of(figures, knows_order=bool(count) or is_whole(self.edition, sheets)),
            "criteria": criteria,
            "sheets": [(sheet, asked_of(found, criteria) - sheet.missing, asked_of(found, criteria)) for sheet in sheets],
            "may_change": self.edition.has_jury and count is None,
            "may_give_back": self.edition.has_jury and count is not None and result is None and province.announced_lot(count) is None,
            "returned": province.returned(self.edition),
            "public_url": public_url(self.edition) if result else "",
        }
        return super().get_context_data(**kwargs) | shown


def asked_of(found: Sequence[Finalist], criteria: Sequence[Any]) -> int:
    """How many points a juror gives."""
    return len(found) * len(criteria)


def is_whole(edition: Edition, sheets: Sequence[jury.Sheet]) -> bool:
    """Whether no points are missing."""
    return not edition.has_jury or (bool(sheets) and not any(sheet.missing for sheet in sheets))


def standing(
    edition: Edition, found: Sequence[Finalist], sheets: Sequence[jury.Sheet], figures: dict[str, Any], count: Any, result: Any, user: int
) -> Standing:
    leading = [told for told in figures["finalists"] if told["number"] in figures["leaders"]]
    return Standing(
        edition=edition,
        towns=province.waiting_towns(edition),
        finalists=len(found),
        jurors=len(sheets),
        missing=sum(sheet.missing for sheet in sheets),
        silent=[told["name"] for told in leading if not told["motivation"]],
        is_locked=count is not None,
        is_mine=count is not None and count.made_by_id == user,
        needs_lot=count is not None and province.needs_lot(count),
        has_announced=count is not None and province.announced_lot(count) is not None,
        is_published=result is not None,
    )


def columns(figures: dict[str, Any]) -> list[str]:
    """Headings between the shop and its total."""
    if figures["by"] == province.BY_JURY:
        return [f"{told['name']} ({told['points']})" for told in figures["criteria"]]
    return [pgettext("aantal", "Stemmen"), gettext("Geteld in de ronde")]


def rows_of(figures: dict[str, Any], *, knows_order: bool = True) -> list[Row]:
    """By rank; by municipality, and without places or points, while points are missing: half of them would show half a winner."""
    found = [row_of(told, figures, knows_order) for told in figures["finalists"]]
    return sorted(found, key=lambda row: row.rank)


def row_of(told: dict[str, Any], figures: dict[str, Any], knows_order: bool) -> Row:
    cells, whole = got(told, figures) if knows_order else (["" for _one in columns(figures)], "")
    return Row(
        key=told["candidate"],
        rank=told["rank"] if knows_order else 0,
        name=told["name"],
        town=told["municipality"],
        cells=cells,
        total=whole,
        motivation=told["motivation"],
    )


def got(told: dict[str, Any], figures: dict[str, Any]) -> tuple[list[str], str]:
    """What a finalist got: (cells, total)."""
    if figures["by"] == province.BY_JURY:
        return [decimal(float(mean), "nl") for mean in average(told)], decimal(float(total(told)), "nl")
    return [grouped(told["votes"], "nl"), grouped(told["counted"], "nl")], percent(told, "nl")


def public_url(edition: Edition) -> str:
    page = VotingPage.objects.live().filter(locale__language_code="nl").first()
    return f"{page.full_url}{edition.year}/provincie/" if page else ""


# -- what is done


class OfACount(OfTheProvince, Asking):
    """action: of the log."""

    template_name = "votes/admin/deed.html"
    back_words = gettext_lazy("Terug naar de provinciale winnaar")
    refusals = dict.fromkeys(REFUSALS, "")
    action = ""

    def said_of(self, refusal: Exception) -> str:
        return in_words(refusal)

    def hindrance(self) -> str:
        try:
            self.check()
        except counting.Refused as refusal:
            return in_words(refusal)
        return ""

    def check(self) -> None:
        """Let pass what may be done now. Raises one of REFUSALS."""
        raise NotImplementedError

    def act(self, said: dict[str, Any]) -> None:
        self.carry_out(said)
        log(instance=self.edition, action=self.action, user=self.user)

    def carry_out(self, said: dict[str, Any]) -> None:
        raise NotImplementedError


class WithFigures(OfACount):
    """Shows the table above its button."""

    template_name = "votes/admin/province_deed.html"

    def figures(self) -> dict[str, Any]:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if context["hindrance"]:
            return context
        figures = self.figures()
        leading = [told for told in figures["finalists"] if told["number"] in self.winners(figures)]
        return context | {"columns": columns(figures), "rows": rows_of(figures), "winners": leading}

    def winners(self, figures: dict[str, Any]) -> list[int]:
        return list(figures["leaders"])


class LockView(WithFigures):
    page_title = gettext_lazy("Vastleggen")
    button = gettext_lazy("Leg vast")
    done = gettext_lazy("Vastgelegd. Een collega van de provincie kijkt het na en maakt het bekend.")
    action = "votes.province_lock"

    @property
    def says(self) -> tuple[str, ...]:  # type: ignore[override]
        then = gettext("Iemand anders van de provincie maakt het bekend. Vertel het tot dan aan niemand.")
        jury_says = gettext("Hierna verandert niemand nog punten of motiveringen, behalve als ze met een reden worden teruggegeven.")
        return (jury_says, then) if self.edition.has_jury else (gettext("Zo beslisten de stemmen. Hierna ligt het vast."), then)

    def check(self) -> None:
        province.check_lockable(self.edition)

    def figures(self) -> dict[str, Any]:
        return province.figures_of(self.edition, finalists(self.edition))

    def carry_out(self, said: dict[str, Any]) -> None:
        province.lock(edition_id=self.edition.pk, by=self.user, at=self.at)


class GiveBackView(OfACount):
    page_title = gettext_lazy("Teruggeven")
    button = gettext_lazy("Geef terug")
    done = gettext_lazy("Teruggegeven. De punten en motiveringen kunnen weer veranderen.")
    says = (gettext_lazy("Alleen om een fout te verbeteren. De reden staat later bij de uitslag, ook als er niets verandert."),)
    is_serious = True
    form_class = ReasonForm
    action = "votes.province_return"

    def check(self) -> None:
        province.check_returnable(self.edition)

    def carry_out(self, said: dict[str, Any]) -> None:
        province.give_back(edition_id=self.edition.pk, reason=said["reason"], by=self.user, at=self.at)


class ProvincePublishView(WithFigures):
    page_title = gettext_lazy("Provinciale winnaar bekendmaken")
    button = gettext_lazy("Maak de winnaar bekend")
    done = gettext_lazy("De provinciale winnaar is bekend, en staat ook op de pagina van de ambassadeur.")
    says = (
        gettext_lazy("Kijk na of dit klopt. Zodra je het bekendmaakt, ziet iedereen het, met alle punten en motiveringen, en kan het niet terug."),
        gettext_lazy("Klopt er iets niet? Geef het dan terug, met een reden."),
    )
    action = "votes.province_publish"

    def check(self) -> None:
        province.check_publishable(self.edition, self.user)

    def figures(self) -> dict[str, Any]:
        return province.check_standing(self.edition).figures

    def winners(self, figures: dict[str, Any]) -> list[int]:
        return province.winners(province.check_standing(self.edition))

    def carry_out(self, said: dict[str, Any]) -> None:
        province.publish(edition_id=self.edition.pk, by=self.user, at=self.at)
