"""Under which word an editor finds a block."""

from django.utils.translation import gettext_lazy as _

TEXTS = _("Tekst")
PICTURES = _("Beeld")
LEADING_ON = _("Verwijzen")
FROM_THE_SITE = _("Uit de gids en de agenda")
