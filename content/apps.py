from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Inhoud")

    def ready(self) -> None:
        from wagtail.models import PageViewRestriction  # models are ready only now
        from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

        for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
            signal.connect(forget_menus, dispatch_uid="content.forget_menus")
        for signal in (post_save, post_delete):
            signal.connect(forget_closed, PageViewRestriction, dispatch_uid="content.forget_closed")

        from content import day_inputs, finding, purging  # reads page models

        finding.listen()
        purging.listen()
        day_inputs.register()


def forget_menus(**_: Any) -> None:
    from content import navigation  # reads page models

    navigation.forget()


def forget_closed(**_: Any) -> None:
    from content import navigation  # reads page models

    navigation.some_are_closed.forget()
    navigation.forget()
