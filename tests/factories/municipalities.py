"""Municipalities for tests."""

from collections.abc import Iterable
from typing import Any

import factory
from django.utils.text import slugify

from municipalities import places
from municipalities.models import Alias, Municipality


class MunicipalityFactory(factory.django.DjangoModelFactory):
    """Tielt, 8700; the next ones are Gemeente 2, 8702 ... each a tenth of a degree further east, so that none lies near another.

    postcodes=["8700", "8760"] and villages=["Aarsele"] make the rows under it. A code that stands there already gives that municipality.
    """

    class Meta:
        model = Municipality
        django_get_or_create = ("nis",)
        skip_postgeneration_save = True

    class Params:
        number = factory.Sequence(lambda number: number)

    nis = factory.LazyAttribute(lambda made: f"{37022 + made.number}")
    name = factory.LazyAttribute(lambda made: f"Gemeente {made.number + 1}" if made.number else "Tielt")
    slug = factory.LazyAttribute(lambda made: slugify(made.name))
    latitude = 51.0
    longitude = factory.LazyAttribute(lambda made: 3.3 + made.number % 1_000 / 10)

    @factory.post_generation
    def postcodes(self: Municipality, create: bool, given: Iterable[str] | None, **extra: Any) -> None:
        for code in given if given is not None else [f"{8700 + int(self.nis) % 37022}" if self.nis.isdigit() else "8700"]:
            self.postcodes.model.objects.get_or_create(municipality=self, code=code)
        places.forget()

    @factory.post_generation
    def villages(self: Municipality, create: bool, given: Iterable[str] | None, **extra: Any) -> None:
        Alias.objects.bulk_create([Alias(municipality=self, name=name) for name in given or []])
        places.forget()
