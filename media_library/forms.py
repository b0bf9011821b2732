"""The form of images: what is stored is never what was uploaded, but a clean copy of its pixels; and every image says what it shows.

No image is stored without a description: each is shown as content (a shop, a street). Whether it is mere decoration depends on the place
where it is used, so that is asked there, by Wagtail's own "puur versiering" when an image is put into a text.
"""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.forms import FileField, Textarea
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from media_library.pictures import PictureRefused, cleaned

COPY_CHUNK = 1024 * 1024  # bytes
NAME_OF_A_FILE = re.compile(r"\.(?:avif|gif|heic|jpe?g|png|webp)$|^(?:img|dsc|image|foto|screenshot|whatsapp image)[\W_]*\d*$", re.IGNORECASE)
HELP = {
    "title": _("Waaronder je het beeld terugvindt in het beheer. Bezoekers zien dit niet."),
    "description": _(
        "Beschrijf wat je ziet, voor wie het niet ziet. Goed: “De toog van bakkerij De Korst, met broden tot aan het plafond.” "
        "Niet goed: “sfeerbeeld”, “foto 1”."
    ),
    "collection": _("Van wie het beeld is: alleen die gemeente kan het gebruiken."),
}


class PictureField(WagtailImageField):
    """Wagtail's field, which looks at the header only, behind one that reads the picture to its last pixel.

    Wagtail's own opens the file with Pillow while it counts pixels and lets a decoder's error through: a server error for a broken
    file. So the copy is made first, and Wagtail judges that.
    """

    def to_python(self, data: Any) -> Any:
        upload = FileField.to_python(self, data)
        if upload is None:
            return None
        super().check_image_file_size(upload)
        try:
            with cleaned(upload, max_pixels=self.max_image_pixels) as picture:
                overwrite(upload, picture)
        except PictureRefused as refusal:
            raise ValidationError(str(refusal), code=type(refusal).__name__) from refusal
        return super().to_python(upload)

    def check_image_file_size(self, f: File) -> None:
        """Nothing: Wagtail asks it of the copy, which may be larger than the upload was (a HEIC doubles); the upload is judged above."""


def overwrite(upload: File, picture: File) -> None:
    """Put the clean picture in the place of the uploaded bytes, also where those stand in a temporary file.

    In place, because Wagtail's upload of many files stores request.FILES itself (not the form's value) when another field of the form
    is wrong, and asks for that field later.
    """
    upload.seek(0)
    upload.truncate()
    for chunk in picture.chunks(COPY_CHUNK):
        upload.write(chunk)
    upload.size = upload.tell()
    upload.name = picture.name
    upload.flush()
    upload.seek(0)


class ImageForm(BaseImageForm):
    """Wagtail's form for one upload, many uploads, the chooser and a replaced file; a refused file is an error of its field.

    Of many uploads at once Wagtail keeps the files aside until each has its description.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"] = picture_field(self.fields["file"])
        for name in HELP.keys() & self.fields.keys():
            self.fields[name].help_text = HELP[name]
        if "description" in self.fields:
            self.fields["description"].required = True
            self.fields["description"].widget = Textarea(attrs={"rows": 2, "maxlength": self.fields["description"].max_length})

    def clean_description(self) -> str:
        """A name of a file says nothing to anybody."""
        text: str = self.cleaned_data["description"].strip()
        if NAME_OF_A_FILE.search(text):
            raise ValidationError(_("Dit is de naam van een bestand. Wat ziet iemand op het beeld?"))
        return text


def picture_field(field: WagtailImageField) -> PictureField:
    """The same field, for a form whose maker (Wagtail's form factory) does not ask which class it should have."""
    return PictureField(label=field.label, required=field.required, widget=field.widget, max_length=field.max_length, initial=field.initial)
