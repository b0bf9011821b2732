"""A proof of work in front of a form: a visitor's browser calculates for a moment, whoever sends by the thousand calculates for hours.

ALTCHA's protocol, version 2 (docs/decisions/0012-a-proof-of-work-and-a-budget.md). A challenge asks for a counter that the site has drawn
below a bound, and is signed with all it says; nothing of it is stored until its solution is spent.

    challenge = make_challenge(bound_to="round 17", cost=cost_for(tries=3), at=at)
    spend_proof(payload=request.POST["proof"], bound_to="round 17", at=at)
"""

import base64
import json
import logging
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import altcha
from django.db import connection

from gate.keyed_hash import keyed_hash, possible_hashes
from gate.models import SpentProof
from gate.throttle import written

logger = logging.getLogger(__name__)

VALID = timedelta(minutes=20)
LINGERS = timedelta(days=1)  # a spent proof is known for longer than it is valid, for a clock that was set back
LONGEST = 8192  # characters of a payload; ours have about 700
ALGORITHM = "PBKDF2/SHA-256"
ITERATIONS = 5000  # for one counter: about 5 ms on one core of a middling phone, 4 ms for the server that makes a challenge
SIGNATURE, SOLUTION = "gate.proof_of_work signature", "gate.proof_of_work solution"

COSTS = ((20, 200), (60, 400), (150, 800), (300, 1600), (600, 2400))
"""(tries, cost): whose network asked fewer times than `tries` within ten minutes gets `cost`; COSTLIEST from there on.

A cost is the bound under which the counter lies. On one core of a middling phone it takes cost / 400 seconds on average and twice that
at most: 0.5 s (1 s), 1 s, 2 s, 4 s, 6 s and 8 s (16 s); the browser works on up to four cores, which divides it. A class of thirty
behind one address stays with the first two.
"""
COSTLIEST = 3200

# One statement: whoever looks first and then inserts lets the same proof through twice.
SPEND = "INSERT INTO gate_spentproof (key, ends_at) VALUES (%s, %s) ON CONFLICT DO NOTHING"


class NoProof(Exception):
    """Refused; each subclass says why. Nothing was spent."""


class Malformed(NoProof):
    """Not a payload of the protocol, or longer than LONGEST."""


class Forged(NoProof):
    """Not a challenge of ours, changed since, or not solved."""


class WrongPurpose(NoProof):
    """Made for another form."""


class TooLate(NoProof):
    """Its twenty minutes are over."""


class Spent(NoProof):
    """This challenge has been used, in whatever writing."""


class Proof(NamedTuple):
    """What the site signed and somebody solved."""

    nonce: str
    bound_to: str
    until: datetime


def make_challenge(*, bound_to: str, cost: int, at: datetime) -> dict[str, Any]:
    """What a browser must solve, ready for JSON: {"parameters": {...}, "signature": "..."}; takes the server ITERATIONS once, whatever the cost.

    bound_to: what it can be spent on ("round 17"); anybody can read it. cost: from `cost_for`; 1 is solved at once, for tests.
    Valid for twenty minutes: [at, at + VALID). The end stands in parameters.data.until, in seconds since 1970, and not in the protocol's
    own expiresAt, which the library compares with the clock of the machine.
    """
    made = altcha.create_challenge(
        ALGORITHM,
        ITERATIONS,
        counter=secrets.randbelow(cost),
        data={"for": bound_to, "until": int((at + VALID).timestamp())},
        hmac_secret=keyed_hash(SIGNATURE),
        hmac_key_secret=keyed_hash(SOLUTION),
    )
    return made.to_dict()


def cost_for(*, tries: int) -> int:
    """How hard the next challenge is for a network that asked `tries` times within ten minutes (COSTS)."""
    return next((cost for below, cost in COSTS if tries < below), COSTLIEST)


def spend_proof(*, payload: str, bound_to: str, at: datetime) -> None:
    """Let a solved challenge pass, once. payload: what the browser sent, base64 of JSON.

    In the caller's transaction: when that is rolled back, the proof is unspent. A challenge is one proof, however its solution is written.

    Raises Malformed, Forged, WrongPurpose, TooLate or Spent, and nothing else whatever the payload is.
    """
    try:
        take(proven(understood(payload)), bound_to, at)
    except NoProof as refusal:
        logger.info("proof of work refused", extra={"why": type(refusal).__name__})
        raise


def take(proof: Proof, bound_to: str, at: datetime) -> None:
    """Raises WrongPurpose, TooLate or Spent."""
    if proof.bound_to != bound_to:
        raise WrongPurpose
    if at >= proof.until:
        raise TooLate
    if not is_first(proof):
        raise Spent


def understood(payload: str) -> altcha.Payload:
    """The payload in its parts, of which nothing has been checked but that they are there. Raises Malformed."""
    if len(payload) > LONGEST:
        raise Malformed
    try:
        return altcha.Payload.from_dict(json.loads(base64.b64decode(payload, validate=True)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Malformed from None


def proven(payload: altcha.Payload) -> Proof:
    """What the site once signed, and this payload solves. Raises Forged."""
    keys = zip(possible_hashes(SIGNATURE), possible_hashes(SOLUTION), strict=True)
    if not any(altcha.verify_solution(payload, signature, hmac_key_secret=solution).verified for signature, solution in keys):
        raise Forged
    signed = payload.challenge.parameters.to_dict()
    return Proof(signed["nonce"], signed["data"]["for"], datetime.fromtimestamp(signed["data"]["until"], UTC))


def is_first(proof: Proof) -> bool:
    """Insert the challenge's own random name; the primary key decides who was first."""
    with connection.cursor() as cursor:
        cursor.execute(SPEND, [proof.nonce, written(proof.until)])
        return bool(cursor.rowcount == 1)


def prune(at: datetime) -> int:
    """Forget proofs that ended a day ago; returns how many."""
    return SpentProof.objects.filter(ends_at__lte=at - LINGERS).delete()[0]
