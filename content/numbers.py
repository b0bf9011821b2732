"""Numbers as each language writes them."""

SEPARATORS = {"nl": ".", "fr": "\u202f", "en": ",", "de": "."}


def grouped(number: int, language: str) -> str:
    """Thousands set apart: 6091 is "6.091" in Dutch, "6 091" (narrow no-break space) in French, "6,091" in English."""
    return f"{number:,}".replace(",", SEPARATORS[language])


def decimal(number: float, language: str) -> str:
    """One decimal: 4.12 is "4,1", in English "4.1"."""
    text = f"{number:.1f}"
    return text if language == "en" else text.replace(".", ",")
