"""What the columns of a list hold: as its titles say, as somebody said of an earlier list of the same source, and as somebody says now."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from municipalities.models import Municipality
from shops.export import TITLES
from shops.importing.columns import DAY, Chosen, header_word
from shops.importing.looks import Look
from shops.importing.mending import is_our_column
from shops.models import ColumnChoice

# What one may say of a column, in the order in which one thinks of it.
FACTS = {
    "name": _("naam van de winkel"),
    "category_words": _("soort winkel"),
    "address": _("heel adres"),
    "street": _("straat, met of zonder nummer"),
    "house_number": _("huisnummer"),
    "box": _("bus"),
    "postcode": _("postcode"),
    "place": _("gemeente of dorp"),
    "country": _("land"),
    "latitude": _("breedtegraad"),
    "longitude": _("lengtegraad"),
    "phone": _("telefoon"),
    "email": _("e-mailadres"),
    "website": _("website"),
    "webshop": _("webshop"),
    "hours": _("openingsuren"),
    f"{DAY}ma": _("uren op maandag"),
    f"{DAY}di": _("uren op dinsdag"),
    f"{DAY}wo": _("uren op woensdag"),
    f"{DAY}do": _("uren op donderdag"),
    f"{DAY}vr": _("uren op vrijdag"),
    f"{DAY}za": _("uren op zaterdag"),
    f"{DAY}zo": _("uren op zondag"),
    "kind": _("zelfstandig of keten"),
    "brand": _("naam van de keten"),
    "since": _("sinds welk jaar"),
    "step_free": _("toegang met een rolstoel"),
    "door_width": _("breedte van de deur"),
    "accessible_toilet": _("aangepast toilet"),
    "payment": _("hoe je er betaalt"),
    "gift_voucher": _("neemt de cadeaubon"),
    "delivers": _("levert aan huis"),
    "ref": _("nummer in deze lijst"),
    "establishment_number": _("vestigingsnummer"),
    "enterprise_number": _("ondernemingsnummer"),
    "checked": _("laatst nagekeken op"),
}
UNUSED = ""
EXPORTED = frozenset(map(header_word, TITLES))  # a list that went out here raises no question


@dataclass(frozen=True)
class Proposal:
    """facts: per column. open: indexes of columns of which nobody said anything and whose title says nothing."""

    facts: tuple[str, ...]
    open: tuple[int, ...]

    @property
    def is_settled(self) -> bool:
        """Whether nobody needs to be asked."""
        return "name" in self.facts and not self.open


def propose(look: Look, remembered: dict[str, str]) -> Proposal:
    """remembered: as `remembered_facts` gives it; it goes before what the titles seem to say."""
    headers, guessed = look.headers, look.columns.choices()
    words = title_words(headers)
    facts = tuple(remembered.get(word, guess) for word, guess in zip(words, guessed, strict=False))
    unknown = (index for index, header in enumerate(headers) if header and not facts[index] and not is_our_column(header))
    return Proposal(facts, tuple(index for index in unknown if words[index] not in remembered and words[index] not in EXPORTED))


def title_words(headers: Sequence[str]) -> list[str]:
    """How each column is known again in a later file: by its words, and a number when there are more of the same."""
    seen: Counter[str] = Counter()
    words = []
    for header in headers:
        word = header_word(header) or header.casefold()[:200]
        seen[word] += 1
        words.append(word if seen[word] == 1 else f"{word} {seen[word]}")
    return words


def remembered_facts(source: str, municipality: Municipality | int | None) -> dict[str, str]:
    """What was said of the columns of this source before, by `title_words`; a fact that there is no more counts as never said.

    municipality: itself or its key; None for lists of the whole region.
    """
    found = ColumnChoice.objects.filter(source=source, municipality=municipality).values_list("facts", flat=True).first() or {}
    return {word: fact for word, fact in found.items() if fact in FACTS or fact == UNUSED}


def chosen_before(look: Look, remembered: dict[str, str]) -> Chosen:
    """The columns of a table as somebody said them of an earlier one; a title that was not there then says itself what it holds."""
    return Chosen(look.headers, propose(look, remembered).facts)


def remember(*, source: str, municipality: Municipality | None, chosen: Chosen) -> None:
    """For the next file of the source. Columns that only an earlier file had stay remembered."""
    told = zip(chosen.headers, title_words(chosen.headers), chosen.facts, strict=True)
    said = {word: fact for header, word, fact in told if not is_our_column(header)}
    known, is_new = ColumnChoice.objects.select_for_update().get_or_create(source=source, municipality=municipality, defaults={"facts": said})
    if not is_new:
        known.facts = known.facts | said
        known.save(update_fields=["facts"])
