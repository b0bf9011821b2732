"""Words as people mean them: without accents, capitals and punctuation."""

import re
import unicodedata


def fold(text: str) -> str:
    """Lower case, accents off, every run of other characters a single space: "Café  d'Hôte" is "cafe d hote"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    without_accents = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(re.findall(r"[^\W_]+", without_accents))


def normalise(text: str) -> str:
    """Folded, and with "St." written out, because people write both: "St.-Kruis" is "sint kruis"."""
    return re.sub(r"\bst\b", "sint", fold(text))
