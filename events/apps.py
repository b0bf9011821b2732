from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Acties en evenementen")

    def ready(self) -> None:
        """Keep the agenda, say what a town has to do, and what differs in words."""
        from events import desk, keeping  # models can only be imported once all apps are there
        from events.differences import as_lines
        from events.models import EventPage
        from municipalities import checklist, moderation

        keeping.listen()
        checklist.register(desk.items, order=35)
        moderation.register_differences(EventPage, as_lines)
