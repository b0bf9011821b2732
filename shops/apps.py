from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

EVERYTHING = [f"shops.{action}_shop" for action in ("add", "change", "delete", "publish", "lock", "unlock")]


class ShopsConfig(AppConfig):
    name = "shops"
    verbose_name = _("Winkels")

    def ready(self) -> None:
        """Say what roles may do with shops (of which municipality is asked by a policy), what a new town has to do, what differs in words, and who
        counts searches without an answer."""
        from wagtail.models import WorkflowState
        from wagtail.signals import published, workflow_rejected

        from content import visits  # models can only be imported once all apps are there
        from municipalities import checklist as checklists
        from municipalities import moderation, roles
        from municipalities.models import Role
        from shops import checklist, suggestions, unanswered
        from shops.differences import as_lines
        from shops.models import Shop
        from shops.shopkeepers import deciding, own_parts

        published.connect(deciding.when_published, sender=Shop, dispatch_uid="shops.shopkeepers.published")
        published.connect(suggestions.when_published, sender=Shop, dispatch_uid="shops.suggestions.published")
        workflow_rejected.connect(deciding.when_sent_back, sender=WorkflowState, dispatch_uid="shops.shopkeepers.sent_back")
        for role in (Role.EDITOR, Role.PROVINCE):
            roles.allow(role, "shops.view_shopreport", "shops.change_shopreport", "shops.view_ownerrequest", "shops.change_ownerrequest")
        roles.allow(Role.AUTHOR, "shops.add_shop", "shops.change_shop")
        roles.allow(Role.EDITOR, *EVERYTHING)
        roles.allow(Role.PROVINCE, *EVERYTHING, "shops.change_category")
        checklists.register(checklist.items, order=30)
        moderation.register_differences(Shop, as_lines)
        own_parts.register()
        visits.register(unanswered.KIND, unanswered.count, unanswered.ONCE)
