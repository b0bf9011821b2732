from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AmbassadorsConfig(AppConfig):
    name = "ambassadors"
    verbose_name = _("Ambassadeurs")

    def ready(self) -> None:
        """The page of a shop asks what it was chosen for."""
        from ambassadors.told_elsewhere import badges_of_shop  # models can only be imported once all apps are there
        from shops import badges

        badges.register(badges_of_shop)
