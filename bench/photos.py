"""Photos of nothing, which cost what a photo costs: to make sizes of, and to send."""

import random
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

GRAIN = 10  # pixels: finer noise packs like no photo does


def photo(number: int, width: int, height: int) -> ContentFile:
    """A JPEG; the same for the same number."""
    own = (width // GRAIN, height // GRAIN)
    noise = Image.frombytes("RGB", own, random.Random(number).randbytes(own[0] * own[1] * 3))
    file = BytesIO()
    noise.resize((width, height)).save(file, "JPEG", quality=90)
    return ContentFile(file.getvalue(), f"foto-{number}.jpg")
