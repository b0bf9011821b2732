"""The commands that fill an empty site."""

import pytest
from django.core.management import CommandError, call_command

from home.models import HomePage, MunicipalityPage
from municipalities.models import Municipality
from shops.models import Category, Shop

pytestmark = pytest.mark.django_db


def test_a_real_site_refuses_the_demo_and_stays_empty(settings):
    settings.DEMO_ALLOWED = False
    with pytest.raises(CommandError, match="DEMO_ALLOWED"):
        call_command("load_demo")
    assert (Municipality.objects.count(), Shop.objects.count()) == (0, 0)


def test_an_empty_site_is_laid_out_without_invented_shops_and_a_second_time_changes_nothing(capsys):
    for _ in range(2):
        call_command("lay_out_site")
        assert (HomePage.objects.count(), MunicipalityPage.objects.count(), Shop.objects.count()) == (4, 62 * 4, 0)
        assert Category.objects.filter(parent=None).count() == 14
    assert [line.split("; ")[1] for line in capsys.readouterr().out.splitlines()] == ["248 gemeentepagina's gemaakt.", "0 gemeentepagina's gemaakt."]
