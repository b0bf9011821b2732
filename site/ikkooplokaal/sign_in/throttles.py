"""How often one may try at the login, and what is said to who tried too often."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext

from gate.throttle import Rule, TooMany, spend

# A town hall is one network: many editors, one address. So the rule per network is wide and the one per person narrow.
LOGIN_BY_NETWORK = Rule("login by network", 60, timedelta(minutes=15))
LOGIN_BY_EMAIL = Rule("login by e-mail", 10, timedelta(minutes=15))
PASSKEY_BY_NETWORK = Rule("passkey by network", 60, timedelta(minutes=15))
PASSWORD_BY_USER = Rule("password asked again by user", 10, timedelta(minutes=15))
SECOND_STEP_BY_USER = Rule("second step by user", 6, timedelta(minutes=10))
SECOND_STEP_BY_USER_A_DAY = Rule("second step by user a day", 30, timedelta(days=1))
CODE_ONCE = Rule("code of an app once", 1, timedelta(minutes=2))  # longer than a code is good for, with the tolerance for slow clocks
RESET_BY_NETWORK = Rule("password reset by network", 20, timedelta(hours=1))
RESET_BY_EMAIL = Rule("password reset by e-mail", 4, timedelta(hours=1))
INVITATION_BY_NETWORK = Rule("invitation by network", 40, timedelta(hours=1))


def count_try(*tries: tuple[Rule, str], at: datetime) -> None:
    """Count one try under each (rule, subject). Raises ValidationError, in words, when one of them is used up."""
    for rule, subject in tries:
        try:
            spend(rule, subject, at=at)
        except TooMany as refusal:
            raise ValidationError(too_many(refusal.retry_after), code="too_many") from refusal


def too_many(left: timedelta) -> str:
    """What somebody reads who tried too often, with how long to wait: in minutes, upwards, or in hours from two on."""
    minutes = max(1, -int(-left.total_seconds() // 60))
    if minutes >= 120:
        hours = -(-minutes // 60)
        return gettext("Dat was te vaak na elkaar. Probeer het over %(count)s uur opnieuw.") % {"count": hours}
    wait = ngettext(
        "Dat was te vaak na elkaar. Probeer het over %(count)s minuut opnieuw.",
        "Dat was te vaak na elkaar. Probeer het over %(count)s minuten opnieuw.",
        minutes,
    )
    return wait % {"count": minutes}
