"""Mistakes told to a Sentry server, where SENTRY_DSN names one and sentry-sdk is installed: what went wrong and where, nothing about who met it."""

import logging
from typing import Any

from ikkooplokaal.watching import request_id
from ikkooplokaal.watching.redaction import redacted_value

logger = logging.getLogger(__name__)

TOLD = frozenset(
    {"event_id", "timestamp", "level", "platform", "logger", "logentry", "message", "exception", "release", "environment", "sdk", "modules"}
)  # not the request, its cookies, forms and headers, nor the lines before it


def start(dsn: str) -> None:
    """Once per process. Nothing but mistakes is sent: no traces, no sessions, no variables of functions."""
    try:
        import sentry_sdk  # optional: requirements-sentry.txt
    except ImportError:
        logger.warning("SENTRY_DSN is set, and sentry-sdk is not installed: nothing is sent")
        return
    sentry_sdk.init(dsn=dsn, before_send=before_send, **OPTIONS)


OPTIONS: dict[str, Any] = {
    "send_default_pii": False,
    "include_local_variables": False,
    "max_request_body_size": "never",
    "max_breadcrumbs": 0,
    "auto_session_tracking": False,
    "send_client_reports": False,
    "traces_sample_rate": None,
    "server_name": "site",
}


def before_send(event: Any, hint: Any) -> Any:
    """What is sent of a mistake: a few parts of it, redacted as a line of the log is."""
    told = {name: value if name in {"sdk", "event_id"} else redacted_value(value) for name, value in event.items() if name in TOLD}
    return told | {"tags": {"request": request_id.current()}}
