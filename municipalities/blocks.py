"""Of which municipality a block shows something."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from municipalities import places


def town_choices() -> list[tuple[str, str]]:
    """By slug, so that a page keeps its meaning when keys change."""
    return sorted(((town.slug, town.name) for town in places.index().towns.values()), key=lambda choice: choice[1])


def town_choice() -> blocks.ChoiceBlock:
    return blocks.ChoiceBlock(
        choices=town_choices,
        label=_("Gemeente"),
        required=False,
        help_text=_("Leeg: de gemeente van deze pagina. Is het geen pagina van een gemeente: de hele provincie."),
    )
