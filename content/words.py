"""Words as people mean them: without accents, capitals and punctuation."""

import re
import unicodedata


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
