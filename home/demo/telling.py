"""What the demo shops say of themselves: lines and stories by kind, dealt in turn, so that no two in one municipality say the same."""

from collections import Counter, defaultdict
from typing import NamedTuple

from home.demo.draws import chance, choice, content

LANGUAGES = ("nl", "fr", "en", "de")
ABROAD = (("fr", "en", "de"), ("fr", "en", "de"), ("fr", "en", "de"), ("fr", "en"), ("fr",))


class Told(NamedTuple):
    """tagline: at most 160 characters, "" when the shop says nothing. description: two to four sentences, or ""."""

    tagline: str
    description: str


class Telling:
    """Deals the lines and stories of texts.json."""

    def __init__(self) -> None:
        self.turn: Counter[tuple[str, str, bool]] = Counter()
        self.said: dict[str, set[str]] = defaultdict(set)

    def texts(self, seed: str, nis: str, leaf: str, *, visited: bool) -> dict[str, Told]:
        """By language. visited: whether people from abroad come here, so that more shops speak four languages."""
        abroad = chance(f"{seed}/abroad", 46 if visited else 23)
        line = self.dealt("taglines", nis, leaf, abroad=abroad) if abroad or chance(f"{seed}/line", 58) else {}
        story = self.dealt("stories", nis, leaf, abroad=abroad) if chance(f"{seed}/story", 75 if abroad else 40) else {}
        languages = ("nl", *choice(f"{seed}/languages", ABROAD)) if abroad else ("nl",)
        told = {language: Told(line.get(language, ""), story.get(language, "")) for language in languages}
        return {language: text for language, text in told.items() if any(text)}

    def dealt(self, sort: str, nis: str, leaf: str, *, abroad: bool) -> dict[str, str]:
        """The next one that nobody in this municipality said yet; {} when all were said. abroad: only what is translated."""
        options = sorted((option for option in content("texts")[sort][leaf] if not abroad or "fr" in option), key=lambda option: "fr" in option)
        start = self.turn[(sort, leaf, abroad)]
        for option in (options[(start + step) % len(options)] for step in range(len(options))):
            if option["nl"] not in self.said[nis]:
                self.said[nis].add(option["nl"])
                self.turn[(sort, leaf, abroad)] += 1
                return option
        return {}
