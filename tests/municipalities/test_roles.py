"""Who has which role, how far it reaches, and what happens when it changes."""

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction

from municipalities.models import Municipality, Role, RoleGroup
from municipalities.rights import reach
from municipalities.roles import NotARole, give, group_of, permissions, renew_rights, rights_of, take
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tielt() -> Municipality:
    return MunicipalityFactory(name="Tielt", slug="tielt", nis="37022")


@pytest.fixture
def kortrijk() -> Municipality:
    return MunicipalityFactory(name="Kortrijk", slug="kortrijk", nis="34022")


def test_an_editor_edits_their_own_municipality_and_no_other(tielt, kortrijk):
    far = reach(roles.editor(tielt))
    assert (far.everywhere, far.edits(tielt.pk), far.writes(tielt.pk), far.edits(kortrijk.pk), far.sees) == (False, True, True, False, {tielt.pk})


def test_an_author_writes_and_does_not_edit(tielt):
    far = reach(roles.author(tielt))
    assert (far.edits(tielt.pk), far.writes(tielt.pk)) == (False, True)


def test_somebody_may_be_an_editor_here_and_an_author_there(tielt, kortrijk):
    user = roles.editor(tielt)
    give(user=user, role=Role.AUTHOR, municipality=kortrijk)
    far = reach(user)
    assert (far.edits(tielt.pk), far.edits(kortrijk.pk), far.writes(kortrijk.pk)) == (True, False, True)


def test_the_province_reaches_everywhere_and_a_reviewer_nowhere(tielt):
    assert reach(roles.province()).sees is None
    assert reach(roles.somebody(Role.REVIEWER)).sees == frozenset()


def test_a_user_who_is_switched_off_reaches_nowhere(tielt):
    user = roles.editor(tielt)
    user.is_active = False
    assert reach(user).sees == frozenset()


@pytest.mark.parametrize(("role", "local"), [(Role.EDITOR, False), (Role.AUTHOR, False), (Role.PROVINCE, True), (Role.REVIEWER, True)])
def test_a_local_role_names_its_municipality_and_a_role_of_the_province_none(tielt, role, local):
    with pytest.raises(NotARole):
        group_of(role, tielt if local else None)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGroup.objects.create(role=role, municipality=tielt if local else None, group=Group.objects.create(name="x"))


@pytest.mark.parametrize("change", ["give", "take", "by hand", "by hand from the group"])
def test_open_sessions_end_when_a_role_changes_in_whatever_way(tielt, kortrijk, change):
    user = roles.editor(tielt)
    user.refresh_from_db()
    before = user.session_epoch
    match change:
        case "give":
            give(user=user, role=Role.AUTHOR, municipality=kortrijk)
        case "take":
            take(user=user, role=Role.EDITOR, municipality=tielt)
        case "by hand":
            user.groups.clear()
        case _:
            group_of(Role.EDITOR, tielt).user_set.remove(user)
    user.refresh_from_db()
    assert user.session_epoch > before


def test_giving_a_role_twice_ends_no_session(tielt):
    user = roles.editor(tielt)
    user.refresh_from_db()
    before = user.session_epoch
    assert give(user=user, role=Role.EDITOR, municipality=tielt) is False
    user.refresh_from_db()
    assert user.session_epoch == before


def test_a_right_that_was_given_by_hand_is_gone_after_the_next_migrate(tielt):
    group = group_of(Role.AUTHOR, tielt)
    group.permissions.set(permissions(["shops.publish_shop"]))
    renew_rights()
    assert {f"{right.content_type.app_label}.{right.codename}" for right in group.permissions.all()} == rights_of(Role.AUTHOR)


def test_no_role_may_touch_users_groups_or_permissions():
    touched = {right for role in Role for right in rights_of(role) if right.split(".")[0] in {"auth", "accounts", "wagtailusers", "mfa", "account"}}
    assert touched == set()


def test_an_author_may_neither_publish_nor_delete_shops():
    of_shops = {right for right in rights_of(Role.AUTHOR) if right.startswith("shops.")}
    assert of_shops == {"shops.add_shop", "shops.change_shop"}
