"""Redis is away, or hangs: nothing changes for who visits, votes, or looks for suspicious votes."""

import logging
import socket

import pytest
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache

from ikkooplokaal import tolerant_cache
from ikkooplokaal.settings.base import cache as setting_of
from ikkooplokaal.tolerant_cache import TolerantRedisCache
from tests.factories.votes import OPEN, code_mailed, round_with_candidates
from votes import jobs, reviewing
from votes.models import VoteRequest


@pytest.fixture
def nowhere() -> str:
    """An address at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"redis://127.0.0.1:{free.getsockname()[1]}/0"


@pytest.fixture
def away(nowhere, settings, monkeypatch):
    """The site's cache is a Redis that refuses."""
    monkeypatch.setattr(TolerantRedisCache, "away_until", 0.0)
    settings.CACHES = {"default": {"BACKEND": "ikkooplokaal.tolerant_cache.TolerantRedisCache", "LOCATION": nowhere}}
    return nowhere


def test_redis_of_the_environment_is_asked_tolerantly_and_other_caches_stay_as_they_are():
    told = setting_of("rediscache://host.example:6379/0")
    assert (told["BACKEND"], told["LOCATION"]) == ("ikkooplokaal.tolerant_cache.TolerantRedisCache", "redis://host.example:6379/0")
    assert setting_of("filecache:///srv/ikl/cache")["BACKEND"] == "django.core.cache.backends.filebased.FileBasedCache"


def test_a_cache_that_is_away_finds_nothing_keeps_nothing_and_raises_nothing(away, caplog):
    assert (cache.get("a"), cache.get("a", "b"), cache.get_many(["a"]), cache.has_key("a")) == (None, "b", {}, False)
    assert (cache.set("a", 1), cache.delete("a"), cache.touch("a"), cache.set_many({"a": 1})) == (None, False, False, ["a"])
    assert cache.get_or_set("a", lambda: "made") == "made"
    cache.delete_many(["a"])
    assert [record.message for record in caplog.records] == ["the cache does not answer: ConnectionError"], "asked once, then left alone"
    assert caplog.records[0].levelno == logging.ERROR


def test_a_cache_that_hangs_is_waited_for_once_and_not_for_every_key(settings, monkeypatch):
    monkeypatch.setattr(TolerantRedisCache, "away_until", 0.0)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        hanging = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        own = {"BACKEND": "ikkooplokaal.tolerant_cache.TolerantRedisCache", "LOCATION": hanging, "OPTIONS": {"socket_timeout": 0.05}}
        settings.CACHES = {"default": own}
        assert [cache.get(f"key-{number}") for number in range(50)] == [None] * 50
        silent.settimeout(5)
        silent.accept()[0].close()
        silent.settimeout(0.2)
        with pytest.raises(TimeoutError):
            silent.accept()


def test_a_cache_that_is_slow_is_waited_for_once_and_left_alone_for_five_seconds(nowhere, monkeypatch, caplog):
    moment, asked = [100.0], []

    def answer_in_a_second(self, key, default=None, version=None):
        moment[0] += 1
        asked.append(key)
        return default

    monkeypatch.setattr(TolerantRedisCache, "away_until", 0.0)
    monkeypatch.setattr(tolerant_cache, "monotonic", lambda: moment[0])
    monkeypatch.setattr(RedisCache, "get", answer_in_a_second)
    slow = TolerantRedisCache(nowhere, {})
    assert [slow.get(f"key {number}") for number in range(50)] == [None] * 50
    assert (asked, [record.message for record in caplog.records]) == (["key 0"], ["the cache is slow"])
    moment[0] += 5
    slow.get("later")
    assert asked == ["key 0", "later"]


@pytest.mark.django_db
def test_while_redis_is_away_people_vote(away, laid_out, client, time_machine, monkeypatch):
    from votes import clock

    time_machine.move_to(OPEN, tick=False)
    monkeypatch.setitem(clock.NOW, *stopped())
    voting_round = round_with_candidates(2)
    address = "/nl/stemmen/2027/tielt/stem/"
    assert client.get(address).status_code == 200
    sent = {"kandidaat": "1", "email": "an@example.org", "postcode": "8700", "hier": "on", "proof": ""}
    code_page = client.post(address, sent)["Location"]
    from votes import asking

    asking.answer_due(OPEN)
    code = code_mailed(VoteRequest.objects.get().pk, OPEN)
    receipt = client.post(code_page, {"code": code, "doe": "bevestig"})["Location"]
    assert "Je stem telt" in client.get(receipt).content.decode()
    looked = []
    monkeypatch.setattr(reviewing, "look", lambda round_id, at: looked.append(round_id) or 0)
    jobs.look(OPEN)
    assert looked == [voting_round.pk]


def stopped() -> tuple[str, str]:
    from django.db import connection

    told = OPEN.strftime("%Y-%m-%d %H:%M:%S.%f")
    return connection.vendor, f"SELECT TIMESTAMPTZ '{told}+00'" if connection.vendor == "postgresql" else f"SELECT '{told}'"
