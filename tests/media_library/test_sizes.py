"""The sizes of a picture are there before the first visitor asks for them."""

import gc
import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from PIL import Image

from media_library import sizes
from media_library.models import Rendition, SiteImage

ROOT = Path(__file__).parents[2]
TAG = re.compile(r"{% picture \S+ (format-\S+ \S+) ")
SMALL = "format-{avif,webp,jpeg} max-{160x160,320x320}"  # beside a file to download: made when it is looked at


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    }


def stored() -> SiteImage:
    file = BytesIO()
    Image.new("RGB", (1300, 900), "#a43").save(file, "PNG")
    return SiteImage.objects.create(title="Toog", description="Een toog", file=ContentFile(file.getvalue(), "toog.png"))


@pytest.fixture
def wagtail_leaves_files_open():
    """Wagtail 8.0 does not close the temporary file of a rendition; let its warning come now, not in a later test."""
    yield
    gc.collect()


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.usefixtures("wagtail_leaves_files_open")
@pytest.mark.django_db(transaction=True)
def test_the_worker_makes_all_sizes_and_a_page_finds_them_made(settings, site_tree):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    image = stored()
    assert Rendition.objects.count() == 0
    call_command("db_worker", batch=True, startup_delay=False, interval=0, verbosity=0)
    assert Rendition.objects.filter(image=image).count() == 15
    shown = image.get_renditions(*sizes.specs("format-{avif,webp,jpeg} width-{400,800}"))
    assert len(shown) == 6
    assert Rendition.objects.filter(image=image).count() == 15


@pytest.mark.django_db
def test_where_no_worker_runs_nobody_who_uploads_waits_for_sizes(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        stored()
    assert Rendition.objects.count() == 0


@pytest.mark.django_db
def test_a_picture_that_is_gone_has_no_sizes():
    assert sizes.make.call(4_711, sizes.SIZES[0]) == 0


def test_every_size_that_a_page_asks_for_is_made_before():
    templates = [path for path in ROOT.glob("*/templates/**/*.html") if not path.is_relative_to(ROOT / "tests")]
    asked = {spec for path in templates for size in TAG.findall(path.read_text()) if size != SMALL for spec in sizes.specs(size)}
    assert "format-avif|width-800" in asked
    assert asked - {spec for size in sizes.SIZES for spec in sizes.specs(size)} == set()
