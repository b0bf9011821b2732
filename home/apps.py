from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Pagina's")

    def ready(self) -> None:
        """Every municipality that takes part gets pages."""
        from home import taking_part  # models can only be imported once all apps are there
        from municipalities import onboarding

        onboarding.register(
            onboarding.Part(
                "pagina's",
                join=taking_part.open_pages,
                leave=taking_part.close_pages,
                province=taking_part.open_site_to_province,
            )
        )
