from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Inhoud")

    def ready(self) -> None:
        from wagtail.signals import page_published, page_slug_changed, page_unpublished  # models are ready only now

        for signal in (page_published, page_unpublished, page_slug_changed):
            signal.connect(forget_menus, dispatch_uid="content.forget_menus")

        from content import finding  # reads page models

        finding.listen()


def forget_menus(**_: Any) -> None:
    from content import navigation  # reads page models

    navigation.forget()
