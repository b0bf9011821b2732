"""Every address of the site, public and of the editors' tool, asked in ways that no browser does: nothing is answered with a 5xx.

`make faults` (IKL_FAULTS=whole) sends 20,000 requests. A finding names its number, by which it is sent again alone: IKL_FUZZ=seed:number, or
several: IKL_FUZZ=seed:first-last.
"""

import os
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from random import Random
from typing import Any

import pytest
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.test import Client
from django.test.client import ClientHandler

from ikkooplokaal.hostile_input import in_utf8
from tests.factories.roles import superuser
from tests.faults import fuzzing
from tests.ground import ground
from tests.isolation.patterns import Filled, fill
from tests.isolation.test_isolation import asked
from tests.isolation.town import both_towns, shared_bundle, superuser_bundle
from tests.isolation.walking import form_on
from tests.signing_in import sign_in

WHOLE = os.environ.get("IKL_FAULTS") == "whole"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite" and not WHOLE, reason="a few requests are sent on SQLite; `make faults` sends all on both"),
    # Wagtail leaves it to the garbage collector to close the files of smaller copies.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning"),  # wagtail-localize's
]

SEED, _, ONLY = os.environ.get("IKL_FUZZ", "20261123").partition(":")
FIRST, _, LAST = (ONLY or ("0-19999" if WHOLE else "0-299")).partition("-")
REQUESTS = range(int(FIRST), int(LAST or FIRST) + 1)
VISITOR, SUPERUSER = "visitor", "superuser"
PUBLIC = [
    *("/", "/nl/", "/fr/", "/nl/winkels/", "/nl/winkels/tielt/", "/nl/winkels/tielt/bakker-tielt/", "/nl/winkels/tielt/bakker-tielt/melden/"),
    *("/nl/winkels/kaart.json", "/nl/winkels/wie.json", "/nl/winkels/land.json", "/nl/winkels/suggesties/", "/nl/winkels/toevoegen/", "/nl/tielt/"),
    *("/nl/agenda/", "/nl/agenda/tielt/", "/nl/agenda/agenda.ics", "/nl/agenda/atom.xml", "/nl/zoeken/", "/nl/stemmen/", "/nl/ambassadeurs/"),
    *("/nl/tielt/braderie/", "/nl/tielt/braderie/kalender.ics", "/de/suche/", "/sitemap.xml", "/robots.txt", "/.well-known/security.txt"),
    *("/static/css/site.bundle.css", "/static/", "/media/x.png", "/documents/1/x.pdf", "/healthz", "/readyz"),
]
ON_PURPOSE = {"/admin/failwhale/"}  # Wagtail shows what a 500 looks like


@pytest.fixture(scope="module")
def known(django_db_setup, django_db_blocker) -> Iterator[dict[str, Filled]]:
    """Every pattern with every kind of object, on a site with two towns; by address."""
    with ground(django_db_blocker):
        town = both_towns()[1]
        bundles = [*town.bundles, shared_bundle(town.municipality), superuser_bundle(town)]
        every = [filled for pattern in asked() for filled in fill(pattern, bundles, town.addresses)]
        yield {filled.address: filled for filled in every if filled.address not in ON_PURPOSE}


@pytest.fixture
def clients(known) -> dict[str, Client]:
    """They get the page of a 500 in place of the exception."""
    clients = {role: Client(raise_request_exception=False) for role in (VISITOR, SUPERUSER)}
    sign_in(clients[SUPERUSER], superuser("nieuwsgierig@ikkooplokaal.example"))
    for client in clients.values():
        client.handler = as_served(client.handler)
    return clients


@pytest.mark.fault("requests: 20,000 hostile ones")
def test_no_address_answers_a_hostile_request_with_a_5xx(known, clients, seen):
    @cache
    def fields(address: str) -> dict[str, Any]:
        return form_on(clients[SUPERUSER], known[address]) if address in known else {}

    addresses = list(known)
    broken, statuses = [], Counter[int]()
    for number in REQUESTS:
        dice = Random(f"{SEED}:{number}")
        client = clients[dice.choice([VISITOR, SUPERUSER])]
        address = dice.choice(PUBLIC if dice.random() < 0.4 else addresses)
        sent = fuzzing.spoiled(address, lambda: fields(address), dice)  # noqa: B023 (called at once)
        with raised() as errors:
            status = undone(client, sent)
        statuses[status] += 1
        if status >= 500:
            broken.append(f"IKL_FUZZ={SEED}:{number} {status} {sent}\n{''.join(errors)}")
    seen(f"{len(REQUESTS)} requests to {len(addresses)} addresses:", ", ".join(f"{count} x {status}" for status, count in sorted(statuses.items())))
    assert broken == [], "\n".join([f"{len(broken)} of {len(REQUESTS)}", *broken])


def as_served(handler: ClientHandler) -> Callable[[dict[str, Any]], Any]:
    """What stands around the site in production stands around it here (ikkooplokaal.wsgi)."""
    served = in_utf8(lambda environ, start_response: handler(environ))
    return lambda environ: served(environ, None)


@contextmanager
def raised() -> Iterator[list[str]]:
    """What the site did not expect."""
    errors: list[str] = []

    def note(**told: Any) -> None:
        errors.append(traceback.format_exc(limit=-4))

    got_request_exception.connect(note)
    yield errors
    got_request_exception.disconnect(note)


def undone(client: Client, sent: fuzzing.Sent) -> int:
    """The status; whatever the request did is taken back. A savepoint by hand: a view may ask for a transaction of its own (durable)."""
    here = transaction.savepoint()
    try:
        response = sent.by(client)
        if response.streaming:
            b"".join(response)  # which closes it, as the client closed the others: closing one again ends the connection in the test's transaction
        return response.status_code
    finally:
        transaction.savepoint_rollback(here)
