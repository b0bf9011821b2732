from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import connections
from django.db.models.signals import post_migrate, pre_delete
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PROVINCE_KEEPS = [f"votes.{right}" for right in ("add_edition", "change_edition", "add_maildomainrule", "delete_maildomainrule")]


class VotesConfig(AppConfig):
    name = "votes"
    verbose_name = _("Stemmen")

    def ready(self) -> None:
        """Hold what may never change; say what roles may do, what a town that joins gets, and what it still has to do."""
        from ambassadors import results  # models can only be imported once all apps are there
        from municipalities import checklist as checklists
        from municipalities import onboarding, roles
        from municipalities.models import Role
        from shops.doubles import rooms
        from shops.models import Shop
        from shops.shopkeepers import everything
        from votes import checklist, merged_shops, own_data
        from votes.ambassadors_results import result_of
        from votes.candidacy import rights
        from votes.onboarding import part

        post_migrate.connect(hold_ballots, sender=self)
        checks.register(ballots_are_held, checks.Tags.database)
        roles.allow(Role.EDITOR, "votes.view_round")
        roles.allow(Role.PROVINCE, "votes.view_round", *PROVINCE_KEEPS)
        rights.allow()
        onboarding.register(part())
        checklists.register(checklist.items, order=40)
        results.register(result_of)
        rooms.register(merged_shops.move)
        everything.register(own_data.submissions, order=40)
        everything.register(own_data.candidates, order=41)
        pre_delete.connect(answer_before_it_goes, sender=Shop)


def answer_before_it_goes(instance: Any, **_kwargs: Any) -> None:
    """Before a shop is deleted."""
    from votes import candidacies

    candidacies.shop_goes(shop=instance, at=timezone.now())


def hold_ballots(using: str, **_kwargs: Any) -> None:
    """The triggers, once the tables stand."""
    from votes import triggers  # not before the models are there

    connection = connections[using]
    if set(triggers.tables()) <= set(connection.introspection.table_names()):
        triggers.install(connection)


def ballots_are_held(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """A warning for each trigger that a database lacks; `migrate` puts them back."""
    from votes import triggers

    tables = {name: set(connections[name].introspection.table_names()) for name in databases or ()}
    missing = [
        (name, one) for name, there in tables.items() if set(triggers.tables()) <= there for one in sorted(triggers.missing(connections[name]))
    ]
    hint = "Run `manage.py migrate`. Somebody may have changed votes meanwhile: see the runbook."
    return [checks.Warning(f"database {name!r} lacks the trigger {one}", hint=hint, id="votes.W001") for name, one in missing]
