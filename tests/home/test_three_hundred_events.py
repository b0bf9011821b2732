"""Pages on which events show ask the database no more when there are three hundred than when there is one."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.kinds import Kind
from home.laying_out import TownWords, lay_out_towns
from home.models import CampaignPage, HomePage, MunicipalityPage
from municipalities.models import Municipality
from tests.factories.events import agenda_page, make_event
from tests.factories.many_events import many_events
from tests.factories.municipalities import MunicipalityFactory

pytestmark = pytest.mark.django_db

SUNDAY = date(2026, 11, 29)
EVENTS = [("events", {"title": "Op komst", "town": "", "kind": "", "only_free": False, "for_children": False, "number": 4})]


@pytest.fixture
def parents(wednesday, laid_out) -> list[MunicipalityPage]:
    """Dutch pages of Tielt and Brugge, each with a page in the other languages."""
    for nis, name in (("30001", "Tielt"), ("30002", "Brugge")):
        MunicipalityFactory(nis=nis, name=name, slug=name.lower())
    lay_out_towns(lambda town, language: TownWords(), Municipality.objects.all())
    return list(MunicipalityPage.objects.filter(locale__language_code="nl").order_by("title"))


def counted(client, *addresses: str) -> dict[str, int]:
    found = {}
    for address in addresses:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        found[address] = len(asked)
    return found


def test_with_three_hundred_events_no_page_asks_more_than_with_one(parents, wednesday, client):
    home = HomePage.objects.get(locale__language_code="nl")
    home.add_child(instance=CampaignPage(title="Winterstraten", slug="winter", locale=home.locale, body=EVENTS))
    agenda_page()
    one = make_event(parents[1], title="Sint", kind=Kind.SUNDAY, days=[SUNDAY])
    addresses = ["/nl/", "/fr/", "/nl/tielt/", "/de/tielt/", "/nl/winter/", one.url, "/nl/agenda/", "/nl/agenda/tielt/"]
    few = counted(client, *addresses)
    many_events(parents, 300, at=wednesday, day=lambda place: SUNDAY + timedelta(days=place % 30))
    assert {address: (few[address], number) for address, number in counted(client, *addresses).items() if number > few[address]} == {}
    assert max(few.values()) <= 20, few
