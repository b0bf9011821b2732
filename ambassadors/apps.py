from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class AmbassadorsConfig(AppConfig):
    name = "ambassadors"
    verbose_name = _("Ambassadeurs")

    def ready(self) -> None:
        """The page of a shop asks what it was chosen for, and the search of the site how one is found."""
        from ambassadors import in_search, merged_shops, own_data, shown_at  # models can only be imported once all apps are there
        from ambassadors.models import AmbassadorPage
        from ambassadors.told_elsewhere import badges_of_shop, forget_chosen
        from content import finding, purging
        from shops import badges
        from shops.doubles import rooms
        from shops.shopkeepers import everything

        badges.register(badges_of_shop)
        for signal in (post_save, post_delete):
            signal.connect(forget_chosen, AmbassadorPage, dispatch_uid="ambassadors.forget_chosen")
        rooms.register(merged_shops.move)
        everything.register(own_data.pages, order=50)
        finding.register(AmbassadorPage, in_search.told)
        purging.register(AmbassadorPage, shown_at.of_ambassador)
