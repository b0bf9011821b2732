from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class MediaLibraryConfig(AppConfig):
    name = "media_library"
    verbose_name = _("Mediatheek")

    def ready(self) -> None:
        from media_library import sizes  # Wagtail's models can only be imported once all apps are there

        post_save.connect(sizes.picture_stored, sender="media_library.SiteImage")
