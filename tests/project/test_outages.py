"""What does not answer is an outage, a 503 in words, wherever the request meets it; what is our mistake stays one."""

import errno

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError

from ikkooplokaal.outages import is_outage

pytestmark = pytest.mark.django_db
FORBIDDEN = ClientError({"Error": {"Code": "AccessDenied"}}, "PutObject")
MISTAKES = [OperationalError(said) for said in ("no such table: shops_shop", "no such column: rood", 'near "FORM": syntax error')]  # SQLite


@pytest.fixture
def visitor(client, site_tree):
    client.raise_request_exception = False
    return client


def test_a_session_that_cannot_be_read_is_an_outage_and_no_mistake_of_ours(visitor, monkeypatch):
    """Middlewares read it, where no view raises anything."""

    def fail(self):
        raise OperationalError("the database is away")

    monkeypatch.setattr(SessionStore, "load", fail)
    visitor.cookies["sessionid"] = "a" * 32
    told = visitor.get("/admin/")
    assert (told.status_code, told["Retry-After"], "no-store" in told["Cache-Control"]) == (503, "30", True)


@pytest.mark.parametrize("failure", [FORBIDDEN, EndpointConnectionError(endpoint_url="http://127.0.0.1:1"), OSError(errno.ENOSPC, "no room")])
def test_a_file_store_or_a_disk_that_takes_nothing_is_an_outage(visitor, monkeypatch, failure):
    def fail(*args, **kwargs):
        raise failure

    monkeypatch.setattr("home.models.HomePage.serve", fail)
    told = visitor.get("/nl/")
    assert (told.status_code, "Even geduld." in told.content.decode()) == (503, True)


@pytest.mark.parametrize("mistake", [OSError(errno.ENOENT, "not there"), RuntimeError("broken"), KeyError("x"), *MISTAKES, None])
def test_nothing_else_is(mistake):
    assert not is_outage(mistake)
