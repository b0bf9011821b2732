from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

PROVINCE_KEEPS = [f"votes.{right}" for right in ("add_edition", "change_edition", "add_maildomainrule", "delete_maildomainrule")]


class VotesConfig(AppConfig):
    name = "votes"
    verbose_name = _("Stemmen")

    def ready(self) -> None:
        """Hold what may never change; say what roles may do, what a town that joins gets, and what it still has to do."""
        from municipalities import checklist as checklists  # models can only be imported once all apps are there
        from municipalities import onboarding, roles
        from municipalities.models import Role
        from votes import checklist
        from votes.candidacy import rights
        from votes.onboarding import part

        post_migrate.connect(hold_ballots, sender=self)
        roles.allow(Role.EDITOR, "votes.view_round")
        roles.allow(Role.PROVINCE, "votes.view_round", *PROVINCE_KEEPS)
        rights.allow()
        onboarding.register(part())
        checklists.register(checklist.items, order=40)


def hold_ballots(using: str, **_kwargs: Any) -> None:
    """The triggers, once the tables stand."""
    from votes import triggers  # not before the models are there

    connection = connections[using]
    if set(triggers.tables()) <= set(connection.introspection.table_names()):
        triggers.install(connection)
