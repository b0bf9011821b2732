"""Roles, and what was made for a municipality when it joined."""

from typing import ClassVar

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody with a login is here for. A shopkeeper has no login; whoever is none of these may not enter the editors' tool."""

    PROVINCE = "province", _("provincie")
    EDITOR = "editor", _("redacteur")
    AUTHOR = "author", _("auteur")
    REVIEWER = "reviewer", _("controleur van stemmen")


LOCAL_ROLES = frozenset({Role.EDITOR, Role.AUTHOR})


class RoleGroup(models.Model):
    """The group that stands for a role: one of each for the province, an editors' and an authors' group per municipality.

    Made by code (municipalities.roles), never by hand; being in the group is having the role.
    """

    role = models.CharField(_("rol"), max_length=12, choices=Role)
    municipality = models.ForeignKey(
        "municipalities.Municipality", verbose_name=_("gemeente"), on_delete=models.CASCADE, null=True, blank=True, related_name="role_groups"
    )
    group = models.OneToOneField(Group, verbose_name=_("groep"), on_delete=models.CASCADE, related_name="role_group")

    class Meta:
        verbose_name = _("groep van een rol")
        verbose_name_plural = _("groepen van rollen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["role", "municipality"], name="one_group_per_role_of_a_municipality"),
            models.UniqueConstraint(fields=["role"], condition=Q(municipality=None), name="one_group_per_role_of_the_province"),
            models.CheckConstraint(
                condition=Q(role__in=["editor", "author"], municipality__isnull=False)
                | Q(role__in=["province", "reviewer"], municipality__isnull=True),
                name="local_roles_name_their_municipality",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.get_role_display()}" if self.municipality else self.get_role_display()


class Onboarding(models.Model):
    """What a municipality that takes part got: kept, so that doing it again finds it, and leaving can close it."""

    municipality = models.OneToOneField(
        "municipalities.Municipality", verbose_name=_("gemeente"), on_delete=models.PROTECT, related_name="onboarding"
    )
    collection = models.ForeignKey("wagtailcore.Collection", verbose_name=_("verzameling"), on_delete=models.PROTECT, related_name="+")
    workflow = models.ForeignKey("wagtailcore.Workflow", verbose_name=_("goedkeuring"), on_delete=models.PROTECT, related_name="+")
    onboarded_at = models.DateTimeField(_("doet mee sinds"))
    offboarded_at = models.DateTimeField(_("doet niet meer mee sinds"), null=True, blank=True)

    class Meta:
        verbose_name = _("deelname")
        verbose_name_plural = _("deelnames")

    def __str__(self) -> str:
        return str(self.municipality)

    @property
    def is_open(self) -> bool:
        return self.offboarded_at is None
