"""What may happen to a login."""

from functools import partial

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import CASCADE, F
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from accounts.account_data import pointing_at_users
from accounts.models import User

NOWHERE = "niemand.invalid"  # RFC 2606: no mail ever goes there


def end_sessions(*, user: User) -> None:
    """Whoever is logged in as `user`, anywhere, is at the login page with the next request. `user` gets the new epoch."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])


@transaction.atomic
def forget_second_factor(*, user: User) -> None:
    """For whoever lost telephone, key and recovery codes: the next login sets up a second factor anew. Ends all sessions."""
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user=user)


@transaction.atomic
def deactivate(*, user: User) -> None:
    """`user` can no longer log in, is out at once, and a later return begins without the old sessions."""
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.is_active = False
    end_sessions(user=user)


def take_up(*, user: User, first_name: str, last_name: str, password: str) -> None:
    """An invited person came through the link in the mail, which proves the address: the login opens. The password was checked."""
    user.first_name, user.last_name, user.is_active = first_name, last_name, True
    user.set_password(password)
    user.save(update_fields=["first_name", "last_name", "is_active", "password"])


@transaction.atomic
def erase(*, user: User) -> None:
    """Nothing of `user` is left but a number: what they made and decided stays, as does who of the two it was that decided about a vote.

    What would go with a login that is deleted (second factors, preferences, links, comments) goes.
    """
    deactivate(user=user)
    forget_face(user=user)
    for relation in pointing_at_users():
        if relation.on_delete is CASCADE:
            relation.related_model._base_manager.filter(**{relation.field.name: user.pk}).delete()
    ModelLogEntry.objects.for_instance(user).update(label=called(user))
    user.email, user.first_name, user.last_name = f"gewist-{user.pk}@{NOWHERE}", "", called(user)
    user.is_staff = user.is_superuser = False
    user.last_login = None
    user.set_unusable_password()
    user.save()


def forget_face(*, user: User) -> None:
    """The picture of a profile that was stored before the site stopped asking for one (home.account), once the rest is stored."""
    for profile in UserProfile.objects.filter(user=user).exclude(avatar=""):
        transaction.on_commit(partial(profile.avatar.storage.delete, profile.avatar.name))


def called(user: User) -> str:
    """As the history of the municipality calls people too (municipalities.audit)."""
    return f"gebruiker {user.pk}"
