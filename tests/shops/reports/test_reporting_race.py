"""Visitors who report at the same moment, in processes of their own: one network counts once, and no report is lost in the count."""

import pytest
from django.db import connection

from tests.services import processes
from tests.services.processes import all_at_once

START = """
from dataclasses import replace
from datetime import UTC, datetime
from wagtail.models import Collection
from gate.models import Throttle
from gate.throttle import tries_of
from shops.models import Shop, ShopReport
from shops.reports import actions
from tests.factories.shops import ShopFactory
AT = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)
actions.UNPROVEN = replace(actions.UNPROVEN, count=99)

def report(network):
    stored = actions.receive(shop=Shop.objects.get(), what="hours", words="", proof="", network=network, at=AT)
    return stored is not None
"""
CARELESS = """
from time import sleep
from gate import throttle
def looks_first(rule, subject, *, at):
    seen = tries_of(rule, subject, at=at)
    sleep(0.2)
    throttle.within(rule, subject, at=at)
    return seen < rule.count
class Unlocked:
    def __getattr__(self, name):
        return getattr(Shop.objects, name)
    def select_for_update(self, **kwargs):
        return Shop.objects.all()
class Free:
    objects = Unlocked()
    def __getattr__(self, name):
        return getattr(Shop, name)
actions.within, actions.Shop = looks_first, Free()
"""

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("processes")]


@pytest.fixture(scope="module")
def environment(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), processes.shared_database() as shared:
        yield shared


@pytest.fixture
def four(environment):
    with processes.others(4, environment) as started:
        all_at_once(started, START)
        started[0].told("Collection.objects.exists() or Collection.add_root(name='Root'); ShopFactory()")
        yield started
        started[0].told("Shop.objects.all().delete(); Throttle.objects.all().delete()")


def counted(four) -> tuple[int, int]:
    return four[0].told("answer = ShopReport.objects.count(), Shop.objects.get().open_reports")


def test_the_same_network_four_times_at_once_is_one_report(four):
    assert sorted(all_at_once(four, "answer = report('192.0.2.1')")) == [False, False, False, True]
    assert tuple(counted(four)) == (1, 1)


def test_four_networks_at_once_are_four_reports_and_the_count_says_so(four):
    for number, process in enumerate(four):
        process.told(f"mine = '192.0.2.{number}'")
    assert all_at_once(four, "answer = report(mine)") == [True] * 4
    assert tuple(counted(four)) == (4, 4)


def test_looking_first_would_count_the_same_network_more_than_once(four):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time, so nobody looks in between")
    all_at_once(four, CARELESS)
    assert sum(all_at_once(four, "answer = report('192.0.2.1')")) > 1
