"""gunicorn's own lines, written as those of the site are: of a request that it refuses it says what stood in it, and who sent it.

Not by `logconfig_dict`, which turns its log of requests on, with addresses.
"""

from typing import Any

from gunicorn.glogging import Logger

from ikkooplokaal.watching.lines import JsonLines


class JsonLogger(Logger):
    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in [*self.error_log.handlers, *self.access_log.handlers]:
            handler.setFormatter(JsonLines())
