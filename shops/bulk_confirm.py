"""The editors' action on several shops of the list: all of it is still right."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from municipalities.rights import Reach, reach
from shops.confirming import confirm_as_they_stand
from shops.listing import ShopFilterSet, searched
from shops.models import Shop


class ConfirmShops(SnippetBulkAction):
    """Asks first, and names only shops that the editor may confirm; the others are passed over without a word about them."""

    display_name = _("Bevestigen")
    aria_label = _("Bevestig dat de gegevens van de gekozen winkels kloppen")
    action_type = "confirm"
    template_name = "shops/admin/bulk_confirm.html"
    action_priority = 10
    models = [Shop]  # noqa: RUF012

    @cached_property
    def far(self) -> Reach:
        return reach(self.request.user)

    @classmethod
    def get_queryset(cls, model: type[Shop], object_ids: Iterable[Any]) -> Any:
        return model.objects.filter(pk__in=[key for key in object_ids if str(key).isdecimal()]).select_related("municipality").order_by("name", "pk")

    def check_perm(self, shop: Shop) -> bool:
        return self.far.edits(shop.municipality_id)

    def get_actionable_objects(self) -> tuple[list[Shop], dict[str, list[Shop]]]:
        own, _others = super().get_actionable_objects()
        return own, {"items_with_no_access": []}

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        """Those of the list as it was searched and filtered, not all there are."""
        own = Shop.objects.all() if self.far.everywhere else Shop.objects.filter(municipality__in=self.far.edited)
        filtered = ShopFilterSet(self.request.GET, queryset=own, request=self.request).qs
        return searched(filtered, self.request.GET.get("q", "")).values_list("pk", flat=True)

    @classmethod
    def execute_action(cls, objects: list[Shop], user: AbstractBaseUser | None = None, **kwargs: Any) -> tuple[int, int]:
        by: Any = kwargs["self"].request.user
        return confirm_as_they_stand(keys=[shop.pk for shop in objects], by=by, at=timezone.now()), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext("%(count)d winkel bevestigd.", "%(count)d winkels bevestigd.", num_parent_objects) % {"count": num_parent_objects}
