"""What a process reads when it starts, and shares with those that it starts: it stays quick and small."""

import json
from typing import Any

import pytest

from ikkooplokaal.reading_ahead import PAGES
from tests.project.test_production_start import COMPLETE, start

SEEN = """
import gc, json, sys
from ikkooplokaal import wsgi
from django.db import connection
from django.template import engines
from django.urls import get_resolver
from municipalities.models import Municipality
from shops.models import Shop
from wagtail.snippets.models import SNIPPET_MODELS
print(json.dumps({
    "modules": sorted(sys.modules),
    "snippets": [model in SNIPPET_MODELS for model in (Municipality, Shop)],
    "languages": sorted(get_resolver()._reverse_dict),
    "templates": sorted(engines["django"].engine.template_loaders[0].get_template_cache),
    "is_connected": connection.connection is not None,
    "looks_for_rubbish": gc.isenabled(),
    "set_apart": gc.get_freeze_count(),
}))
"""
# What each is for, and what it would take (ms of CPU, MB): few requests need it, so those read it.
SELDOM = {
    "ninja": "Wagtail's API v3, which this site does not serve: 250, 15",
    "openpyxl": "workbooks: 60, 5",
    "icalendar": "files for calendars: 20, 2.4",
    "weasyprint": "posters: 700, 38",
    "boto3": "files on S3: 150, 12",
    "sentry_sdk": "mistakes that are told elsewhere: 60, 6",
    "requests": "telling a CDN that a page changed, a machine that translates: 35, 6",
    "pygments": "colours for code, which nobody writes here: 15, 1",
    "django.contrib.postgres.fields": "kinds of columns that no table has, with the driver of PostgreSQL also where there is none: 80, 8",
}


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    started = start(COMPLETE, SEEN)
    assert started.returncode == 0, started.stderr
    found: dict[str, Any] = json.loads(started.stdout)
    return found


def test_a_process_starts_without_what_few_requests_need(seen):
    assert (set(SELDOM) & set(seen["modules"]), seen["snippets"]) == (set(), [True, True])


def test_what_all_processes_need_is_read_before_they_are_started(seen):
    assert (seen["languages"], set(PAGES) - set(seen["templates"])) == (["de", "en", "fr", "nl"], set())


def test_what_is_read_is_set_apart_from_the_search_for_rubbish_and_no_connection_is_shared(seen):
    assert (seen["set_apart"] > 100_000, seen["looks_for_rubbish"], seen["is_connected"]) == (True, True, False)
