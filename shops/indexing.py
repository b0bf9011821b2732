"""The table of words by which shops are found, and that of the words that searches know: kept in step with every change of shops.

Only listed shops have words, so that nothing of a draft is told by a suggestion. Plain rows that both databases read alike
(docs/decisions/0019-the-words-of-shops-are-rows.md).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from content.in_batches import one_by_one
from content.words import normalise
from shops import kept
from shops.stems import LONGEST_WORD, stem

if TYPE_CHECKING:
    from shops.models import KnownWord, Shop, ShopText, ShopWord

BATCH = 500
CALLED, NAME, STREET, ADDRESS, TAGLINE, DESCRIPTION = range(6)  # ShopWord.Field
LONGEST = 120  # signs of a whole name or street
SHORTEST_KNOWN = 3

Entry = tuple[str, str, int]  # word, stem, field


def rebuild(shops: "Iterable[Shop]") -> int:
    """Write the words of `shops` anew, of each with its texts; returns how many rows."""
    made, left = 0, iter(shops)
    while batch := list(islice(left, BATCH)):
        made += rebuild_batch(batch)
    return made


def rebuild_all() -> int:
    """Every listed shop anew, and the known words with their counts; returns how many rows. What stays the same is not written."""
    shops = apps.get_model("shops", "Shop").objects
    word_model().objects.exclude(shop__in=shops.listed()).delete()
    made = rebuild(one_by_one(shops.listed(), BATCH))
    count_known_words()
    return made


def rebuild_keys(keys: "Iterable[int]") -> None:
    """Those of an import. Call it after its transaction: known words are of all, and whoever adds the same one waits for who was first."""
    left = iter(keys)
    while some := list(islice(left, BATCH)):
        rebuild(apps.get_model("shops", "Shop").objects.filter(pk__in=some))


@transaction.atomic
def rebuild_batch(shops: "list[Shop]") -> int:
    """Writes what is different only: most shops change in nothing that is searched."""
    texts = texts_of(shops)
    wanted = {(shop.pk, entry) for shop in shops if shop.live for entry in entries_of(shop, texts.get(shop.pk, ()))}
    rows = word_model().objects.filter(shop__in=[shop.pk for shop in shops])
    standing = {(shop, (word, root, field)): pk for pk, shop, word, root, field in rows.values_list("pk", "shop_id", "word", "stem", "field")}
    gone = {key: pk for key, pk in standing.items() if key not in wanted}
    word_model().objects.filter(pk__in=gone.values()).delete()
    write(shops, gone.keys(), sorted(wanted - standing.keys()))
    return len(wanted)


def write(shops: "Iterable[Shop]", gone: Iterable[tuple[int, Entry]], made: list[tuple[int, Entry]]) -> None:
    """Store new rows, and what that means for the known words. gone: rows that were deleted already."""
    insert(made)
    streets = {street_key(shop.street): shop.street.strip() for shop in shops}
    lost, new = {known for _, entry in gone if (known := known_by(entry))}, {known for _, entry in made if (known := known_by(entry))}
    drop_lost_words(lost - new)
    add_known_words({(kind, word): streets.get(word, word) if kind == STREET_KIND else word for kind, word in new - lost})
    kept.forget_answers()
    if lost or new:
        kept.forget_words()


def insert(rows: list[tuple[int, Entry]]) -> None:
    """As plain rows: instances of a model would be most of an import. A row that another process stored meanwhile stays."""
    if not rows:
        return
    table, quoted = word_model()._meta.db_table, connection.ops.quote_name
    columns = ", ".join(map(quoted, ("shop_id", "word", "stem", "field")))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quoted(table)} ({columns}) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",  # noqa: S608 - names of our own table
            [(shop, *entry) for shop, entry in rows],
        )


def entries_of(shop: "Shop", texts: "Iterable[ShopText]") -> set[Entry]:
    """(word, stem, field) of everything that one shop is found by; of a word that stands in several places the surest."""
    found: dict[str, Entry] = {}
    for field, text, language in said_by(shop, texts):
        for word in normalise(text).split():
            cut = word[:LONGEST_WORD]
            found.setdefault(cut, (cut, stem(cut, language), field))
    whole = {(normalise(shop.name)[:LONGEST], "", CALLED), (street_key(shop.street), "", STREET)}
    return {*found.values(), *(entry for entry in whole if entry[0])}


def said_by(shop: "Shop", texts: "Iterable[ShopText]") -> Iterator[tuple[int, str, str]]:
    """(field, text, language), the surest first."""
    yield from ((NAME, text, "nl") for text in (shop.name, shop.chain_name))
    yield from ((ADDRESS, text, "nl") for text in (shop.street, shop.house_number, shop.place, shop.postcode))
    told = sorted(texts, key=lambda text: text.language)
    yield from ((TAGLINE, text.tagline, text.language) for text in told)
    yield from ((DESCRIPTION, text.description, text.language) for text in told)


def street_key(street: str) -> str:
    """A street as it is recognised: "Sint-Jansstr." is "sint jansstraat"."""
    return re.sub(r"str\b", "straat", normalise(street))[:LONGEST]


def texts_of(shops: "list[Shop]") -> "dict[int, list[ShopText]]":
    found: dict[int, list[ShopText]] = {}
    for text in apps.get_model("shops", "ShopText").objects.filter(shop__in=[shop.pk for shop in shops]).order_by("pk"):
        found.setdefault(text.shop_id, []).append(text)
    return found


# -- the words that searches know

NAME_KIND, STREET_KIND = 1, 2  # KnownWord.Kind
Known = tuple[int, str]  # kind, word


def known_by(entry: Entry) -> Known | None:
    """What a search learns from one row; nothing from addresses and texts."""
    word, _, field = entry
    if field == STREET:
        return STREET_KIND, word
    return (NAME_KIND, word) if field == NAME and len(word) >= SHORTEST_KNOWN and word.isalpha() else None


def add_known_words(labels: dict[Known, str]) -> None:
    """In the order of the words, so that two who add the same never wait for each other in turn."""
    rows = [known_model()(kind=kind, word=word, label=labels[kind, word][:LONGEST]) for kind, word in sorted(labels)]
    known_model().objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)


def drop_lost_words(words: set[Known] | None = None) -> None:
    """Forget those of `words`, or of all, that no shop has any more: what an owner took away is suggested to nobody."""
    if words is not None and not words:
        return
    known = known_model().objects.all()
    known = known if words is None else known.filter(word__in=sorted({word for _, word in words}))
    same = word_model().objects.filter(word=OuterRef("word"))
    has_name = Q(kind=NAME_KIND) & Exists(same.filter(field=NAME))
    has_street = Q(kind=STREET_KIND) & Exists(same.filter(field=STREET))
    if known.exclude(has_name | has_street).delete()[0] or words is None:
        kept.forget_words()
    kept.forget_answers()


@transaction.atomic
def count_known_words() -> None:
    """Make the known words anew from the rows of all shops, with how many shops have each."""
    counts: Counter[Known] = Counter()
    for word, field in word_model().objects.filter(field__in=(NAME, STREET)).values_list("word", "field").iterator():
        if known := known_by((word, "", field)):
            counts[known] += 1
    labels = {street_key(street): street.strip() for street in apps.get_model("shops", "Shop").objects.listed().values_list("street", flat=True)}
    rows = [
        known_model()(kind=kind, word=word, count=count, label=(labels.get(word, word) if kind == STREET_KIND else word)[:LONGEST])
        for (kind, word), count in sorted(counts.items())
    ]
    known_model().objects.all().delete()
    known_model().objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
    kept.forget_words()


def word_model() -> "type[ShopWord]":
    return apps.get_model("shops", "ShopWord")


def known_model() -> "Any | type[KnownWord]":
    return apps.get_model("shops", "KnownWord")
