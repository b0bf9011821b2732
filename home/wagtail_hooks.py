"""The editor's home in Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from home.desk import numbers, shortcuts, waiting
from home.desk.panel import DeskPanel
from municipalities import desk

desk.register_waiting(waiting.handed_in, order=10)
desk.register_waiting(waiting.sent_back, order=20)
desk.register_waiting(waiting.refused_rows, order=30)
desk.register_waiting(waiting.unconfirmed_shops, order=40)
desk.register_waiting(waiting.images_without_description, order=50)
desk.register_shortcut(shortcuts.add_shop, order=10)
desk.register_shortcut(shortcuts.look_after_shops, order=20)
desk.register_shortcut(shortcuts.own_page, order=30)
desk.register_number(numbers.visits_this_week, order=10)


@hooks.register("construct_homepage_panels", order=1000)
def the_desk_instead(request: HttpRequest, panels: list[Any]) -> None:
    """In place of Wagtail's panels: those ask more the more there is, and the desk says the same with what is one's own."""
    panels[:] = [DeskPanel()]


@hooks.register("construct_homepage_summary_items", order=1000)
def no_numbers_of_the_whole_site(request: HttpRequest, items: list[Any]) -> None:
    items.clear()
