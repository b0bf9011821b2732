"""Letting people in and out of a municipality."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from wagtail.models import ModelLogEntry

from accounts.models import User
from mail import links
from mail.models import OneTimeLink, OutgoingMail
from mail.outbox import BadAddress
from municipalities import audit, editors, onboarding
from municipalities.editors import AlreadyHasIt, HasNoRole, IsIn, NotAllowed
from municipalities.models import Municipality, Role
from municipalities.onboarding import NotTakingPart
from municipalities.people import people
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TOKEN = re.compile(r"/account/uitnodiging/([^/\s]{43})/")


@pytest.fixture
def tielt() -> Municipality:
    return taking_part("Tielt", "37022")


@pytest.fixture
def kortrijk() -> Municipality:
    return taking_part("Kortrijk", "34022")


@pytest.fixture
def els(db) -> User:
    """Of the province."""
    els = roles.province()
    User.objects.filter(pk=els.pk).update(first_name="Els", last_name="Peeters")
    return User.objects.get(pk=els.pk)


def taking_part(name: str, nis: str) -> Municipality:
    town = MunicipalityFactory(name=name, slug=name.lower(), nis=nis)
    onboarding.begin(town, AT)
    return town


def invite(town: Municipality | None, by: User | None, email: str = "an@tielt.example", role: Role = Role.EDITOR, **more) -> User:
    return editors.invite(email=email, role=role, municipality=town, by=by, at=AT, **more)


def roles_of(user: User) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


def mails() -> list[tuple[str, str]]:
    return list(OutgoingMail.objects.order_by("pk").values_list("template", "to"))


def token_in(mail: OutgoingMail) -> str:
    return TOKEN.search(mail.text).group(1)


def work(token: str, at: datetime = AT) -> bool:
    """Whether the link of this token still leads somewhere."""
    try:
        links.look_at(purpose="invitation", token=token, at=at)
    except links.NotValid:
        return False
    return True


# -- inviting


def test_who_is_unknown_gets_the_role_a_closed_login_and_a_link_by_mail(tielt, els):
    user = invite(tielt, els)
    assert (user.email, user.is_active, user.has_usable_password(), roles_of(user)) == (
        "an@tielt.example",
        False,
        False,
        {"Tielt (37022): redacteurs"},
    )
    mail = OutgoingMail.objects.get()
    assert (mail.template, mail.to, mail.language, mail.subject) == ("invitation", "an@tielt.example", "nl", "Werk mee aan Ik koop lokaal in Tielt")
    assert "Els Peeters nodigt je uit om mee te werken aan Ik koop lokaal in Tielt, als redacteur." in mail.text
    assert "tot 30 november om 10:00." in mail.text
    assert token_in(mail) in mail.html
    offered = links.look_at(purpose="invitation", token=token_in(mail), at=AT)
    assert offered.user_id == user.pk
    assert {key: offered.data[key] for key in ("role", "municipality", "by")} == {"role": "redacteur", "municipality": "Tielt", "by": "Els Peeters"}


def test_the_link_works_for_seven_days(tielt, els):
    invite(tielt, els)
    token = token_in(OutgoingMail.objects.get())
    assert (work(token, AT + timedelta(days=7, seconds=-1)), work(token, AT + timedelta(days=7))) == (True, False)


def test_the_mail_speaks_the_language_that_was_asked_for(els):
    brugge = taking_part("Brugge", "31005")
    Municipality.objects.filter(pk=brugge.pk).update(name_fr="Bruges")
    invite(Municipality.objects.get(pk=brugge.pk), els, language="fr")
    assert (OutgoingMail.objects.get().language, OneTimeLink.objects.get().data["municipality"]) == ("fr", "Bruges")


def test_who_has_a_login_gets_the_role_at_once_and_a_mail_without_a_link(tielt, kortrijk, els):
    user = roles.editor(kortrijk)
    assert invite(tielt, els, user.email, Role.AUTHOR) == user
    assert roles_of(user) == {"Kortrijk (34022): redacteurs", "Tielt (37022): auteurs"}
    mail = OutgoingMail.objects.get()
    assert (mail.template, mail.to, mail.subject, OneTimeLink.objects.count()) == ("role_given", user.email, "Je rol in Tielt: auteur", 0)


def test_an_address_is_the_same_in_capitals(tielt, kortrijk, els):
    user = invite(tielt, els, "An@Tielt.example")
    assert invite(kortrijk, els, " AN@TIELT.EXAMPLE ") == user
    assert (User.objects.filter(email__iexact="an@tielt.example").count(), user.email) == (1, "an@tielt.example")


def test_inviting_twice_is_refused_and_sends_one_mail(tielt, els):
    invite(tielt, els)
    for role in (Role.EDITOR, Role.AUTHOR):
        with pytest.raises(AlreadyHasIt, match="is al redacteur"):
            invite(tielt, els, "AN@tielt.example", role)
    assert mails() == [("invitation", "an@tielt.example")]


def test_a_municipality_that_takes_no_part_has_no_editors(els):
    with pytest.raises(NotTakingPart, match="Tielt doet niet mee"):
        invite(MunicipalityFactory(name="Tielt"), els)
    assert (User.objects.filter(email="an@tielt.example").exists(), mails()) == (False, [])


def test_an_address_that_is_none_is_refused_and_nothing_is_stored(tielt, els):
    with pytest.raises(BadAddress):
        invite(tielt, els, "an bij tielt")
    assert (User.objects.filter(email__contains="tielt").count(), ModelLogEntry.objects.count()) == (0, 0)


def test_who_invited_whom_stands_in_the_audit_log_without_an_address(tielt, els):
    user = invite(tielt, els)
    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.user, entry.label, entry.data) == (audit.INVITE, els, "Tielt", {"role": "editor", "user": user.pk})
    assert entry.message == f"Gaf gebruiker {user.pk} de rol redacteur"


# -- who may


def test_an_editor_an_author_and_somebody_without_a_role_invite_nobody(tielt):
    for by in (roles.editor(tielt), roles.author(tielt), roles.somebody(None)):
        with pytest.raises(NotAllowed, match="Dit mag alleen de provincie"):
            invite(tielt, by)
    assert mails() == []


def test_people_of_the_province_are_let_in_by_a_superuser_or_a_command_only(els):
    with pytest.raises(NotAllowed, match="Dit mag alleen wie de site beheert"):
        invite(None, els, role=Role.PROVINCE)
    assert roles_of(invite(None, roles.superuser(), role=Role.PROVINCE)) == {"Provincie"}
    assert roles_of(invite(None, None, "jan@provincie.example", Role.PROVINCE)) == {"Provincie"}


def test_a_superuser_who_was_put_out_decides_nothing(tielt):
    out = roles.superuser()
    out.is_active = False
    with pytest.raises(NotAllowed):
        invite(tielt, out)


def beyond_reach(tielt: Municipality) -> list[User]:
    """Logins with an editor's role and something more; some of them asleep."""
    chief, colleague = roles.superuser(), roles.somebody(Role.PROVINCE, email="jan@provincie.example")
    by_hand, by_group = roles.somebody(None, email="hand@a.example"), roles.somebody(None, email="groep@a.example")
    by_hand.user_permissions.add(Permission.objects.first())
    by_group.groups.add(Group.objects.create(name="Met de hand gemaakt"))
    asleep = roles.superuser("vroeger@ikkooplokaal.example")
    asleep.is_active = False
    asleep.save()
    return [chief, colleague, by_hand, by_group, asleep]


def test_the_province_touches_no_superuser_no_colleague_and_nobody_with_rights_given_by_hand(tielt, els):
    for user in beyond_reach(tielt):
        Authenticator.objects.create(user=user, type="totp", data={})
        with pytest.raises(NotAllowed, match="beslist alleen wie de site beheert"):
            invite(tielt, els, user.email)
        user.groups.add(editors.roles.group_of(Role.EDITOR, tielt))
        with pytest.raises(NotAllowed):
            editors.invite_again(user=user, municipality=tielt, by=els, at=AT)
        with pytest.raises(NotAllowed):
            editors.change_role(user=user, role=Role.AUTHOR, municipality=tielt, by=els, at=AT)
        with pytest.raises(NotAllowed):
            editors.take_away(user=user, municipality=tielt, by=els, at=AT)
        with pytest.raises(NotAllowed):
            editors.reset_second_factor(user=user, by=els, at=AT)
    assert (Authenticator.objects.count(), mails()) == (5, [])


def test_nobody_resets_their_own_second_factor_this_way(els):
    with pytest.raises(NotAllowed):
        editors.reset_second_factor(user=els, by=els, at=AT)


def test_an_editor_does_nothing_to_another_editor(tielt):
    one, other = roles.editor(tielt), roles.somebody(Role.EDITOR, tielt, "twee@tielt.example")
    for deed in (editors.take_away, editors.invite_again):
        with pytest.raises(NotAllowed):
            deed(user=other, municipality=tielt, by=one, at=AT)
    with pytest.raises(NotAllowed):
        editors.reset_second_factor(user=other, by=one, at=AT)
    assert roles_of(other) == {"Tielt (37022): redacteurs"}


# -- again, another role, no more


def test_inviting_again_sends_a_new_link_and_the_former_one_no_longer_works(tielt, els):
    user = invite(tielt, els)
    editors.invite_again(user=user, municipality=tielt, by=els, at=AT + timedelta(days=2))
    first, second = map(token_in, OutgoingMail.objects.order_by("pk"))
    later = AT + timedelta(days=8)
    assert (work(first, AT + timedelta(days=2)), work(second, later)) == (False, True)


def test_who_is_in_needs_no_new_invitation(tielt, els):
    with pytest.raises(IsIn, match="is al binnen"):
        editors.invite_again(user=roles.editor(tielt), municipality=tielt, by=els, at=AT)
    with pytest.raises(HasNoRole):
        editors.invite_again(user=roles.somebody(None), municipality=tielt, by=els, at=AT)
    assert mails() == []


def test_an_author_becomes_an_editor_and_their_session_ends(tielt, els):
    user = roles.author(tielt)
    epoch = user.session_epoch
    editors.change_role(user=user, role=Role.EDITOR, municipality=tielt, by=els, at=AT)
    user.refresh_from_db()
    assert (roles_of(user), user.session_epoch > epoch, mails()) == ({"Tielt (37022): redacteurs"}, True, [("role_given", user.email)])
    with pytest.raises(AlreadyHasIt):
        editors.change_role(user=user, role=Role.EDITOR, municipality=tielt, by=els, at=AT)


def test_a_role_that_changes_before_the_invitation_is_taken_up_is_in_a_new_mail(tielt, els):
    user = invite(tielt, els)
    editors.change_role(user=user, role=Role.AUTHOR, municipality=tielt, by=els, at=AT)
    first, second = map(token_in, OutgoingMail.objects.order_by("pk"))
    assert (work(first), links.look_at(purpose="invitation", token=second, at=AT).data["role"]) == (False, "auteur")


def test_nobody_becomes_of_the_province_by_changing_a_role(tielt, els):
    with pytest.raises(NotAllowed):
        editors.change_role(user=roles.editor(tielt), role=Role.PROVINCE, municipality=tielt, by=els, at=AT)


def test_a_role_is_changed_where_there_is_one(tielt, kortrijk, els):
    user = roles.editor(kortrijk)
    with pytest.raises(HasNoRole):
        editors.change_role(user=user, role=Role.AUTHOR, municipality=tielt, by=els, at=AT)
    assert roles_of(user) == {"Kortrijk (34022): redacteurs"}


def test_who_loses_their_last_role_is_out_at_once_and_can_no_longer_log_in(tielt, els):
    user = roles.editor(tielt)
    epoch = user.session_epoch
    editors.take_away(user=user, municipality=tielt, by=els, at=AT)
    user.refresh_from_db()
    assert (roles_of(user), user.is_active, user.session_epoch > epoch) == (set(), False, True)
    with pytest.raises(HasNoRole):
        editors.take_away(user=user, municipality=tielt, by=els, at=AT)


def test_who_has_a_role_elsewhere_keeps_that_and_the_login(tielt, kortrijk, els):
    user = roles.editor(tielt)
    invite(kortrijk, els, user.email)
    editors.take_away(user=user, municipality=tielt, by=els, at=AT)
    user.refresh_from_db()
    assert (roles_of(user), user.is_active) == ({"Kortrijk (34022): redacteurs"}, True)


def test_an_invitation_that_is_taken_back_no_longer_works_and_one_to_another_town_does(tielt, kortrijk, els):
    user = invite(tielt, els)
    invite(kortrijk, els)
    to_tielt, to_kortrijk = map(token_in, OutgoingMail.objects.order_by("pk"))
    editors.take_away(user=user, municipality=tielt, by=els, at=AT)
    assert (work(to_tielt), work(to_kortrijk)) == (False, True)
    editors.take_away(user=user, municipality=kortrijk, by=els, at=AT)
    assert work(to_kortrijk) is False


def test_a_superuser_who_stops_as_an_editor_stays_a_superuser(tielt):
    chief = roles.superuser()
    invite(tielt, chief, chief.email)
    editors.take_away(user=chief, municipality=tielt, by=chief, at=AT)
    chief.refresh_from_db()
    assert chief.is_active


def test_who_was_let_out_may_be_invited_again_and_chooses_a_new_password(tielt, els):
    user = roles.editor(tielt)
    editors.take_away(user=user, municipality=tielt, by=els, at=AT)
    assert invite(tielt, els, user.email) == user
    assert mails() == [("invitation", user.email)]


def test_when_a_municipality_leaves_who_has_nothing_else_can_no_longer_log_in(tielt, kortrijk, els):
    only, both, chief = roles.editor(tielt), roles.editor(kortrijk), roles.superuser()
    invite(tielt, els, both.email), invite(tielt, None, chief.email)
    onboarding.offboard(municipality=tielt, at=AT)
    assert [User.objects.get(pk=user.pk).is_active for user in (only, both, chief)] == [False, True, True]
    assert User.objects.get(pk=only.pk).session_epoch > only.session_epoch


def test_when_a_municipality_leaves_its_invitations_lapse_and_those_to_another_one_stand(tielt, kortrijk, els):
    invite(tielt, els), invite(tielt, els, "bo@tielt.example")
    invite(kortrijk, els)
    an, bo, an_to_kortrijk = map(token_in, OutgoingMail.objects.order_by("pk"))
    onboarding.offboard(municipality=tielt, at=AT)
    assert [work(token) for token in (an, bo, an_to_kortrijk)] == [False, False, True]


def test_when_it_joins_again_its_people_are_invited_again_and_get_in_by_a_link(tielt, els):
    user = roles.editor(tielt)
    onboarding.offboard(municipality=tielt, at=AT)
    onboarding.onboard(municipality=tielt, at=AT)
    assert invite(tielt, els, user.email) == user
    user.refresh_from_db()
    assert (roles_of(user), user.is_active, mails()) == ({"Tielt (37022): redacteurs"}, False, [("invitation", user.email)])
    assert work(token_in(OutgoingMail.objects.get()))


def test_a_lost_telephone_is_forgotten_and_its_owner_told(tielt, els):
    user = roles.editor(tielt)
    Authenticator.objects.create(user=user, type="totp", data={})
    Authenticator.objects.create(user=user, type="recovery_codes", data={})
    epoch = user.session_epoch
    editors.reset_second_factor(user=user, by=els, at=AT)
    user.refresh_from_db()
    mail = OutgoingMail.objects.get()
    assert (Authenticator.objects.filter(user=user).count(), user.session_epoch > epoch) == (0, True)
    assert (mail.to, mail.subject) == (user.email, "Je tweede stap is gewist")
    assert "Els Peeters wiste op 23 november 10:00 de tweede stap" in mail.text
    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.label, user.email in str(entry.data)) == (audit.RESET_SECOND_FACTOR, f"gebruiker {user.pk}", False)


# -- who there are


def test_the_list_of_people_says_who_is_in_who_is_awaited_and_who_is_out_of_reach(tielt, kortrijk, els):
    editor, chief = roles.editor(tielt), roles.superuser()
    Authenticator.objects.create(user=editor, type="totp", data={})
    awaited = invite(tielt, els, role=Role.AUTHOR)
    invite(kortrijk, els)
    invite(tielt, chief, chief.email)
    roles.editor(kortrijk)
    found = {person.user: (person.roles, person.has_second_factor, person.invited_until, person.is_manageable) for person in people_at(tielt, els)}
    assert found == {
        editor: ((Role.EDITOR,), True, None, True),
        awaited: ((Role.AUTHOR,), False, AT + timedelta(days=7), True),
        chief: ((Role.EDITOR,), False, None, False),
    }


def people_at(town: Municipality, viewer: User) -> list:
    return people(municipality=town, viewer=viewer, at=AT)


def test_the_list_of_people_costs_as_much_for_thirty_as_for_one(tielt, kortrijk, els, django_assert_num_queries):
    def crowd(town: Municipality, number: int) -> None:
        for index in range(number):
            User.objects.create(email=f"{index}@{town.slug}.example", is_active=False).groups.add(editors.roles.group_of(Role.EDITOR, town))

    crowd(tielt, 1), crowd(kortrijk, 30)
    people_at(tielt, els)
    for town, number in ((tielt, 1), (kortrijk, 30)):
        with django_assert_num_queries(5):
            assert len(people_at(town, els)) == number
