"""One-time codes of six digits, for who reads a mail on another device than the one that asks."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare

from gate.keyed_hash import keyed_hash, possible_hashes
from mail.links import NotValid
from mail.models import OneTimeCode

DIGITS = 6
TRIES = 5  # per code: a guess hits once in 200,000 codes; how many codes one may ask for is the caller's throttle
SUBJECT, CODE = "mail.codes subject", "mail.codes code"


def make_code(*, purpose: str, subject: str, at: datetime, valid_for: timedelta) -> str:
    """A new code for `subject` (an address in lower case, a user's id); a former one for the same purpose no longer counts."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    OneTimeCode.objects.update_or_create(
        purpose=purpose,
        subject_hash=keyed_hash(SUBJECT, purpose, subject),
        defaults={"code_hash": keyed_hash(CODE, purpose, subject, code), "expires_at": at + valid_for, "tries": 0},
    )
    return code


def check_code(*, purpose: str, subject: str, code: str, at: datetime) -> None:
    """Let a right code pass, once. Raises NotValid, the same for a wrong, late, used, tried out or unknown one.

    The try is counted for good before the comparison, so this must not be called within a transaction (RuntimeError).
    """
    subjects, codes = possible_hashes(SUBJECT, purpose, subject), possible_hashes(CODE, purpose, subject, digits_of(code))
    asked = OneTimeCode.objects.filter(purpose=purpose, subject_hash__in=subjects, expires_at__gt=at)
    with transaction.atomic(durable=True):
        is_counted = asked.filter(tries__lt=TRIES).update(tries=F("tries") + 1)
        known = asked.values_list("code_hash", flat=True).first() if is_counted else None
        is_right = any(constant_time_compare(known or "", hashed) for hashed in codes)
        is_taken = is_right and asked.filter(code_hash=known).delete()[0]
    if not is_taken:
        raise NotValid


def digits_of(typed: str) -> str:
    """What was typed without the blanks and hyphens that people put between digits."""
    return "".join(character for character in typed if character not in " -\u00a0\u202f")


def prune(at: datetime) -> int:
    """Delete codes that are too late; returns how many."""
    return OneTimeCode.objects.filter(expires_at__lte=at).delete()[0]
