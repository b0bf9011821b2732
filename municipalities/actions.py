"""What may change in the register of municipalities."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from municipalities import places, register
from municipalities.models import Alias, Municipality, Postcode
from municipalities.register import RegisteredMunicipality


class Refused(Exception):
    """Nothing was stored; the text says in Dutch why, for whoever asked."""


class Taken(Refused):
    """The NIS code or the slug is of another municipality."""


class NotUnderstood(Refused):
    """A code, a postcode or a place on earth that cannot be one."""


@dataclass(frozen=True)
class Added:
    """made: whether the municipality is new. postcodes: those that were new to it. shared: of these (code, name of another that has it)."""

    municipality: Municipality
    made: bool
    postcodes: tuple[str, ...]
    shared: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Loaded:
    """How many municipalities of the register were made, and how many stood there already."""

    made: int
    known: int


@transaction.atomic
def load_register() -> Loaded:
    """Bring the register that comes with the site into the database: current and former municipalities, postcodes and other names.

    Safe to repeat. Of a municipality that stands there already the names and the centre stay as editors left them: only postcodes,
    other names, an end and a successor that are missing are added.
    """
    content = register.load()
    registered = (*content.municipalities, *content.former)
    standing = {municipality.nis: municipality for municipality in Municipality.objects.all()}
    missing = [row for row in registered if row.nis not in standing]
    made = Municipality.objects.bulk_create([Municipality(**own_facts(row)) for row in missing])
    standing |= {municipality.nis: municipality for municipality in made}
    for row in registered:
        note_end(standing[row.nis], row, standing.get(row.successor))
    add_postcodes(standing, registered)
    add_aliases(standing, registered)
    places.forget()
    return Loaded(made=len(missing), known=len(registered) - len(missing))


def own_facts(row: RegisteredMunicipality) -> dict[str, object]:
    same = ("nis", "slug", "name", "name_fr", "name_en", "name_de", "latitude", "longitude", "valid_from", "valid_until")
    return {fact: getattr(row, fact) for fact in same}


def note_end(municipality: Municipality, row: RegisteredMunicipality, successor: Municipality | None) -> None:
    if successor and not municipality.successor_id:
        Municipality.objects.filter(pk=municipality.pk).update(successor=successor, valid_until=row.valid_until)


def add_postcodes(standing: dict[str, Municipality], registered: Iterable[RegisteredMunicipality]) -> None:
    known = set(Postcode.objects.values_list("municipality_id", "code"))
    wanted = [(standing[row.nis].pk, postcode) for row in registered for postcode in row.postcodes]
    Postcode.objects.bulk_create(
        [Postcode(municipality_id=key, code=postcode.code, name=postcode.name) for key, postcode in wanted if (key, postcode.code) not in known]
    )


def add_aliases(standing: dict[str, Municipality], registered: Iterable[RegisteredMunicipality]) -> None:
    known = {(key, name.lower()) for key, name in Alias.objects.values_list("municipality_id", "name")}
    wanted = {(standing[row.nis].pk, alias.name.lower()): alias for row in registered for alias in row.aliases}
    Alias.objects.bulk_create([Alias(municipality_id=key[0], name=alias.name, kind=alias.kind) for key, alias in wanted.items() if key not in known])


@transaction.atomic
def add_municipality(*, name: str, nis: str, postcodes: Iterable[str], centre: tuple[float, float], slug: str = "") -> Added:
    """Register a municipality, of another province or country too.

    postcodes: text, "00100" keeps its zeros. centre: latitude, longitude in WGS84 degrees. slug: made from the name when empty.
    When it stands there already under the same code and name, postcodes that are missing are added and nothing else changes.

    Raises Taken, NotUnderstood.
    """
    name, nis = " ".join(name.split()), nis.strip()
    standing = Municipality.objects.filter(nis__iexact=nis).first()
    if standing and standing.name.casefold() != name.casefold():
        raise Taken(_("De NIS-code %(nis)s is al van %(name)s.") % {"nis": nis, "name": standing.name})
    codes = checked_postcodes(postcodes)
    municipality = standing or new_municipality(name, nis, slug or slugify(name), centre)
    known = set(municipality.postcodes.values_list("code", flat=True))
    added = tuple(code for code in codes if code not in known)
    Postcode.objects.bulk_create([Postcode(municipality=municipality, code=code) for code in added])
    places.forget()
    return Added(municipality, made=standing is None, postcodes=added, shared=shared_postcodes(municipality, added))


def shared_postcodes(municipality: Municipality, codes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Each of `codes` that another municipality of today has, with its name. Elsewhere in Belgium neighbours do share them."""
    index = places.index()
    return tuple((code, hit.name) for code in codes for hit in index.by_postcode.get(code.casefold(), ()) if hit.municipality_id != municipality.pk)


def new_municipality(name: str, nis: str, slug: str, centre: tuple[float, float]) -> Municipality:
    if other := Municipality.objects.filter(slug=slug).first():
        raise Taken(
            _("Het adres “%(slug)s” is al van %(name)s (%(nis)s). Kies een ander met --slug.") % {"slug": slug, "name": other.name, "nis": other.nis}
        )
    municipality = Municipality(name=name, nis=nis, slug=slug, latitude=centre[0], longitude=centre[1])
    try:
        municipality.full_clean()
    except ValidationError as wrong:
        raise NotUnderstood(" ".join(f"{fact}: {' '.join(messages)}" for fact, messages in wrong.message_dict.items())) from wrong
    municipality.save()
    return municipality


def checked_postcodes(postcodes: Iterable[str]) -> list[str]:
    """Each once, in their order. Raises NotUnderstood for none, or for one that no country writes so."""
    codes = list(dict.fromkeys(code.strip().upper() for code in postcodes if code.strip()))
    wrong = [code for code in codes if not re.fullmatch(r"(?=.*\d)[0-9A-Z-]{3,12}", code)]
    if wrong:
        raise NotUnderstood(_("Dit is geen postcode: %(codes)s.") % {"codes": ", ".join(wrong)})
    if not codes:
        raise NotUnderstood(_("Geef minstens één postcode."))
    return codes


def split_postcodes(text: str) -> list[str]:
    """ "6720,6721 6723" as three postcodes."""
    return re.split(r"[\s,;]+", text.strip())


def read_centre(text: str) -> tuple[float, float]:
    """ "49.72,5.63" (or "49,72; 5,63") as latitude and longitude. Raises NotUnderstood."""
    degrees = r"[+-]?\d{1,3}(?:%s\d+)?"
    with_point, with_comma = degrees % r"\.", degrees % "[.,]"
    shapes = (rf"({with_point})\s*[,; ]\s*({with_point})", rf"({with_comma})\s*;\s*({with_comma})")
    found = next((match for shape in shapes if (match := re.fullmatch(shape, text.strip()))), None)
    if not found:
        raise NotUnderstood(_("Schrijf het centrum als breedtegraad en lengtegraad, bijvoorbeeld 50.8277,3.2653."))
    latitude, longitude = (float(part.replace(",", ".")) for part in found.groups())
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise NotUnderstood(_("Die plek bestaat niet: breedtegraden gaan van -90 tot 90, lengtegraden van -180 tot 180."))
    return latitude, longitude
