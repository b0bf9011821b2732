"""Somebody who finds a weakness finds whom to tell."""

from datetime import UTC, datetime

import pytest

ADDRESS = "/.well-known/security.txt"


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(datetime(2026, 11, 25, 11, 0, tzinfo=UTC), tick=False)


def test_it_says_whom_to_tell_until_when_and_in_which_languages(client, settings):
    settings.SECURITY_CONTACT = ["veilig@west-vlaanderen.example", "https://west-vlaanderen.example/melden"]
    settings.WAGTAILADMIN_BASE_URL = "https://ikkooplokaal.example"
    assert client.get(ADDRESS).content.decode() == (
        "Contact: mailto:veilig@west-vlaanderen.example\n"
        "Contact: https://west-vlaanderen.example/melden\n"
        "Expires: 2027-05-24T00:00:00Z\n"
        "Preferred-Languages: nl, en, fr, de\n"
        "Canonical: https://ikkooplokaal.example/.well-known/security.txt\n"
    )


def test_without_a_contact_it_names_the_mailbox_from_which_the_site_writes(client, settings):
    settings.SECURITY_CONTACT = []
    settings.DEFAULT_FROM_EMAIL = "Ik koop lokaal <info@ikkooplokaal.example>"
    assert client.get(ADDRESS).content.decode().startswith("Contact: mailto:info@ikkooplokaal.example\nExpires: ")


def test_it_asks_the_database_nothing_sets_no_cookie_and_may_be_kept_for_a_day(client):
    answer = client.get(ADDRESS)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=86400"
    assert answer.cookies == {}


def test_it_is_read_and_never_written(client):
    assert client.post(ADDRESS).status_code == 405
