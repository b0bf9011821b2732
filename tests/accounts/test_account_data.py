"""What is kept of a login, told and erased."""

import json
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db.models import CharField, JSONField, TextField
from django.test import Client
from wagtail.log_actions import log
from wagtail.models import PageLogEntry
from wagtail.users.models import UserProfile

from accounts.actions import erase
from accounts.models import User
from mail.links import make_link
from municipalities.onboarding import onboard
from tests.conftest import WEDNESDAY
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
NAMES = ("An", "Vermeersch-Deprez", "an.vermeersch@tielt.example")


@pytest.fixture
def an(site_tree) -> User:
    """An editor of Tielt who wrote a draft, and has preferences, a second factor and a link in a mail."""
    tielt = MunicipalityFactory(name="Tielt", slug="tielt", nis="37022")
    onboard(municipality=tielt, at=WEDNESDAY)
    user = roles.editor(tielt)
    user.first_name, user.last_name, user.email = NAMES
    user.save()
    UserProfile.get_for_user(user)
    Authenticator.objects.create(user=user, type="totp", data={})
    make_link(purpose="x", user_id=user.pk, at=WEDNESDAY, valid_for=WEDNESDAY - WEDNESDAY)
    site_tree["nl"].save_revision(user=user)
    log(instance=site_tree["nl"], action="wagtail.edit", user=user)
    log(instance=user, action="wagtail.edit", user=user)
    return user


def rows_that_name(*names: str) -> set[str]:
    """Models of which a row holds one of the names in any field of text."""
    found = set()
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, CharField | TextField | JSONField):
                told = " ".join(str(value) for value in model._base_manager.values_list(field.attname, flat=True))
                found |= {f"{model._meta.label}.{field.name}"} if any(name in told for name in names) else set()
    return found


def test_somebody_is_named_in_more_places_than_their_login(an):
    assert rows_that_name(*NAMES[1:]) == {"accounts.User.email", "accounts.User.last_name", "wagtailcore.ModelLogEntry.label"}


def test_of_who_is_erased_no_name_and_no_address_is_left_anywhere(an):
    erase(user=an)
    assert rows_that_name(*NAMES[1:]) == set()
    assert (str(an), an.is_active, an.is_superuser, an.has_usable_password()) == (f"gebruiker {an.pk}", False, False, False)


def test_what_they_did_stays_under_their_number(an):
    deeds = PageLogEntry.objects.filter(user=an).count()
    erase(user=an)
    assert (deeds, PageLogEntry.objects.filter(user=an).count()) == (deeds, deeds)
    assert deeds > 0


def test_what_is_only_theirs_goes(an):
    erase(user=an)
    assert not Authenticator.objects.filter(user=an).exists()
    assert not UserProfile.objects.filter(user=an).exists()
    assert list(an.groups.all()) == []


def test_the_picture_of_their_profile_goes_with_the_file(an, django_capture_on_commit_callbacks):
    profile = UserProfile.get_for_user(an)
    profile.avatar.save("an.png", ContentFile(b"a face"))
    stored = profile.avatar.name
    with django_capture_on_commit_callbacks(execute=True):
        erase(user=an)
    assert not default_storage.exists(stored)


def test_they_are_out_at_once_and_cannot_come_back(an):
    client = sign_in(Client(), an)
    assert client.get("/admin/").status_code == 200
    erase(user=an)
    assert client.get("/admin/").status_code == 302


def test_two_who_are_erased_do_not_stand_in_each_others_way(an):
    other = roles.province()
    erase(user=an)
    erase(user=other)
    assert User.objects.filter(email__endswith="@niemand.invalid").count() == 2


def test_the_command_tells_all_of_it_without_secrets(an):
    said = StringIO()
    call_command("account_data", "An.Vermeersch@tielt.example", stdout=said)
    told = json.loads(said.getvalue())
    assert told["account"]["email"] == "an.vermeersch@tielt.example"
    assert told["groups"] == list(an.groups.values_list("name", flat=True))
    assert set(told) >= {"mfa.Authenticator.user", "wagtailcore.PageLogEntry.user", "wagtailcore.Revision.user", "wagtailusers.UserProfile.user"}
    assert an.password not in said.getvalue()


@pytest.mark.parametrize("command", ["account_data", "erase_account"])
def test_an_address_without_a_login_is_said(command):
    with pytest.raises(CommandError, match="geen login"):
        call_command(command, "niemand@elders.example")


def test_the_command_erases_and_says_the_number(an):
    said = StringIO()
    call_command("erase_account", an.email, stdout=said)
    assert said.getvalue() == f"Gewist. Wat er nog staat, is van gebruiker {an.pk}.\n"
    assert rows_that_name(*NAMES[1:]) == set()
