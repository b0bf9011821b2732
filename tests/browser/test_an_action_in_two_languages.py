"""An action from the first word to the last: told in Dutch, put into French by a translator's file and by a machine, found, and called off."""

import re
from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path

import icalendar
import polib
import pytest
from playwright.sync_api import Page, expect
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from accounts.models import User
from events.models import EventPage
from municipalities.models import Municipality
from municipalities.onboarding import onboard
from tests.browser.conftest import NOW
from tests.signing_in import cookies_of

DUMMY = {"CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"}
DUTCH, FRENCH = "Proef de winter", "Goûtez l’hiver"
SUMMARY, SUMMARY_BY_MACHINE = "Twaalf winkels schenken een kom.", "kom. een schenken winkels Twaalf"  # the dummy turns words round
CALLED_OFF = {"/nl": "Gaat niet door", "/fr": "N’a pas lieu"}
DAY = "van=2026-12-05&tot=2026-12-05"
FRENCH_LISTS = (f"/fr/agenda/tielt/?{DAY}", "/fr/tielt/")
DUTCH_LISTS = (f"/nl/agenda/tielt/?{DAY}", "/nl/tielt/")


@pytest.fixture
def as_editor(page_at, server) -> Iterator[Callable[[], Page]]:
    """Opens a tab of the demo's editor of Tielt, whose municipality takes part; what was made is taken away again, as the demo is shared."""
    onboard(municipality=Municipality.objects.get(slug="tielt"), at=NOW)
    user = User.objects.get(email="redacteur.tielt@ikkooplokaal.example")

    def tab() -> Page:
        page = page_at(1280)
        page.context.add_cookies([{"name": name, "value": value, "url": server.url} for name, value in cookies_of(user).items()])
        return page

    yield tab
    for model in (StringTranslation, Translation, TranslationSource):
        model.objects.all().delete()
    for page in EventPage.objects.filter(title__in=[DUTCH, FRENCH]):
        page.delete()


def publish(page: Page) -> None:
    page.get_by_role("button", name="Meer acties").click()
    page.get_by_role("button", name="Publiceren", exact=True).click()


def tell_in_dutch(page: Page) -> EventPage:
    page.goto("/admin/acties/")
    page.get_by_role("link", name="Nieuwe actie of evenement").first.click()
    page.locator("[name=title]").fill(DUTCH)
    page.locator("[name=summary]").fill(SUMMARY)
    page.locator("[name=moments-0-day]").fill("2026-12-05")
    page.locator("[name=moments-0-begins]").fill("11:00")
    page.locator("[name=moments-0-ends]").fill("14:00")
    page.locator("[name=venue]").fill("Markt")
    publish(page)
    page.wait_for_url(re.compile(r"/admin/(?!pages/add/)"))
    return EventPage.objects.get(title=DUTCH)


def begin_french(page: Page, event: EventPage) -> EventPage:
    page.goto(f"/admin/talen/{event.pk}/")
    page.get_by_role("checkbox", name="Frans").check()
    page.get_by_role("button", name="Begin").click()
    page.wait_for_load_state()
    return EventPage.objects.get(translation_key=event.translation_key, locale__language_code="fr")


def translate_by_file_and_machine(page: Page, french: EventPage, folder: Path) -> None:
    """The title comes from the translator's file, the rest from the machine."""
    page.goto(f"/admin/pages/{french.pk}/edit/")
    with page.expect_download() as download:
        page.get_by_text("PO-bestand downloaden").first.click()
    file = polib.pofile(download.value.path().read_text(encoding="utf-8"))
    for entry in file:
        entry.msgstr = FRENCH if entry.msgid == DUTCH else ""
    translated = folder / "vertaald.po"
    file.save(str(translated))
    page.locator("input[type=file]").first.set_input_files(translated)
    page.wait_for_load_state("networkidle")
    page.get_by_text("1 tekst is overgenomen.").wait_for()
    page.get_by_role("button", name="Vertaal met Dummy-vertaler").first.click()
    page.get_by_text(SUMMARY_BY_MACHINE).first.wait_for()


def call_off(page: Page) -> None:
    page.goto("/admin/acties/")
    page.get_by_role("link", name=f"Gaat niet door {DUTCH}").click()
    page.get_by_role("textbox").last.fill("Er is te veel wind.")
    page.get_by_role("button", name="Gaat niet door").click()
    page.wait_for_url("**/admin/acties/**")


def calendar_at(page: Page, address: str) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(page.request.get(address).body())


def entry_of(calendar: icalendar.Calendar, title: str) -> icalendar.Event:
    return next(entry for entry in calendar.walk("VEVENT") if title in entry["SUMMARY"])


def test_it_is_told_translated_found_and_called_off(as_editor, page_at, server, settings, tmp_path):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = DUMMY
    desk, reader = as_editor(), page_at(360, javascript=False)
    event = tell_in_dutch(desk)
    french = begin_french(desk, event)
    translate_by_file_and_machine(desk, french, tmp_path)
    desk.get_by_role("button", name="Publiceer in het Frans").click()
    desk.wait_for_load_state("networkidle")

    for address in FRENCH_LISTS:
        reader.goto(address)
        expect(reader.get_by_role("link", name=FRENCH)).to_be_visible()
    entry = entry_of(calendar_at(reader, f"{server.url}/fr/agenda/tielt/agenda.ics"), FRENCH)
    uid, started = str(entry["UID"]), entry.decoded("DTSTART")
    assert (started.isoformat(), str(entry.get("STATUS"))) == ("2026-12-05T11:00:00+01:00", "CONFIRMED")

    call_off(desk)
    reader = page_at(360, javascript=False)  # who looked at a filtered list may see it as it was for a minute; this one was never here

    for address, title in [*((one, DUTCH) for one in DUTCH_LISTS), *((one, FRENCH) for one in FRENCH_LISTS)]:
        reader.goto(address)
        line = reader.locator(".event", has=reader.get_by_role("link", name=title))
        expect(line.locator(".state--cancelled")).to_have_text(CALLED_OFF[address[:3]])
    entry = entry_of(calendar_at(reader, f"{server.url}/fr/agenda/tielt/agenda.ics"), FRENCH)
    assert (str(entry["UID"]), entry.decoded("DTSTART"), str(entry["STATUS"])) == (uid, started, "CANCELLED")


def typed(page: Page, name: str, keys: str) -> None:
    page.locator(f"[name={name}]").focus()
    page.keyboard.type(keys)
    page.keyboard.press("Tab")


def test_a_day_and_an_hour_are_typed_as_one_writes_them_and_kept_as_typed(as_editor):
    desk = as_editor()
    desk.goto("/admin/acties/nieuw/")
    desk.wait_for_load_state("networkidle")
    desk.locator("[name=title]").fill(DUTCH)
    desk.locator("[name=venue]").fill("Markt")
    typed(desk, "moments-0-day", "12/12/2026")  # the same in every order of day and month: which one it is, is the machine's
    typed(desk, "moments-0-begins", "13:30")
    typed(desk, "moments-0-ends", "18:00")
    expect(desk.locator(".event-days li")).to_have_text([re.compile(r"zaterdag\s12\sdecember, 13\.30\stot\s18\su\.")])
    typed(desk, "moments-0-until_day", "12/12")  # half a day, of which a browser sends nothing
    publish(desk)
    assert desk.evaluate("document.activeElement.name") == "moments-0-until_day"
    assert not EventPage.objects.filter(title=DUTCH).exists()

    desk.locator("[name=venue]").click()  # which closes the menu
    desk.locator("[name=moments-0-until_day]").fill("")
    publish(desk)
    desk.wait_for_url(re.compile(r"/admin/(?!pages/add/)"))
    moment = EventPage.objects.get(title=DUTCH).moments.get()
    assert (moment.day, moment.until_day, moment.begins, moment.ends) == (date(2026, 12, 12), None, time(13, 30), time(18))
