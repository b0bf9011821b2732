"""A line for each login, each try and each change of a second factor: by the number of the login, never by its address."""

import logging
from typing import Any

from allauth.mfa import signals as factors
from django.contrib.auth import signals as doors

logger = logging.getLogger(__name__)


def listen() -> None:
    told = {
        doors.user_logged_in: logged_in,
        doors.user_logged_out: logged_out,
        doors.user_login_failed: refused,
        factors.authentication_failed: factor_refused,
        factors.authenticator_used: factor_used,
        factors.authenticator_added: factor_added,
        factors.authenticator_removed: factor_removed,
        factors.authenticator_reset: factor_reset,
    }
    for signal, told_by in told.items():
        signal.connect(told_by, dispatch_uid=f"ikkooplokaal.watching.{told_by.__name__}")


def logged_in(user: Any, **_: Any) -> None:
    logger.info("logged in", extra={"user": user.pk})


def logged_out(user: Any, **_: Any) -> None:
    if user is not None:
        logger.info("logged out", extra={"user": user.pk})


def refused(**_: Any) -> None:
    """Whose it was to be is not told: people type a password where the address belongs."""
    logger.warning("login refused")


def factor_refused(user: Any, **_: Any) -> None:
    logger.warning("second step refused", extra={"user": user.pk})


def factor_used(user: Any, authenticator: Any, **_: Any) -> None:
    logger.info("second step passed", extra={"user": user.pk, "factor": authenticator.type})


def factor_added(user: Any, authenticator: Any, **_: Any) -> None:
    logger.warning("second step added", extra={"user": user.pk, "factor": authenticator.type})


def factor_removed(user: Any, authenticator: Any, **_: Any) -> None:
    logger.warning("second step removed", extra={"user": user.pk, "factor": authenticator.type})


def factor_reset(user: Any, authenticator: Any, **_: Any) -> None:
    logger.warning("second step renewed", extra={"user": user.pk, "factor": authenticator.type})
