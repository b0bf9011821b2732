"""Reading an agenda in the editors' tool: choose, say what the columns hold, look, confirm, take back; each for one's own municipality only."""

import re
from datetime import date, datetime, time
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from events.importing import batches
from events.importing.work import work
from events.models import CalendarImport, CalendarImportFile, CalendarImportRow, EventPage
from tests.events.town_with_editors import Editing
from tests.factories import roles
from tests.factories.events import agenda_page
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree", "wednesday")]

BRUSSELS = ZoneInfo("Europe/Brussels")
UPLOAD = "/admin/acties/inlezen/nieuw/"
LIST = "titel;dag;beginuur;einduur;plaats\nBraderie;6/12/2026;10:00;18:00;Markt\nKwis;12/12/2026;20:00;1:00;Zaal Ons Huis\n;13/12/2026;;;Markt\n"
CHOSEN = {f"column-{index}": fact for index, fact in enumerate(["title", "day", "begins", "ends", "venue"])} | {"has_header": "on"}
CALENDAR = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:kwis-1\r\nSUMMARY:Kwis\r\nDTSTART;TZID=Europe/Brussels:20261212T200000\r\n"
    "DTEND;TZID=Europe/Brussels:20261213T010000\r\nLOCATION:Zaal Ons Huis\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
def tielt() -> Editing:
    return Editing()


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    """Posts as a browser does, with the worker at hand."""

    def posted(client: Client, address: str, data: dict | None = None):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, data or {})

    return posted


@pytest.fixture
def upload(send):
    def uploaded(client: Client, text: str | bytes, name: str, **said) -> CalendarImport:
        content = text if isinstance(text, bytes) else text.encode()
        answer = send(client, UPLOAD, {"file": SimpleUploadedFile(name, content), "source": "", **said})
        assert answer.status_code == 302, dict(answer.context["form"].errors)
        return CalendarImport.objects.latest("pk")

    return uploaded


def step(batch: CalendarImport, name: str) -> str:
    return reverse(f"events_import:{name}", args=[batch.pk])


def words(answer) -> str:
    """The text of a page, on one line."""
    main = answer.content.decode().partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_a_list_is_read_in_four_steps(tielt, upload, send):
    batch = upload(tielt.editor, LIST, "agenda 2026.csv")
    page = tielt.editor.get(step(batch, "columns"))
    assert page.context["form"].initial == {"has_header": True}
    assert [box.initial for box in page.context["form"].boxes] == ["title", "day", "begins", "ends", "venue"]
    send(tielt.editor, step(batch, "columns"), CHOSEN)
    preview = words(tielt.editor.get(step(batch, "preview")))
    assert "Zo zou het worden. Er is nog niets veranderd." in preview
    assert "nieuw 2 gewijzigd 0 geweigerd 1" in preview
    assert "Kwis Zaal Ons Huis" in preview
    assert not EventPage.objects.exists()
    send(tielt.editor, step(batch, "confirm"))
    made = {event.title: event for event in EventPage.objects.child_of(tielt.page)}
    assert set(made) == {"Braderie", "Kwis"}
    assert not any(event.live for event in made.values())
    assert [(moment.day, moment.begins, moment.ends) for moment in made["Kwis"].moments.all()] == [(date(2026, 12, 12), time(20), time(1))]
    assert made["Kwis"].venue == "Zaal Ons Huis"
    assert not CalendarImportFile.objects.exists()


def test_a_refused_row_says_why_and_can_be_downloaded(tielt, upload, send):
    batch = upload(tielt.editor, LIST.replace(";13/12/2026", "=1+1;overmorgen"), "agenda.csv")
    send(tielt.editor, step(batch, "columns"), CHOSEN)
    assert "“overmorgen” is geen dag die we kunnen lezen." in words(tielt.editor.get(step(batch, "preview") + "?toon=refused"))
    file = tielt.editor.get(step(batch, "refused_file")).content.decode("utf-8-sig")
    assert file.splitlines() == ["rij;titel;waarom", "4;'=1+1;“overmorgen” is geen dag die we kunnen lezen."]


def test_a_calendar_needs_no_columns_and_goes_on_the_site_when_that_is_ticked(tielt, upload, send):
    batch = upload(tielt.editor, CALENDAR, "uit.ics")
    assert tielt.editor.get(step(batch, "columns")).status_code == 302
    assert "Zet meteen op de site" in words(tielt.editor.get(step(batch, "preview")))
    send(tielt.editor, step(batch, "confirm"), {"publishes": "on"})
    event = EventPage.objects.get()
    assert (event.live, event.source_ref) == (True, "ics:uit:kwis-1")
    assert [(slot.starts_at, slot.ends_at) for slot in event.occurrences.all()] == [
        (datetime(2026, 12, 12, 20, tzinfo=BRUSSELS), datetime(2026, 12, 13, 1, tzinfo=BRUSSELS))
    ]


def offered(client: Client, batch: CalendarImport) -> list[str]:
    """What the form says that the columns hold, before anybody chose."""
    return [box.initial for box in client.get(step(batch, "columns")).context["form"].boxes]


def test_what_a_list_held_last_time_is_remembered_of_that_list_alone(tielt, upload, send):
    first = upload(tielt.editor, "a;6/12/2026;Markt\nb;7/12/2026;Markt\n", "markten 2026.csv")
    send(tielt.editor, step(first, "columns"), {"column-0": "title", "column-1": "day", "column-2": "organiser"})
    assert offered(tielt.editor, upload(tielt.editor, "c;6/1/2027;Markt\n", "markten 2027.csv")) == ["title", "day", "organiser"]
    assert offered(tielt.editor, upload(tielt.editor, "dag;wat;waar\n6/1/2027;Kwis;Zaal\n", "kwissen.csv")) == ["day", "title", "venue"]


def test_a_column_that_only_a_late_row_has_can_be_chosen(tielt, upload, send):
    text = "titel;dag\n" + "Kwis;6/12/2026\n" * 150 + "Match;13/12/2026;Sporthal\n"
    batch = upload(tielt.editor, text, "agenda.csv")
    assert offered(tielt.editor, batch) == ["title", "day", ""]
    assert "Sporthal" in words(tielt.editor.get(step(batch, "columns")))
    send(tielt.editor, step(batch, "columns"), {"column-0": "title", "column-1": "day", "column-2": "venue", "has_header": "on"})
    send(tielt.editor, step(batch, "confirm"))
    assert EventPage.objects.get(title="Match").venue == "Sporthal"


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"column-0": "title"}, ["In welke kolom staat de dag?"]),
        ({"column-0": "day"}, ["In welke kolom staat de titel?"]),
        ({"column-0": "title", "column-1": "day", "column-2": "day"}, ["Twee kolommen met hetzelfde: dag. Kies er een."]),
    ],
)
def test_a_list_without_a_title_or_a_day_is_not_read(tielt, upload, send, chosen, said):
    batch = upload(tielt.editor, LIST, "agenda.csv")
    answer = send(tielt.editor, step(batch, "columns"), chosen)
    assert answer.context["form"].non_field_errors() == said


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("foto.csv", b"\x89PNG\r\n\x1a\n", "Dit is een afbeelding, geen lijst."),
        ("agenda.ics", b"<html><body>404</body></html>", "Dit is een webpagina of XML"),
        ("leeg.csv", b" \n", "Het bestand is leeg."),
        ("groot.ics", b"BEGIN:VCALENDAR\n" + b"X" * (5 * 1024 * 1024), "Deel het op."),
        ("open.csv", b'titel;dag\n"Kwis;6/12/2026\n', "aanhalingsteken"),
        ("lijst.csv", b'{"events": []}', "Dit is geen agenda (.ics) en geen lijst"),
        ("kapot.csv", Random(5).randbytes(3_000), "Dit bestand is beschadigd, of het is geen lijst."),
        ("kapot.ics", Random(6).randbytes(3_000), "Dit bestand is beschadigd, of het is geen lijst."),
        ("brief.ics", b"Beste, hierbij de agenda; tot dan", "Dit bestand heet .ics, maar er staat geen agenda in."),
    ],
)
def test_what_is_no_list_is_refused_at_its_field(tielt, send, name, content, said):
    answer = send(tielt.editor, UPLOAD, {"file": SimpleUploadedFile(name, content)})
    assert said in str(answer.context["form"].errors["file"])
    assert not CalendarImport.objects.exists()


def test_an_import_is_undone_and_what_somebody_changed_since_stays(tielt, upload, send):
    batch = upload(tielt.editor, LIST, "agenda.csv")
    send(tielt.editor, step(batch, "columns"), CHOSEN)
    send(tielt.editor, step(batch, "confirm"))
    changed = EventPage.objects.get(title="Kwis")
    changed.title = "Grote kwis"
    changed.save_revision(user=tielt.people["editor"])
    assert "Nieuw waren er 2" in words(tielt.editor.get(step(batch, "undo")))
    send(tielt.editor, step(batch, "undo"))
    assert [event.pk for event in EventPage.objects.all()] == [changed.pk]
    batch.refresh_from_db()
    assert (batch.state, batch.counts["removed"], batch.counts["left"]) == ("undone", 1, 1)
    left = CalendarImportRow.objects.get(action="left")
    assert (left.title, left.reason) == ("Kwis", "Is daarna nog aangepast; we lieten het staan.")


def test_an_author_and_a_neighbour_cannot_reach_an_import(tielt, upload):
    batch = upload(tielt.editor, LIST, "agenda.csv")
    kortrijk = Editing("Kortrijk", "34022", "8500")
    assert "Agenda inlezen" not in tielt.author.get("/admin/acties/").content.decode()
    for client in (tielt.author, kortrijk.editor):
        for name in ("columns", "preview", "progress", "refused_file", "undo"):
            assert client.get(step(batch, name)).status_code in (302, 403), name
        for name in ("columns", "confirm", "try_again", "undo", "discard"):
            client.post(step(batch, name))
    batch.refresh_from_db()
    assert batch.state == "mapping"
    assert "agenda.csv" not in kortrijk.editor.get("/admin/acties/inlezen/").content.decode()


def test_the_province_chooses_where_and_may_read_into_its_own_agenda(tielt, upload, send):
    agenda_page()
    province = sign_in(Client(), roles.province())
    answer = send(province, UPLOAD, {"file": SimpleUploadedFile("uit.ics", CALENDAR.encode())})
    assert list(answer.context["form"].errors) == ["place"]
    batch = upload(province, CALENDAR, "uit.ics", place="provincie")
    send(province, step(batch, "confirm"))
    assert EventPage.objects.get().own_municipality() is None
    assert tielt.editor.get(step(batch, "preview")).status_code in (302, 403)


def test_nobody_piles_up_files(tielt, upload, send):
    for _number in range(batches.MOST_OPEN):
        upload(tielt.editor, LIST, "agenda.csv")
    answer = send(tielt.editor, UPLOAD, {"file": SimpleUploadedFile("agenda.csv", LIST.encode())})
    assert answer.context["form"].errors["file"] == ["Er staan al te veel bestanden klaar. Bevestig ze of gooi ze weg."]


def test_a_file_that_is_kept_no_more_is_asked_for_again(tielt, upload, send):
    batch = upload(tielt.editor, LIST, "agenda.csv")
    CalendarImportFile.objects.all().delete()
    assert tielt.editor.get(step(batch, "columns")).status_code == 200
    batches.choose_columns(batch=batch, columns=["title", "day"], has_header=False, at=batch.since)
    work(batch.pk, at=batch.since)
    assert "Het bestand is er niet meer. Kies het opnieuw." in words(tielt.editor.get(step(batch, "preview")))


def test_a_second_click_changes_nothing(tielt, upload, send):
    batch = upload(tielt.editor, CALENDAR, "uit.ics")
    send(tielt.editor, step(batch, "confirm"))
    send(tielt.editor, step(batch, "confirm"))
    send(tielt.editor, step(batch, "discard"))
    assert EventPage.objects.count() == 1
    assert CalendarImport.objects.count() == 1


def test_pages_cost_as_many_queries_for_many_rows(tielt, upload, send, django_assert_max_num_queries):
    many = "titel;dag\n" + "".join(f"Kwis {number};{number % 28 + 1}/12/2026\n" for number in range(60))
    batch = upload(tielt.editor, many, "agenda.csv")
    send(tielt.editor, step(batch, "columns"), {"column-0": "title", "column-1": "day", "has_header": "on"})
    with django_assert_max_num_queries(45):
        tielt.editor.get(step(batch, "preview"))
