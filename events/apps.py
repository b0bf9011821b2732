from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Acties en evenementen")

    def ready(self) -> None:
        """Keep the agenda, say what a town has to do, what differs in words, what is on in a shop, and what becomes of two that are one."""
        from content import finding, purging  # models can only be imported once all apps are there
        from events import desk, in_search, keeping, merged_shops, own_data, shown_at
        from events.differences import as_lines
        from events.models import EventPage, EventShop
        from events.told_elsewhere import doings_of_shop, forget_named
        from municipalities import checklist, moderation
        from shops import doings
        from shops.doubles import rooms
        from shops.shopkeepers import everything

        keeping.listen()
        checklist.register(desk.items, order=35)
        moderation.register_differences(EventPage, as_lines)
        doings.register(doings_of_shop)
        post_save.connect(forget_named, EventShop, dispatch_uid="events.forget_named")
        rooms.register(merged_shops.move)
        for order, part_of in enumerate((own_data.answers, own_data.lost, own_data.at_home), start=30):
            everything.register(part_of, order=order)
        finding.register(EventPage, in_search.told)
        purging.register(EventPage, shown_at.of_event)
