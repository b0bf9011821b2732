"""manage.py build_css: write static/css/site.bundle.css, after a change in any of its parts."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from content.stylesheet import write_bundle


class Command(BaseCommand):
    help = "Write static/css/site.bundle.css, the one stylesheet of the public pages, from the files that site.css imports."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "static" / "css"
        path = write_bundle(folder)
        self.stdout.write(f"{path.relative_to(settings.BASE_DIR)}: {path.stat().st_size} bytes")
