"""manage.py build_css: write the stylesheets of the public pages, static/css/*.bundle.css, after a change in any of its parts."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from content.stylesheet import write_bundles


class Command(BaseCommand):
    help = "Write the stylesheets of the public pages, static/css/*.bundle.css, from the files that the entries beside them import."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "static" / "css"
        for path in write_bundles(folder):
            self.stdout.write(f"{path.relative_to(settings.BASE_DIR)}: {path.stat().st_size} bytes")
