"""Who may touch what of which municipality: the one place that answers it for every row that belongs to a municipality."""

from dataclasses import dataclass
from typing import Any

from municipalities.models import Role, RoleGroup

ALL_TOWNS = "municipalities.change_municipality"  # what Wagtail asks of who looks after all municipalities


@dataclass(frozen=True)
class Reach:
    """How far somebody reaches. edited: keys of municipalities whose rows they may change and publish. written: those whose rows they may
    change as drafts that somebody approves; it holds `edited`. roles: of whatever municipality."""

    everywhere: bool = False
    edited: frozenset[int] = frozenset()
    written: frozenset[int] = frozenset()
    roles: frozenset[str] = frozenset()

    def edits(self, municipality_id: int | None) -> bool:
        return self.everywhere or municipality_id in self.edited

    def writes(self, municipality_id: int | None) -> bool:
        return self.everywhere or municipality_id in self.written

    @property
    def edits_somewhere(self) -> bool:
        return self.everywhere or bool(self.edited)

    @property
    def edits_several(self) -> bool:
        """Lists then say of which municipality each row is."""
        return self.everywhere or len(self.edited) > 1

    @property
    def writes_somewhere(self) -> bool:
        return self.everywhere or bool(self.written)

    @property
    def sees(self) -> frozenset[int] | None:
        """The keys to narrow a list by; None for whoever sees all."""
        return None if self.everywhere else self.written


NOWHERE = Reach()


def reach(user: Any) -> Reach:
    """How far a user, or an anonymous one, reaches; asked of the database once per user object (so: once per request)."""
    if not getattr(user, "is_active", False) or user.pk is None:
        return NOWHERE
    if not hasattr(user, "kept_reach"):
        user.kept_reach = reach_of_groups(user.pk, everywhere=user.is_superuser)
    return user.kept_reach


def reach_of_groups(user_id: int, *, everywhere: bool) -> Reach:
    """Of roles in municipalities that take part; one that merged into another does so until the province lets it leave."""
    having = list(RoleGroup.objects.filter(group__user=user_id).values_list("role", "municipality_id", "municipality__onboarding__offboarded_at"))
    local = [(role, key) for role, key, left_at in having if key and left_at is None]
    edited = frozenset(key for role, key in local if role == Role.EDITOR)
    return Reach(
        everywhere=everywhere or any(role == Role.PROVINCE for role, *_ in having),
        edited=edited,
        written=edited | {key for role, key in local if role == Role.AUTHOR},
        roles=frozenset(role for role, *_ in having),
    )
