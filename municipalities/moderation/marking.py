"""Which words of two texts differ, to mark them side by side."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

WORDS = re.compile(r"\s+|[^\s]+")
LIKENESS = 0.3  # below this two texts are rather two texts, and marking every second word explains nothing


class Piece(NamedTuple):
    text: str
    differs: bool


def marked(was: str, becomes: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces; what stands in one of them only differs. Nothing is marked in texts that have little in common."""
    former, later = WORDS.findall(was), WORDS.findall(becomes)
    matcher = SequenceMatcher(a=former, b=later, autojunk=False)
    if matcher.ratio() < LIKENESS:
        return [Piece(was, False)], [Piece(becomes, False)]
    steps = matcher.get_opcodes()
    return (
        pieces((former[begin:end], kind) for kind, begin, end, _, _ in steps),
        pieces((later[begin:end], kind) for kind, _, _, begin, end in steps),
    )


def pieces(parts: Iterable[tuple[list[str], str]]) -> list[Piece]:
    return [Piece("".join(words), kind != "equal") for words, kind in parts if words]
