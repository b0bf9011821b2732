from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MunicipalitiesConfig(AppConfig):
    name = "municipalities"
    verbose_name = _("Gemeenten")

    def ready(self) -> None:
        """Say what the province may do with the register, and what every municipality gets that takes part."""
        from municipalities import checklist, onboarding, roles, shared_files  # models can only be imported once all apps are there
        from municipalities.models import Role

        roles.allow(Role.PROVINCE, "municipalities.add_municipality", "municipalities.change_municipality")
        onboarding.register(
            onboarding.Part(
                "bestanden",
                join=shared_files.open_collection,
                leave=shared_files.close_collection,
                province=shared_files.open_all_collections,
                makes=_("Een eigen verzameling voor foto's en documenten."),
                ends=_("Foto's en documenten blijven staan, maar zij kunnen er niets meer aan veranderen."),
            )
        )
        checklist.register(checklist.people_items, order=10)
