"""What a process reads when it starts, and shares with those that it starts: it stays quick and small."""

import json

from ikkooplokaal.reading_ahead import PAGES
from tests.project.test_production_start import COMPLETE, start

SEEN = """
import json, sys
import django
django.setup()
from django.urls import get_resolver
from municipalities.models import Municipality
from shops.models import Shop
from wagtail.snippets.models import SNIPPET_MODELS
snippets = [model in SNIPPET_MODELS for model in (Municipality, Shop)]
get_resolver().url_patterns
print(json.dumps({"modules": sorted(sys.modules), "snippets": snippets}))
"""
# What each is for, and what it would take (ms of CPU, MB): few requests need it, so those read it.
SELDOM = {
    "ninja": "Wagtail's API v3, which this site does not serve: 250, 15",
    "openpyxl": "workbooks: 60, 5",
    "icalendar": "files for calendars: 20, 2.4",
    "weasyprint": "posters: 700, 38",
    "boto3": "files on S3: 150, 12",
    "sentry_sdk": "mistakes that are told elsewhere: 60, 6",
}

SHARED = """
import gc, json
from ikkooplokaal import wsgi
from django.db import connection
from django.template import engines
from django.urls import get_resolver
told = {"is_looking": gc.isenabled(), "shared": gc.get_freeze_count() > 100_000, "connection": connection.connection is not None}
told["languages"] = sorted(get_resolver()._reverse_dict)
told["templates"] = sorted(key for key in engines["django"].engine.template_loaders[0].get_template_cache if key in %r)
print(json.dumps(told))
"""


def test_the_process_that_starts_the_others_reads_what_all_need_and_opens_no_connection():
    started = start(COMPLETE, SHARED % (PAGES,))
    assert started.returncode == 0, started.stderr
    assert json.loads(started.stdout) == {
        "is_looking": True,
        "shared": True,
        "connection": False,
        "languages": ["de", "en", "fr", "nl"],
        "templates": sorted(PAGES),
    }


def test_a_process_starts_without_what_few_requests_need():
    started = start(COMPLETE, SEEN)
    assert started.returncode == 0, started.stderr
    seen = json.loads(started.stdout)
    assert set(SELDOM) & set(seen["modules"]) == set()
    assert seen["snippets"] == [True, True]  # known before any address is read
