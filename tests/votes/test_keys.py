"""Keys outside of the database, the database's clock, and receipts."""

import stat
from datetime import UTC, datetime, timedelta

import pytest

from votes import commitment, keys
from votes.clock import database_now
from votes.forms import ReceiptForm


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VOTE_KEYS_DIR = tmp_path / "keys"
    return tmp_path / "keys"


def test_a_key_is_made_once_and_readable_for_the_site_alone(folder):
    keys.make_key("edition-1")
    first = keys.key_of("edition-1")
    keys.make_key("edition-1")
    assert keys.key_of("edition-1") == first and len(first) == 32
    assert stat.S_IMODE((folder / "edition-1.key").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["edition-1.key"], "no draft of a key is left"


def test_a_destroyed_key_is_gone_and_destroying_again_does_nothing():
    keys.make_key("round-7")
    keys.destroy_key("round-7")
    keys.destroy_key("round-7")
    with pytest.raises(keys.NoKey):
        keys.key_of("round-7")
    assert not keys.has_key("round-7")


@pytest.mark.parametrize("broken", [b"", b"half of it"])
def test_a_broken_key_is_no_key_is_never_replaced_in_silence_and_goes_with_the_scope(folder, broken):
    folder.mkdir()
    (folder / "edition-1.key").write_bytes(broken)
    for ask in (keys.key_of, keys.make_key):
        with pytest.raises(keys.NoKey):
            ask("edition-1")
    assert (folder / "edition-1.key").read_bytes() == broken
    assert keys.has_key("edition-1")
    keys.destroy_key("edition-1")
    assert list(folder.iterdir()) == []


def test_what_a_killed_make_key_left_counts_as_a_key_and_is_destroyed(folder):
    keys.make_key("edition-1")
    (folder / ".edition-1.0123456789abcdef").write_bytes(b"0" * 32)
    (folder / "edition-1.key").unlink()
    assert keys.has_key("edition-1") and not keys.has_key("edition-11")
    keys.destroy_key("edition-1")
    assert not keys.has_key("edition-1") and list(folder.iterdir()) == []


def test_a_key_that_cannot_be_read_is_told_as_one_that_is_not_there(monkeypatch):
    keys.make_key("edition-1")

    def forbidden(path):
        raise PermissionError

    monkeypatch.setattr(type(keys.path_of("edition-1")), "read_bytes", forbidden)
    with pytest.raises(keys.NoKey):
        keys.key_of("edition-1")


def test_two_scopes_have_two_keys():
    keys.make_key("round-1")
    keys.make_key("round-2")
    assert keys.key_of("round-1") != keys.key_of("round-2")


@pytest.mark.django_db
def test_the_time_of_the_vote_is_the_databases(time_machine):
    time_machine.move_to(datetime(2031, 1, 1, tzinfo=UTC))
    assert database_now().tzinfo == UTC
    assert database_now() < datetime(2031, 1, 1, tzinfo=UTC) - timedelta(days=30), "this process's clock was moved; the database's was not"


@pytest.mark.parametrize("typed", ["7KQ4-9MXP-2HVD-0C3E", "7kq49mxp2hvd0c3e", " 7kq4 9mxp 2hvd oc3e "])
def test_a_receipt_can_be_typed_over_in_many_ways(typed):
    assert commitment.read_receipt(typed) == "7KQ4-9MXP-2HVD-0C3E"


@pytest.mark.parametrize("typed", ["7KQ4-9MXP-2HVD-0C3", "7KQ4-9MXP-2HVD-0C3E7"])
def test_a_receipt_that_is_too_short_or_too_long_is_none(typed):
    form = ReceiptForm({"bewijs": typed})
    assert form.errors == {"bewijs": ["Een bewijs telt zestien letters en cijfers. Kijk of het klopt wat je overnam."]}


def test_receipts_and_nonces_do_not_repeat():
    assert len({commitment.new_receipt() for _ in range(2000)}) == 2000
    assert len({commitment.new_nonce() for _ in range(2000)}) == 2000


def test_a_commitment_is_the_sum_that_the_page_on_counting_tells():
    expected = "9ce51811eb15fd38d71a90fe83828d5eec72c7fd351350834b3a2dbf53f895e1"  # sha256sum of "ikkooplokaal ballot 1|2027-37022|3|" and 32 zeros
    assert commitment.commit("00" * 16, 3, "2027-37022") == expected
    assert commitment.commit("00" * 16, 2, "2027-37022") != expected
