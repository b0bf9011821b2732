from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class VotesConfig(AppConfig):
    name = "votes"
    verbose_name = _("Stemmen")

    def ready(self) -> None:
        post_migrate.connect(hold_ballots, sender=self)


def hold_ballots(using: str, **_kwargs: Any) -> None:
    """The triggers, once the tables stand."""
    from votes import triggers  # not before the models are there

    connection = connections[using]
    if set(triggers.tables()) <= set(connection.introspection.table_names()):
        triggers.install(connection)
