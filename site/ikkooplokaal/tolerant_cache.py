"""A cache that may be away: whatever it kept is made again meanwhile, and nobody gets an error for it (docs/voting.md)."""

import logging
from collections.abc import Callable, Iterable
from time import monotonic
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError, ResponseError

LEFT_ALONE = 5.0  # seconds after a failure in which this process does not ask: a server that hangs costs one wait, not one for every key
SLOW = 0.25  # seconds for one answer: a page asks for some twenty, and is made sooner without
WAIT = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}  # seconds, unless CACHE_URL says otherwise

logger = logging.getLogger(__name__)


class TolerantRedisCache(RedisCache):
    """Redis; while it does not answer, nothing is found in it and nothing is kept.

    Only for what can be made again. What must hold without it (counters, locks, proofs) stands in the database.
    """

    away_until = told_until = 0.0  # of `monotonic()`, for all threads of the process

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        options = WAIT | params.get("OPTIONS", {})
        super().__init__(server, params | {"OPTIONS": options})

    def answer(self, ask: Callable[[], Any], otherwise: Any) -> Any:
        """What Redis says, or `otherwise` while it does not."""
        asked = monotonic()
        if asked < TolerantRedisCache.away_until:
            return otherwise
        try:
            said = ask()
        except ResponseError as refusal:  # it is there, and takes nothing more (maxmemory): what it has can still be read
            self.tell(f"the cache refuses: {str(refusal).partition(' ')[0]}")
            return otherwise
        except (RedisError, OSError) as error:
            self.leave_alone(f"the cache does not answer: {type(error).__name__}")
            return otherwise
        if monotonic() - asked > SLOW:
            self.leave_alone("the cache is slow")
        return said

    def leave_alone(self, why: str) -> None:
        TolerantRedisCache.away_until = monotonic() + LEFT_ALONE
        logger.error(why)

    def tell(self, what: str) -> None:
        """Once in a while: a full cache refuses everything that is made."""
        if monotonic() >= TolerantRedisCache.told_until:
            TolerantRedisCache.told_until = monotonic() + LEFT_ALONE
            logger.error(what)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self.answer(lambda: super(TolerantRedisCache, self).add(key, value, timeout, version), True))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self.answer(lambda: super(TolerantRedisCache, self).get(key, default, version), default)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self.answer(lambda: super(TolerantRedisCache, self).set(key, value, timeout, version), None)

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self.answer(lambda: super(TolerantRedisCache, self).touch(key, timeout, version), False))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self.answer(lambda: super(TolerantRedisCache, self).delete(key, version), False))

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return bool(self.answer(lambda: super(TolerantRedisCache, self).has_key(key, version), False))

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        asked = list(keys)
        return dict(self.answer(lambda: super(TolerantRedisCache, self).get_many(asked, version), {}))

    def set_many(self, data: dict[Any, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> list[Any]:
        return list(self.answer(lambda: super(TolerantRedisCache, self).set_many(data, timeout, version), list(data)))

    def delete_many(self, keys: Iterable[Any], version: int | None = None) -> None:
        asked = list(keys)
        self.answer(lambda: super(TolerantRedisCache, self).delete_many(asked, version), None)

    def clear(self) -> None:
        self.answer(lambda: super(TolerantRedisCache, self).clear(), None)
