"""Production does not start when it would speak to another machine in the open."""

import json

import pytest
from django.core.exceptions import ImproperlyConfigured

from ikkooplokaal.connections import is_here, require_encrypted
from tests.project.test_production_start import COMPLETE, SHOW, start

SQLITE = {"ENGINE": "django.db.backends.sqlite3"}
NO_CACHE = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
NO_MAIL = {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}


def postgres(host: str, **options: str) -> dict:
    return {"ENGINE": "django.db.backends.postgresql", "HOST": host, "OPTIONS": options}


def smtp(host: str, **more: bool) -> dict:
    return {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": host, **more}


def required(database=SQLITE, cache=NO_CACHE, mail=NO_MAIL, store="", unencrypted_hosts=()) -> None:
    require_encrypted(database=database, cache=cache, mail=mail, store=store, unencrypted_hosts=unencrypted_hosts)


@pytest.mark.parametrize(
    ("told", "variable"),
    [
        ({"database": postgres("db.example.org")}, "DATABASE_URL leads to db.example.org"),
        ({"database": postgres("db.example.org", sslmode="require")}, "sslmode=verify-full"),
        ({"database": postgres("10.0.0.5", sslmode="verify-ca")}, "DATABASE_URL leads to 10.0.0.5"),
        ({"cache": {"LOCATION": "redis://cache.example.org:6379/0"}}, "CACHE_URL leads to cache.example.org"),
        ({"cache": {"LOCATION": ["rediss://one.example.org", "redis://two.example.org"]}}, "CACHE_URL leads to two.example.org"),
        ({"mail": smtp("mail.example.org")}, "EMAIL_URL leads to mail.example.org"),
        ({"store": "http://files.example.org"}, "AWS_S3_ENDPOINT_URL leads to files.example.org"),
    ],
)
def test_an_open_road_to_another_machine_is_refused_and_named(told, variable):
    with pytest.raises(ImproperlyConfigured, match=variable):
        required(**told)


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"database": postgres("db.example.org", sslmode="verify-full", sslrootcert="/etc/ikl/ca.pem")},
        {"database": postgres("")},
        {"database": postgres("/run/postgresql")},
        {"database": postgres("127.0.0.1")},
        {"cache": {"LOCATION": "rediss://cache.example.org"}},
        {"cache": {"LOCATION": "redis://[::1]:6379/0"}},
        {"cache": {"LOCATION": "/srv/ikl/cache"}},
        {"mail": smtp("mail.example.org", EMAIL_USE_TLS=True)},
        {"mail": smtp("mail.example.org", EMAIL_USE_SSL=True)},
        {"mail": smtp("localhost")},
        {"store": "https://files.example.org"},
        {"database": postgres("database"), "cache": {"LOCATION": "redis://cache:6379/0"}, "unencrypted_hosts": ["database", "cache"]},
    ],
)
def test_an_encrypted_road_this_machine_and_what_the_operator_names_are_not(told):
    required(**told)


def test_no_other_name_is_taken_for_this_machine():
    here = {host for host in ("", "localhost", "127.8.8.8", "::1", "/run/x", "localhost.example.org", "127.example.org", "10.0.0.1") if is_here(host)}
    assert here == {"", "localhost", "127.8.8.8", "::1", "/run/x"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgres://ikl:x@db.example.org/ikl"),
        ("CACHE_URL", "rediscache://r.example.org/0"),
        ("EMAIL_URL", "smtp://m.example.org:25"),
    ],
)
def test_production_does_not_start_on_such_an_address(name, value):
    started = start(COMPLETE | {name: value})
    assert started.returncode != 0
    assert f"{name} leads to" in started.stderr


def test_what_an_address_says_of_certificates_reaches_the_database():
    told = COMPLETE | {"DATABASE_URL": "postgres://ikl:x@db.example.org/ikl?sslmode=verify-full&sslrootcert=/etc/ikl/ca.pem"}
    options = json.loads(start(told, SHOW % ["DATABASES"]).stdout)["DATABASES"]["default"]["OPTIONS"]
    assert (options["sslmode"], options["sslrootcert"]) == ("verify-full", "/etc/ikl/ca.pem")
