"""Days and hours in the editors' forms: the browser's own fields, wherever a model has one; planned publishing keeps Wagtail's."""

from datetime import date, time

import pytest
from bs4 import BeautifulSoup
from wagtail.admin.widgets import AdminDateTimeInput

from content.day_inputs import DayInput, HourInput
from home.models import CampaignPage


def field(drawn: str) -> dict[str, str]:
    return BeautifulSoup(drawn, "html.parser").input.attrs


def test_a_browser_is_given_what_it_reads_itself():
    assert field(DayInput().render("dag", date(2026, 12, 6))) == {"type": "date", "name": "dag", "value": "2026-12-06", "max": "9999-12-31"}
    assert field(HourInput().render("van", time(13, 30, 59))) == {"type": "time", "name": "van", "value": "13:30"}


@pytest.mark.parametrize("widget", [DayInput(), HourInput()])
def test_what_was_refused_is_shown_again_and_no_picker_comes_along(widget):
    assert field(widget.render("dag", "gisteren"))["value"] == "gisteren"
    assert [script.rpartition("/")[2].partition(".")[0] for script in widget.media._js] == ["whole_days"]


@pytest.mark.django_db
def test_the_days_of_a_campaign_have_it_too_and_planning_keeps_its_own():
    fields = CampaignPage.get_edit_handler().get_form_class().base_fields
    assert [type(fields[name].widget) for name in ("first_day", "last_day")] == [DayInput, DayInput]
    assert isinstance(fields["go_live_at"].widget, AdminDateTimeInput)
