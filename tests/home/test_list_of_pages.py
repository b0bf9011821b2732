"""The list of pages in the editors' tool."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.laying_out import TownWords, lay_out_towns
from home.models import MunicipalityPage, StandardPage
from municipalities.models import Municipality, Role
from municipalities.onboarding import onboard, open_province
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def towns(number: int) -> None:
    for place in range(Municipality.objects.count(), number):
        MunicipalityFactory(nis=str(90000 + place), name=f"Dorp {place}", slug=f"dorp-{place}")
    lay_out_towns(lambda town, language: TownWords(), Municipality.objects.all())


def queries(client: Client, address: str) -> int:
    client.get(address)  # what is kept between requests is read first
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_list_of_the_province_asks_as_much_for_30_towns_as_for_one(laid_out):
    open_province()
    client = sign_in(Client(), roles.somebody(Role.PROVINCE))
    address = f"/admin/pages/{laid_out['nl'].pk}/"
    towns(1)
    one = queries(client, address)
    towns(30)
    assert (queries(client, address), one <= 60, MunicipalityPage.objects.count()) == (one, True, 120)


def test_the_list_of_a_town_asks_as_much_for_30_pages_as_for_one(laid_out):
    town = MunicipalityFactory(nis="37022", name="Tielt", slug="tielt")
    onboard(municipality=town, at=timezone.now())
    client = sign_in(Client(), roles.somebody(Role.EDITOR, town))
    page = MunicipalityPage.objects.get(municipality=town, locale__language_code="nl")
    address = f"/admin/pages/{page.pk}/"
    page.add_child(instance=StandardPage(title="Verhaal", slug="verhaal"))
    one = queries(client, address)
    for number in range(29):
        page.add_child(instance=StandardPage(title=f"Verhaal {number}", slug=f"verhaal-{number}"))
    assert (queries(client, address), one <= 60, page.get_children().count()) == (one, True, 30)
