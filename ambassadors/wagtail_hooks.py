"""The ambassadors in the editors' tool. Their pages stand under the municipality's, so rights, approval and doors are those of its pages; the
list only finds them."""

from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from ambassadors import waiting
from municipalities import desk
from municipalities.doors import open_doors
from municipalities.screens import WritersItem

desk.register_waiting(waiting.stories_to_tell, order=15)
open_doors("ambassadors_admin:list")


@hooks.register("register_vote_menu_item")
def menu_item() -> MenuItem:
    """Under "Stemming", from which they come (the room of the vote asks this hook)."""
    return WritersItem(_("Ambassadeurs"), reverse_lazy("ambassadors_admin:list"), name="ambassadeurs", icon_name="pick", order=60)


@hooks.register("register_admin_urls")
def screens() -> list[URLResolver]:
    return [path("ambassadeurs/", include("ambassadors.admin.urls"))]
