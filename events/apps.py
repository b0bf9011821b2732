from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Acties en evenementen")

    def ready(self) -> None:
        from events import keeping  # models can only be imported once all apps are there

        keeping.listen()
