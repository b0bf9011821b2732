"""Own image and document models from the first migration, so that rights and credits have a place."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from media_library import kinds


def document_storage() -> Storage:
    """The private store, where there is one (settings STORAGES["documents"])."""
    return storages["documents"] if "documents" in storages.backends else storages["default"]


class SiteImage(AbstractImage):
    """A photograph or drawing with what a reader who cannot see it needs, and who made it.

    `description` (Wagtail's own) is the text alternative.
    """

    credit = models.CharField(_("maker"), max_length=120, blank=True, help_text=_("Wie maakte het beeld? Staat erbij op de site."))
    rights = models.CharField(_("rechten"), max_length=200, blank=True, help_text=_("Bijvoorbeeld: CC BY 4.0, of toestemming van de winkel (datum)."))

    # Without tags: the list that suggests them is one for all municipalities.
    admin_form_fields = (*(name for name in WagtailImage.admin_form_fields if name != "tags"), "credit", "rights")

    class Meta(AbstractImage.Meta):
        verbose_name = _("beeld")
        verbose_name_plural = _("beelden")
        permissions: ClassVar = [("choose_siteimage", "Can choose image")]


class Rendition(AbstractRendition):
    """An image cut to size."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_size")]


class SiteDocument(AbstractDocument):
    """A file to download: rules, a poster, a form. Stands in the private store."""

    file = models.FileField(_("bestand"), upload_to="documents", storage=document_storage)

    admin_form_fields = tuple(name for name in WagtailDocument.admin_form_fields if name != "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documenten")
        permissions: ClassVar = [("choose_sitedocument", "Can choose document")]

    def clean(self) -> None:
        """Wagtail looks at the ending; what is uploaded must be of that kind too."""
        super().clean()
        ending = self.file_extension.lower()
        if self.file and not getattr(self.file, "_committed", True) and not kinds.is_what_it_says(self.file, ending):
            raise ValidationError({"file": _("Dit is geen .%(ending)s, al heet het zo. Bewaar het opnieuw en kies het dan.") % {"ending": ending}})
