from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AmbassadorsConfig(AppConfig):
    name = "ambassadors"
    verbose_name = _("Ambassadeurs")

    def ready(self) -> None:
        """The page of a shop asks what it was chosen for, and the search of the site how one is found."""
        from ambassadors import in_search, merged_shops  # models can only be imported once all apps are there
        from ambassadors.models import AmbassadorPage
        from ambassadors.told_elsewhere import badges_of_shop
        from content import finding
        from shops import badges
        from shops.doubles import rooms

        badges.register(badges_of_shop)
        rooms.register(merged_shops.move)
        finding.register(AmbassadorPage, in_search.told)
