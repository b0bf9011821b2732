"""The editors' list of what is on, the desk, and the checklist: of one's own municipality, in words, at a constant price."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events import desk
from events.kinds import Change, Kind, Repeats, Status
from events.models import EventChange, EventPage
from municipalities.checklist import progress
from municipalities.onboarding import open_province
from municipalities.rights import reach
from tests.events.town_with_editors import Editing, edit
from tests.factories import roles
from tests.factories.events import agenda_page, make_event, tell_event
from tests.public_page import words
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree", "wednesday")]
AT = datetime(2026, 11, 25, 11, 40, tzinfo=ZoneInfo("Europe/Brussels"))
LIST = "/admin/acties/"


@pytest.fixture
def tielt() -> Editing:
    return Editing()


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def rows(client: Client, **asked: str) -> list[list[str]]:
    """Per event: what, when, state, languages."""
    soup = BeautifulSoup(client.get(LIST, asked).content, "html.parser")
    return [[" ".join(plain(cell.get_text(" ")).split()) for cell in row.find_all(["th", "td"])][:4] for row in soup.select(".event-table tbody tr")]


def names(client: Client, **asked: str) -> list[str]:
    soup = BeautifulSoup(client.get(LIST, asked).content, "html.parser")
    return [words(link) for link in soup.select(".event-table th a")]


def test_it_says_what_when_in_which_state_and_in_which_languages(tielt):
    french = tielt.page.get_translations().get(locale__language_code="fr").specific
    market = make_event(
        tielt.page, title="Markt", kind=Kind.MARKET, days=[date(2026, 11, 26)], repeats=Repeats.WEEKLY, repeats_until=date(2026, 12, 17)
    )
    tell_event(market, french, title="Marché", published=False)
    make_event(tielt.page, status=Status.CANCELLED)
    assert rows(tielt.editor) == [
        ["Markt markt", "morgen, 10 tot 18 u., en nog 3 keer", "gepubliceerd", "nl fr"],
        ["Braderie evenement", "zondag 6 december, 10 tot 18 u.", "gaat niet door", "nl"],
    ]


@pytest.mark.parametrize(
    ("day_off", "when"),
    [
        (date(2026, 12, 10), "morgen, 10 tot 18 u., en nog 2 keer"),
        (date(2026, 11, 26), "donderdag 3 december, 10 tot 18 u., en nog 2 keer"),
    ],
)
def test_a_day_that_is_called_off_does_not_count_as_on_the_site(tielt, day_off, when):
    market = {"kind": Kind.MARKET, "days": [date(2026, 11, 26)], "repeats": Repeats.WEEKLY, "repeats_until": date(2026, 12, 17)}
    event = make_event(tielt.page, title="Markt", changes=[EventChange(day=day_off, what=Change.CANCELLED)], **market)
    assert [row[1] for row in rows(tielt.editor)] == [when]
    assert "en nog 2 keer" in plain(tielt.editor.get(event.url).content.decode())


def test_drafts_and_what_is_over_stand_apart(tielt):
    make_event(tielt.page)
    make_event(tielt.page, title="Kerstmarkt", days=[date(2026, 12, 19)], published=False)
    make_event(tielt.page, title="Zonder dag", days=[], published=False)
    make_event(tielt.page, title="Kermis", days=[date(2026, 9, 6)])
    handed_in = make_event(tielt.page, title="Handgemaakt", days=[date(2026, 12, 12)], published=False)
    handed_in.save_revision(user=tielt.people["author"], clean=False)
    handed_in.get_workflow().start(handed_in, tielt.people["author"])
    assert {name: (when, state) for name, when, state, _languages in rows(tielt.author, stand="concept")} == {
        "Kerstmarkt evenement": ("zaterdag 19 december, 10 tot 18 u.", "concept"),
        "Zonder dag evenement": ("nog geen dag", "concept"),
        "Handgemaakt evenement": ("zaterdag 12 december, 10 tot 18 u.", "wacht op goedkeuring"),
    }
    assert rows(tielt.author, stand="voorbij") == [["Kermis evenement", "zondag 6 september", "gepubliceerd", "nl"]]
    tabs = BeautifulSoup(tielt.author.get(LIST).content, "html.parser").select(".list-tabs a")
    assert [(words(tab), tab.get("aria-current")) for tab in tabs] == [("Komt eraan 1", "page"), ("Concepten 3", None), ("Voorbij 1", None)]


def test_one_searches_by_name_in_all_states_and_narrows_by_kind(tielt):
    make_event(tielt.page, title="Kerstmarkt", kind=Kind.MARKET)
    make_event(tielt.page, title="Kerststal", published=False)
    make_event(tielt.page)
    assert sorted(names(tielt.editor, q="kerst")) == ["Kerstmarkt", "Kerststal"]
    assert names(tielt.editor, q="kerst", stand="concept") == ["Kerststal"]
    assert names(tielt.editor, soort="markt") == ["Kerstmarkt"]
    assert names(tielt.editor, soort="onzin", stand="onzin", p="-3", waar="nergens") == ["Kerstmarkt", "Braderie"]


def test_only_of_ones_own_municipality_and_the_province_sees_all(tielt):
    kortrijk = Editing("Kortrijk", "34022", "8500")
    make_event(tielt.page)
    make_event(kortrijk.page, title="Leiefeest")
    make_event(agenda_page(), title="Korte keten")
    assert (names(tielt.editor), names(kortrijk.author)) == (["Braderie"], ["Leiefeest"])
    user = roles.province()
    open_province()
    province = sign_in(Client(), user)
    assert sorted(names(province)) == ["Braderie", "Korte keten", "Leiefeest"]
    assert names(province, waar="kortrijk") == ["Leiefeest"]
    assert names(province, waar="provincie") == ["Korte keten"]


def test_its_price_does_not_grow(tielt):
    make_event(tielt.page)
    tielt.editor.get(LIST)
    asked = {}
    for number in (1, 12):
        for extra in range(EventPage.objects.count(), number):
            make_event(tielt.page, slug=f"nog-{extra}", repeats=Repeats.WEEKLY, repeats_until=date(2026, 12, 20))
        for query in ({}, {"stand": "concept"}, {"q": "braderie"}):
            with CaptureQueriesContext(
                connection,
            ) as seen:
                assert tielt.editor.get(LIST, query).status_code == 200
            asked.setdefault(str(query), []).append(len(seen))
    assert all(one == twelve for one, twelve in asked.values()), asked


def test_buttons_lead_where_they_say(tielt):
    event, gone = make_event(tielt.page), make_event(tielt.page, slug="weg", status=Status.CANCELLED)
    soup = BeautifulSoup(tielt.editor.get(LIST).content, "html.parser")
    called_off = [link["href"] for link in soup.select(".event-deeds a") if "niet-door" in link["href"]]
    assert called_off == [f"/admin/acties/{event.pk}/gaat-niet-door/"]
    assert {link["href"] for link in soup.select(".event-deeds a")} == {edit(event), edit(gone), *called_off}
    assert {form["action"] for form in soup.select(".event-deeds form")} == {f"/admin/acties/{one.pk}/nog-eens/" for one in (event, gone)}
    header = tielt.editor.get(edit(event)).content.decode()
    assert f'data-w-action-url-value="/admin/acties/{event.pk}/nog-eens/"' in header


def test_a_new_one_opens_at_once_for_one_town_and_asks_where_for_more(tielt):
    assert tielt.author.get("/admin/acties/nieuw/")["Location"] == tielt.add
    user = roles.province()
    open_province()
    agenda_page()
    soup = BeautifulSoup(sign_in(Client(), user).get("/admin/acties/nieuw/").content, "html.parser")
    assert [words(link) for link in soup.select(".event-places a")] == ["heel de provincie", "Tielt"]


def test_the_desk_names_drafts_of_the_next_two_weeks_and_offers_a_new_one(tielt):
    draft = make_event(tielt.page, days=[date(2026, 12, 6)], published=False)
    make_event(tielt.page, title="Later", days=[date(2027, 1, 6)], published=False)
    make_event(tielt.page, title="Staat er", days=[date(2026, 12, 6)])
    make_event(Editing("Kortrijk", "34022", "8500").page, title="Elders", published=False)
    user = tielt.people["editor"]
    found = desk.drafts_of_soon(user, reach(user).sees, AT)
    assert (found.label, found.count, found.first) == ("evenement van de komende twee weken is nog concept", 1, (("Braderie", edit(draft)),))
    assert desk.drafts_of_soon(user, reach(user).sees, AT + timedelta(days=60)) is None
    home = tielt.editor.get("/admin/").content.decode()
    assert "Nieuwe actie of evenement" in home
    assert "evenement van de komende twee weken is nog concept" in home


def test_a_town_still_has_to_put_something_in_the_agenda(tielt):
    def done():
        return next(item.done for item in progress(tielt.municipality, AT) if item.label == "Er staat iets in de agenda")

    make_event(tielt.page, days=[date(2027, 6, 6)])
    assert not done()
    make_event(tielt.page, title="Kerstmarkt", days=[date(2026, 12, 19)])
    assert done()
