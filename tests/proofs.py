"""Proofs of work as a visitor's browser makes them."""

import base64
import json
from datetime import datetime
from typing import Any

import altcha

from gate.proof_of_work import make_challenge


def payload_of(challenge: dict[str, Any], solution: dict[str, Any]) -> str:
    """What the browser sends."""
    return base64.b64encode(json.dumps({"challenge": challenge, "solution": solution}).encode()).decode()


def solution_of(challenge: dict[str, Any]) -> dict[str, Any]:
    found = altcha.solve_challenge(altcha.Challenge.from_dict(challenge))
    assert found
    return found.to_dict()


def proof(bound_to: str, at: datetime, cost: int = 1) -> str:
    """A solved challenge, not spent yet; takes 10 ms where cost is 1."""
    challenge = make_challenge(bound_to=bound_to, cost=cost, at=at)
    return payload_of(challenge, solution_of(challenge))
