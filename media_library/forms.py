"""The upload form of images."""

from wagtail.images.forms import BaseImageForm


class ImageForm(BaseImageForm):
    """Wagtail's form; the file is checked and cleaned before it is stored."""
