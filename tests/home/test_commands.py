"""The commands that fill an empty site."""

import logging

import pytest
from django.core.management import CommandError, call_command

from home.management.commands import load_demo
from home.models import HomePage, MunicipalityPage
from municipalities.models import Municipality
from shops.models import Category, Shop

pytestmark = pytest.mark.django_db


def test_a_real_site_refuses_the_demo_and_stays_empty(settings):
    settings.DEMO_ALLOWED = False
    with pytest.raises(CommandError, match="DEMO_ALLOWED"):
        call_command("load_demo")
    assert (Municipality.objects.count(), Shop.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"MAILBOX_PAGE": True}, "Mails staan op /postvak/."),
        ({"MAILBOX_PAGE": False, "EMAIL_FILE_PATH": "/srv/mail"}, "Mails gaan naar /srv/mail."),
        ({"MAILBOX_PAGE": False, "EMAIL_FILE_PATH": "", "EMAIL_HOST": "mail.example.org"}, "Mails gaan naar mail.example.org."),
    ],
)
def test_who_loads_the_demo_reads_where_its_mails_are(settings, changes, said):
    for name, value in changes.items():
        setattr(settings, name, value)
    assert load_demo.where_mails_are() == said


def test_among_the_lines_of_the_demo_stand_none_of_its_tasks(caplog):
    logger = logging.getLogger("ikkooplokaal.watching.tasks")
    with caplog.at_level(logging.INFO, logger.name):
        with load_demo.without_lines_of_tasks():
            logger.info("task enqueued")
            logger.warning("task failed")
        logger.info("task successful")
    assert [line.getMessage() for line in caplog.records] == ["task failed", "task successful"]


def test_an_empty_site_is_laid_out_without_invented_shops_and_a_second_time_changes_nothing(capsys):
    for _ in range(2):
        call_command("lay_out_site")
        assert (HomePage.objects.count(), MunicipalityPage.objects.count(), Shop.objects.count()) == (4, 62 * 4, 0)
        assert Category.objects.filter(parent=None).count() == 14
    assert [line.split("; ")[1] for line in capsys.readouterr().out.splitlines()] == ["248 gemeentepagina's gemaakt.", "0 gemeentepagina's gemaakt."]
