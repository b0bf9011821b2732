"""The lot of the province, when several won it and the rules want one."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext

from votes import province, province_lot
from votes.admin.lots import LotInTwoSteps
from votes.admin.province import OfACount
from votes.models import ProvincialEvent


class ProvinceLotView(LotInTwoSteps, OfACount):
    action = "votes.province_lot"

    @cached_property
    def announced(self) -> ProvincialEvent | None:  # type: ignore[override]
        count = province.count_of(self.edition)
        return province.announced_lot(count) if count else None

    @property
    def announced_by(self) -> int | None:
        return self.announced.by_id if self.announced else None

    @property
    def done(self) -> str:  # type: ignore[override]
        return gettext("Het lot is getrokken, en staat vast.") if self.announced else gettext("De loting is aangekondigd, en iedereen kan het lezen.")

    @property
    def says(self) -> tuple[str, ...]:  # type: ignore[override]
        if self.hindrance():
            return ()
        figures = province.check_standing(self.edition).figures
        tied = [f"{told['name']} ({told['municipality']})" for told in figures["finalists"] if told["number"] in figures["leaders"]]
        return (gettext("Gelijk staan: %(names)s.") % {"names": ", ".join(tied)}, *self.what_next())

    def check(self) -> None:
        province_lot.check_drawable(self.edition)

    def hindrance(self) -> str:
        return super().hindrance() or self.not_yet()

    def carry_out(self, said: dict[str, Any]) -> None:
        if self.announced:
            province_lot.draw_lot(edition_id=self.edition.pk, words=said["words"], by=self.user, at=self.at)
        else:
            province_lot.announce_lot(edition_id=self.edition.pk, source=said["source"], after=said["after"], by=self.user, at=self.at)
