from typing import Any

from django.apps import AppConfig
from django.contrib.auth import get_user_model
from django.db.models.signals import m2m_changed, post_migrate
from django.utils.translation import gettext_lazy as _


class MunicipalitiesConfig(AppConfig):
    name = "municipalities"
    verbose_name = _("Gemeenten")

    def ready(self) -> None:
        """Say what the province may do with the register, and what every municipality gets that takes part."""
        from municipalities import checklist, onboarding, roles, shared_files  # models can only be imported once all apps are there
        from municipalities.models import Role

        roles.allow(Role.PROVINCE, "municipalities.add_municipality", "municipalities.change_municipality")
        onboarding.register(
            onboarding.Part(
                "bestanden",
                join=shared_files.open_collection,
                leave=shared_files.close_collection,
                province=shared_files.open_all_collections,
                makes=_("Een eigen verzameling voor foto's en documenten."),
                ends=_("Foto's en documenten blijven staan, maar zij kunnen er niets meer aan veranderen."),
            )
        )
        checklist.register(checklist.people_items, order=10)
        m2m_changed.connect(groups_of_somebody_changed, sender=get_user_model().groups.through)
        post_migrate.connect(rights_may_be_new, sender=self)


def groups_of_somebody_changed(action: str, reverse: bool, instance: Any, pk_set: set[int] | None, **kwargs: Any) -> None:
    from municipalities import roles  # models can only be imported once all apps are there

    if action in {"post_add", "post_remove", "pre_clear"}:
        roles.groups_changed(members_changed(instance, pk_set) if reverse else [instance])


def members_changed(group: Any, keys: set[int] | None) -> Any:
    """The users that were put into `group` or taken out; all of them when it is emptied."""
    return get_user_model().objects.filter(pk__in=keys) if keys is not None else group.user_set.all()


def rights_may_be_new(**kwargs: Any) -> None:
    """A new version may give a role more, or less."""
    from municipalities import roles  # models can only be imported once all apps are there

    roles.renew_rights()
