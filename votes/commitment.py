"""Ballots as commitments, and receipts: what is published of a vote. The same sums stand in votes/recount.py, which shares no code with the site."""

import hashlib
import secrets

NONCE_BYTES = 16
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U, so that it can be read aloud
GROUPS, GROUP = 4, 4  # 80 bits


def new_nonce() -> str:
    """32 hexadecimal digits that nobody guesses."""
    return secrets.token_hex(NONCE_BYTES)


def commit(nonce: str, candidate: int, code: str) -> str:
    """SHA-256 of "ikkooplokaal ballot 1|<round's code>|<candidate's number>|<nonce>", in hexadecimal."""
    return hashlib.sha256(f"ikkooplokaal ballot 1|{code}|{candidate}|{nonce}".encode()).hexdigest()


def new_receipt() -> str:
    """ "7KQ4-9MXP-2HVD-0C3E": random, so that it says nothing of who got it or of what was voted."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))


def read_receipt(typed: str) -> str:
    """A receipt as it is stored, from what somebody typed over: any case, O for 0, I or L for 1, with or without hyphens. What is too long or
    too short stays so."""
    bare = "".join(character for character in typed.upper() if character.isalnum()).translate(str.maketrans("OIL", "011"))
    return "-".join(bare[start : start + GROUP] for start in range(0, len(bare), GROUP))
