"""`manage.py prune_visits`: for the daily job."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from content import visits


class Command(BaseCommand):
    help = "Forget how often pages were looked at more than 26 months ago. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        gone = visits.prune(timezone.now())
        self.stdout.write(f"{gone} days of pages forgotten.")
