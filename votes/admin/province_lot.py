"""The lot of the province, when several won it and the rules want one."""

from functools import cached_property
from typing import Any

from django.forms import Form
from django.utils.translation import gettext, gettext_lazy

from votes import province, province_lot
from votes.admin.forms import AnnounceLotForm, WordsForm
from votes.admin.province import OfACount
from votes.admin.results import moment_in_words
from votes.models import ProvincialEvent
from votes.models.ballots import in_utc


class ProvinceLotView(OfACount):
    """In two steps, as for a round: somebody names a public draw that is still to come, and somebody else types what it gave."""

    page_title = gettext_lazy("Het lot trekken")
    action = "votes.province_lot"

    @cached_property
    def announced(self) -> ProvincialEvent | None:
        count = province.count_of(self.edition)
        return province.announced_lot(count) if count else None

    @property
    def button(self) -> str:  # type: ignore[override]
        return gettext("Trek het lot") if self.announced else gettext("Kondig de loting aan")

    @property
    def done(self) -> str:  # type: ignore[override]
        return gettext("Het lot is getrokken, en staat vast.") if self.announced else gettext("De loting is aangekondigd, en iedereen kan het lezen.")

    def get_form_class(self) -> type[Form]:
        return WordsForm if self.announced else AnnounceLotForm

    @property
    def says(self) -> tuple[str, ...]:  # type: ignore[override]
        if self.hindrance():
            return ()
        figures = province.check_standing(self.edition).figures
        tied = [f"{told['name']} ({told['municipality']})" for told in figures["finalists"] if told["number"] in figures["leaders"]]
        return (gettext("Gelijk staan: %(names)s.") % {"names": ", ".join(tied)}, *self.what_next())

    def what_next(self) -> list[str]:
        if self.announced is None:
            return [
                gettext("Een openbare trekking die nog moet komen, beslist. Zo kan niemand het lot kiezen, ook jij niet."),
                gettext("Iemand anders van de provincie typt daarna over wat ze gaf."),
            ]
        return [gettext("Dit beslist: %(source)s.") % {"source": self.announced.data["source"].rstrip(".")}]

    def check(self) -> None:
        province_lot.check_drawable(self.edition)

    def hindrance(self) -> str:
        if words := super().hindrance():
            return words
        if self.announced and in_utc(self.at) < self.announced.data["after"]:
            told = {"source": self.announced.data["source"].rstrip("."), "moment": moment_in_words(self.announced.data["after"])}
            return gettext("De loting is aangekondigd: %(source)s. Kom terug na %(moment)s.") % told
        if self.announced and self.announced.by_id == self.user.pk:
            return gettext("Jij hebt deze loting aangekondigd. Iemand anders van de provincie typt over wat ze gaf.")
        return ""

    def carry_out(self, said: dict[str, Any]) -> None:
        if self.announced:
            province_lot.draw_lot(edition_id=self.edition.pk, words=said["words"], by=self.user, at=self.at)
        else:
            province_lot.announce_lot(edition_id=self.edition.pk, source=said["source"], after=said["after"], by=self.user, at=self.at)
