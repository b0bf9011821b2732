"""Rights on rows that belong to a municipality.

Wagtail's own policy asks for model permissions only: whoever may change one shop may change all. This one also asks whose it is.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from municipalities.models import Role
from municipalities.rights import reach

WRITING = frozenset({"add", "change", "view", "delete_draft"})  # what an author may do; everything else needs an editor


class MunicipalityPermissionPolicy(ModelPermissionPolicy):
    """Model permissions, and for each row the municipality it belongs to.

    owner: the path of the field that leads to the municipality's key, `municipality_id` or `shop__municipality_id`.
    """

    def __init__(self, model: type[Model], *, owner: str = "municipality_id") -> None:
        super().__init__(model)
        self.owner = owner

    def owner_of(self, instance: Model) -> int | None:
        """The key of the municipality that `instance` belongs to as it is stored: a form that was filled in already moved the one in memory."""
        if instance.pk is None:
            return self.owner_in_memory(instance)
        return type(instance)._default_manager.filter(pk=instance.pk).values_list(self.owner, flat=True).first()

    def owner_in_memory(self, instance: Any) -> int | None:
        for step in self.owner.split("__"):
            instance = getattr(instance, step, None)
        return instance

    def reaches(self, user: Any, actions: Iterable[str], municipality_id: int | None) -> bool:
        far = reach(user)
        return far.edits(municipality_id) or (far.writes(municipality_id) and bool(WRITING & set(actions)))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(self, user: Any, actions: Sequence[str], instance: Model) -> bool:
        held = [action for action in actions if self.user_has_permission(user, action)]
        return bool(held) and self.reaches(user, held, self.owner_of(instance))

    def instances_user_has_any_permission_for(self, user: Any, actions: Sequence[str]) -> QuerySet:
        held = [action for action in actions if self.user_has_permission(user, action)]
        rows = self.model._default_manager.all()
        return self.within_reach(user, held, rows) if held else rows.none()

    def within_reach(self, user: Any, actions: Iterable[str], rows: QuerySet) -> QuerySet:
        """Those of `rows` on which `user` may do one of `actions`."""
        far = reach(user)
        if far.everywhere:
            return rows
        return rows.filter(**{f"{self.owner}__in": far.written if WRITING & set(actions) else far.edited})

    def users_with_any_permission_for_instance(self, actions: Sequence[str], instance: Model) -> QuerySet:
        here = Q(groups__role_group__municipality_id=self.owner_of(instance))
        local = here if WRITING & set(actions) else here & Q(groups__role_group__role=Role.EDITOR)
        of_province = Q(is_superuser=True) | Q(groups__role_group__role=Role.PROVINCE)
        able = get_user_model().objects.filter(local | of_province, is_active=True)
        return able.filter(pk__in=self.users_with_any_permission(actions)).distinct()

    def users_with_permission_for_instance(self, action: str, instance: Model) -> QuerySet:
        return self.users_with_any_permission_for_instance([action], instance)
