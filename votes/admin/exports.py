"""Lists to take along: rounds at a glance, turnout per hour. Names of files say the year and the town, never a person."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views import View

from content.spreadsheets import Cell, download
from votes.admin.board import OfOwnRound, hours_of
from votes.admin.moments import BRUSSELS
from votes.admin.rounds import rows_of, visible
from votes.admin.screens import Screen
from votes.models import Edition


class RoundsFile(Screen, View):
    """The rounds of an edition within reach."""

    ending = "csv"

    def is_allowed(self) -> bool:
        return self.far.edits_somewhere

    def get(self, request: HttpRequest, edition_id: int) -> HttpResponse:
        edition = get_object_or_404(Edition, pk=edition_id)
        header = [
            _("gemeente"),
            _("stand"),
            _("kandidaten"),
            _("stemmen"),
            _("mails verstuurd"),
            _("mails niet aangekomen"),
            _("groepen in nazicht"),
            _("eerst te doen"),
        ]
        rows = [self.cells(row) for row in rows_of(list(visible(self.far).filter(edition=edition)), self.at, of_province=self.far.everywhere)]
        return download(f"rondes-{edition.year}", self.ending, header, rows)

    def cells(self, row: Any) -> list[Cell]:
        one = row.glance
        counts = [one.candidates, one.votes, one.mails.sent, one.mails.given_up, one.undecided]
        return [one.round.municipality.name, row.state, *counts, " ".join(row.needs)]


class HoursFile(OfOwnRound, View):
    """The turnout of a round, hour by hour."""

    ending = "csv"

    def get(self, request: HttpRequest, round_id: int) -> HttpResponse:
        header = [_("uur in Brussel"), _("uur in UTC"), _("stemmen")]
        rows: list[list[Cell]] = [
            [f"{at.astimezone(BRUSSELS):%Y-%m-%d %H:%M}", f"{at:%Y-%m-%d %H:%M}", votes] for at, votes in hours_of(self.round, self.at)
        ]
        return download(f"opkomst-{self.round.edition.year}-{self.round.municipality.slug}", self.ending, header, rows)
