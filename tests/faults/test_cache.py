"""Redis is gone, slow, silent or full: visitors notice nothing, and it is used again by itself."""

import pytest

from tests.faults import house

pytestmark = pytest.mark.services


def all_is_served(one: house.House) -> list[float]:
    """Seconds that each page took; a vote counts too."""
    answers = [one.ask(path, as_editor=path.startswith("/admin/")) for path in [*house.PAGES, one.told["shop"]]]
    assert {answer.status for answer in answers} == {200}
    assert one.vote().status == 303
    return [answer.seconds for answer in answers]


@pytest.mark.fault("cache: down")
def test_without_a_cache_everything_works(one, seen):
    one.cache.set(refuse=True)
    seconds = all_is_served(one)
    assert "cache" in one.ask("/readyz").text
    seen(f"all pages 200, the slowest in {max(seconds):.1f} s, a vote counted, /readyz worries")


@pytest.mark.fault("cache: slow")
def test_a_slow_cache_is_waited_for_once(one, seen):
    one.cache.set(delay=0.3)
    seen(f"0.3 s behind each answer: all pages 200, the slowest in {max(all_is_served(one)):.1f} s")


@pytest.mark.fault("cache: silent")
def test_a_cache_that_hangs_is_waited_for_once(one, seen):
    one.cache.set(silent=True)
    seen(f"all pages 200, the slowest in {max(all_is_served(one)):.1f} s")


@pytest.mark.fault("cache: full")
def test_a_full_cache_is_read_on(one, seen):
    with one.redis.client() as client:
        limits = {name: str(client.config_get(name)[name]) for name in ("maxmemory-policy", "maxmemory")}
        client.config_set("maxmemory-policy", "noeviction")
        client.config_set("maxmemory", 1)
        hits = int(client.info("stats")["keyspace_hits"])
        try:
            seconds = all_is_served(one)
            read = int(client.info("stats")["keyspace_hits"]) - hits
        finally:
            for name, value in limits.items():
                client.config_set(name, value)
    assert read > 0
    seen(f"all pages 200, the slowest in {max(seconds):.1f} s, {read} times something kept was read")
