"""The Redis that the tests bring, and the site's cache in it: what it keeps, and how soon it is used again after it was away."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from ikkooplokaal.settings.base import cache as setting_of
from ikkooplokaal.tolerant_cache import TolerantRedisCache
from tests.services import redis_server

pytestmark = pytest.mark.services


@pytest.fixture
def redis(settings, monkeypatch) -> Iterator[redis_server.RedisServer]:
    """The site's cache stands in it, by the setting that production makes of CACHE_URL."""
    monkeypatch.setattr(TolerantRedisCache, "away_until", 0.0)
    monkeypatch.setattr(TolerantRedisCache, "told_until", 0.0)
    try:
        with redis_server.server() as running:
            settings.CACHES = {"default": setting_of(running.url)}
            yield running
    except redis_server.NoServer as reason:
        pytest.skip(str(reason))


def test_the_site_keeps_in_a_real_redis_what_it_is_given(redis):
    cache.set_many({"a": 1, "b": ["Tielt", None]}, 60)
    assert cache.get_many(["a", "b", "c"]) == {"a": 1, "b": ["Tielt", None]}
    assert (cache.add("a", 2), cache.touch("a", 60), cache.delete("b"), cache.get("b")) == (False, True, True, None)


def test_a_redis_that_was_away_is_used_again_once_the_process_asks_it(redis, monkeypatch):
    cache.set("a", 1)
    redis.stop()
    assert cache.get("a") is None
    redis.start()
    assert cache.get("a", "left alone") == "left alone"
    monkeypatch.setattr(TolerantRedisCache, "away_until", 0.0)  # five seconds later
    cache.set("a", 2)
    assert cache.get("a") == 2


def test_a_full_redis_keeps_nothing_new_is_read_on_and_says_so_once(redis, caplog):
    cache.set("old", "kept")
    with redis.client() as client:
        client.config_set("maxmemory-policy", "noeviction")
        client.config_set("maxmemory", 1)
    for number in range(20):
        cache.set(f"new-{number}", "x" * 10_000)
    assert (cache.get("old"), cache.get("new-3")) == ("kept", None)
    assert [record.message for record in caplog.records] == ["the cache refuses: command"]


def test_the_server_is_gone_afterwards():
    try:
        with redis_server.server() as running:
            folder, process = running.folder, running.process
    except redis_server.NoServer as reason:
        pytest.skip(str(reason))
    assert process.poll() is not None
    assert not folder.exists()
