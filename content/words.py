"""Words as people mean them: without accents, capitals and punctuation; and as a line may end between them."""

import re
import unicodedata

NBSP, JOINER = "\N{NO-BREAK SPACE}", "\N{WORD JOINER}"
RANGE = re.compile(r"(?<=[\w.])–(?=\w)")
BEFORE_AMOUNT, BEHIND_NUMBER = re.compile(r"(?<=€) (?=\d)"), re.compile(r"(?<=\d) (?=(?:€|euros?\b|EUR\b|u\.|uur\b|h\b|Uhr\b|[ap]m\b))")


def fold(text: str) -> str:
    """Lower case without accents; every run of other signs is one space: "L'Été  bio" gives "l ete bio"."""
    if text.isascii():
        return " ".join(re.findall(r"[a-z0-9]+", text.lower()))
    decomposed = unicodedata.normalize("NFKD", text).replace("œ", "oe").replace("Œ", "oe").casefold()
    without_accents = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", without_accents))


def normalise(text: str) -> str:
    """Folded, and with "St." written out, because people write both: "St.-Kruis" and "sint  kruis" are "sint kruis"."""
    return re.sub(r"\bst\b", "sint", fold(text))


def unbroken(text: str) -> str:
    """For a page: no line ends within "17–23 u.", "ma–vr", "€ 25" or "25 euro"."""
    return BEHIND_NUMBER.sub(NBSP, BEFORE_AMOUNT.sub(NBSP, RANGE.sub(f"–{JOINER}", text)))
