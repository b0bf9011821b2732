"""All that is kept of a login, for whoever it is of: what stands about them, and what they did when, by its number."""

from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Model

from accounts.models import User

OWN = ("email", "first_name", "last_name", "date_joined", "last_login", "is_active", "is_staff", "is_superuser")


def data_of(user: User) -> dict[str, Any]:
    """{"account": ..., "groups": [names], "wagtailcore.PageLogEntry.user": [{"id", moments}], ...}: plain values of JSON, no secrets."""
    own = {name: plain(getattr(user, name)) for name in OWN}
    return {"account": own, "groups": [group.name for group in user.groups.order_by("name")]} | deeds_of(user)


def deeds_of(user: User) -> dict[str, list[dict[str, Any]]]:
    """By the model and field that points at the user; what points at nobody is left out."""
    found = {}
    for relation in pointing_at_users():
        rows = relation.related_model._base_manager.filter(**{relation.field.name: user.pk}).order_by("pk")
        if told := [told_of(row) for row in rows]:
            found[f"{relation.related_model._meta.label}.{relation.field.name}"] = told
    return found


def pointing_at_users() -> list[Any]:
    """Django's relations of every model with a field that names a user, hidden ones too."""
    relations: list[Any] = list(User._meta.get_fields(include_hidden=True))
    return [one for one in relations if one.auto_created and (one.one_to_many or one.one_to_one)]


def told_of(row: Model) -> dict[str, Any]:
    """Its number and its moments: what it holds may be somebody else's."""
    moments = {field.name: plain(getattr(row, field.attname)) for field in row._meta.concrete_fields if isinstance(field, DateTimeField)}
    return {"id": str(row.pk)} | {name: at for name, at in moments.items() if at}


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
