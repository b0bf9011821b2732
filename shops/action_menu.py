"""The button "Alles klopt nog" under the form of a shop."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.permissions import policy_registry
from wagtail.snippets.action_menu import ActionMenuItem

from shops.forms import EVERYTHING, PUBLISH
from shops.models import Shop


class EverythingIsRight(ActionMenuItem):
    """Publishes the form as it stands, what was typed included, and notes the municipality's word for every fact (ShopForm.save)."""

    name = PUBLISH
    label = _("Alles klopt nog")
    icon_name = "check"
    template_name = "shops/admin/everything_is_right.html"
    order = 5

    def is_shown(self, context: dict[str, Any]) -> bool:
        """For who may publish this shop; an author's word does not count before an editor saw it."""
        if context["view"] != "edit" or context.get("locked_for_user"):
            return False
        policy = policy_registry.get_by_type(Shop)
        return policy.user_has_permission_for_instance(context["request"].user, "publish", context["instance"])

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return super().get_context_data(parent_context) | {"value": EVERYTHING}
