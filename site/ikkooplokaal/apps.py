from functools import partial
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db import transaction
from django.utils.translation import gettext_lazy as _


class FrameConfig(AppConfig):
    name = "ikkooplokaal"
    verbose_name = _("Ik koop lokaal")

    def ready(self) -> None:
        """A Dutch page that is published tells its translations; what is behind waits on the desk; what is kept of pages follows their changes."""
        from wagtail.signals import page_published  # models are ready only now

        from ikkooplokaal import known_pages, unserved_api, unused_extras
        from ikkooplokaal.backups import shelf
        from ikkooplokaal.backups.checks import backups_are_made
        from ikkooplokaal.translating import waiting
        from ikkooplokaal.watching import ages, listening
        from municipalities import desk

        page_published.connect(renew_translations, dispatch_uid="ikkooplokaal.renew_translations")
        unserved_api.leave_out()
        unused_extras.leave_out()
        known_pages.listen()
        listening.start()
        checks.register(backups_are_made, deploy=True)
        if settings.BACKUP_DIR:
            ages.register("backup", shelf.newest_at)
        desk.register_waiting(waiting.behind, order=60)


def renew_translations(instance: Any, **_: Any) -> None:
    from ikkooplokaal.translating import renewing, tasks  # they read page models

    if renewing.needs_renewal(instance):
        transaction.on_commit(partial(tasks.renew.enqueue, instance.pk))
