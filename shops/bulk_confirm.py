"""The editors' action on several shops of the list: all of it is still right."""

from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from municipalities.rights import Reach, reach
from shops.confirming import confirm_as_they_stand
from shops.listing import ShopFilterSet, searched
from shops.models import Shop

SHOWN = 100  # by name; of the others how many there are


class ConfirmShops(SnippetBulkAction):
    """Asks first, and names only shops that the editor may confirm; the others are passed over without a word about them. In a fixed number of
    queries, however many there are."""

    display_name = _("Bevestigen")
    aria_label = _("Bevestig dat de gegevens van de gekozen winkels kloppen")
    action_type = "confirm"
    template_name = "shops/admin/bulk_confirm.html"
    action_priority = 10
    models = [Shop]  # noqa: RUF012

    @cached_property
    def far(self) -> Reach:
        return reach(self.request.user)

    @cached_property
    def chosen(self) -> QuerySet[Shop]:
        """Those that were ticked, or all of the list as it was searched and filtered; within what the editor may confirm."""
        own = Shop.objects.all() if self.far.everywhere else Shop.objects.filter(municipality__in=self.far.edited)
        keys = self.request.GET.getlist("id")
        if "all" not in keys:
            return own.filter(pk__in=[key for key in keys if key.isdecimal()]).order_by("name", "pk")
        filtered = ShopFilterSet(self.request.GET, queryset=own, request=self.request).qs
        return searched(filtered, self.request.GET.get("q", "")).order_by("name", "pk")

    def get_actionable_objects(self) -> tuple[list[Shop], dict[str, Any]]:
        """To ask: the first SHOWN, and how many there are. To do it: the keys of all."""
        if self.request.method == "POST":
            return list(self.chosen.only("pk")), {"items_with_no_access": []}
        number = self.chosen.count()
        first = list(self.chosen.select_related("municipality")[:SHOWN])
        return first, {"items_with_no_access": [], "number": number, "more": number - len(first)}

    def object_context(self, shop: Shop) -> dict[str, Any]:
        return {"item": shop, "edit_url": reverse("wagtailsnippets_shops_shop:edit", args=[shop.pk])}

    @classmethod
    def execute_action(cls, objects: list[Shop], user: AbstractBaseUser | None = None, **kwargs: Any) -> tuple[int, int]:
        by: Any = kwargs["self"].request.user
        return confirm_as_they_stand(keys=[shop.pk for shop in objects], by=by, at=timezone.now()), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext("%(count)d winkel bevestigd.", "%(count)d winkels bevestigd.", num_parent_objects) % {"count": num_parent_objects}
