"""Categories and shops for tests."""

from typing import Any

import factory
from wagtail.signal_handlers import disable_reference_index_auto_update

from shops.models import Category, Shop, ShopText
from tests.factories.municipalities import MunicipalityFactory


class GroupFactory(factory.django.DjangoModelFactory):
    """The group "Brood en banket"."""

    class Meta:
        model = Category
        django_get_or_create = ("slug",)

    slug = "brood"
    name_nl, name_fr, name_en, name_de = "Brood en banket", "Pain et pâtisserie", "Bread and pastries", "Brot und Gebäck"
    cloth = "brood"


class CategoryFactory(factory.django.DjangoModelFactory):
    """The kind "Bakker", under the group "Brood en banket"; another slug gives a kind with that name."""

    class Meta:
        model = Category
        django_get_or_create = ("slug",)

    slug = "bakker"
    parent = factory.SubFactory(GroupFactory)
    name_nl = factory.LazyAttribute(lambda made: made.slug.capitalize())
    name_fr = factory.LazyAttribute(lambda made: f"{made.slug.capitalize()} (fr)")
    name_en = factory.LazyAttribute(lambda made: f"{made.slug.capitalize()} (en)")
    name_de = factory.LazyAttribute(lambda made: f"{made.slug.capitalize()} (de)")
    cloth = factory.LazyAttribute(lambda made: made.parent.cloth if made.parent else "dienst")
    schema_type = "Store"


class ShopFactory(factory.django.DjangoModelFactory):
    """Bakkerij De Kroon in the Bruggestraat of Tielt, without phone or hours; the next ones are De Kroon 2, 3 ... a hundred metres further.

    tagline="..." gives it a Dutch text. Wagtail's index of references learns of it when it has a photo, or is saved again: that index costs
    as much as the rest of the row.
    """

    class Meta:
        model = Shop
        skip_postgeneration_save = True

    class Params:
        number = factory.Sequence(lambda number: number)

    name = factory.LazyAttribute(lambda made: f"Bakkerij De Kroon {made.number + 1}" if made.number else "Bakkerij De Kroon")
    municipality = factory.SubFactory(MunicipalityFactory, nis="37022", name="Tielt", slug="tielt", longitude=3.3, postcodes=["8700", "8760"])
    category = factory.SubFactory(CategoryFactory)
    street = "Bruggestraat"
    house_number = factory.LazyAttribute(lambda made: f"{made.number + 1}")
    postcode = "8700"
    place = "Tielt"
    latitude = factory.LazyAttribute(lambda made: 51.0 + made.number / 1000)
    longitude = 3.3

    @classmethod
    def _create(cls, model_class: type[Shop], *args: Any, **kwargs: Any) -> Shop:
        if kwargs.get("photo"):
            return super()._create(model_class, *args, **kwargs)
        with disable_reference_index_auto_update():
            return super()._create(model_class, *args, **kwargs)

    @factory.post_generation
    def tagline(self: Shop, create: bool, given: str | None, **extra: Any) -> None:
        if given:
            ShopText.objects.create(shop=self, language="nl", tagline=given)
