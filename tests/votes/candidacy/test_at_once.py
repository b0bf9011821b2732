"""Two at the same moment, in processes of their own: one application of a shop stands, a code confirms once, one decision is taken."""

import pytest

from tests.services import processes
from tests.services.processes import all_at_once

SETTING = """
from datetime import timedelta
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from accounts.models import User
from mail.links import NotValid
from mail.models import OneTimeCode, OutgoingMail
from municipalities.models import Role
from tests.factories import roles
from tests.factories.candidacies import A_MINUTE, IN_TIME, a_shop, applied, code_for, confirmed, nominated
from tests.factories.votes import RoundFactory
from votes import candidacies
from votes.models import Application, Nomination

def constraint():
    return next(one for one in Application._meta.constraints if one.name == "one_standing_application_per_shop_and_round")
"""
FOUR_APPLY = """
Application.objects.all().delete()
shop = a_shop()
sent = [applied(shop, email=f"{number}@winkel.example") for number in range(4)]
codes = [(one.pk, mail.text.split("\\n    ")[1][:6]) for one, mail in zip(sent, OutgoingMail.objects.order_by("-pk")[:4][::-1], strict=True)]
answer = codes
"""
CONFIRM = """
def outcome(key, code):
    try:
        candidacies.confirm(submission=Application.objects.get(pk=key), code=code, at=IN_TIME + A_MINUTE)
    except candidacies.AlreadyStands:
        return "stands"
    except NotValid:
        return "not valid"
    return "confirmed"
"""
WITHOUT_CONSTRAINT = """
with connection.schema_editor() as editor:
    editor.remove_constraint(Application, constraint())
"""
WITH_CONSTRAINT = """
Application.objects.all().delete()
with connection.schema_editor() as editor:
    editor.add_constraint(Application, constraint())
"""
ONE_WAITS = """
OutgoingMail.objects.all().delete()
waiting = confirmed(nominated(a_shop()))
town = waiting.round.municipality
for number in range(4):
    if not User.objects.filter(email=f"{number}@stad.example").exists():
        User.objects.create_user(f"{number}@stad.example", "lokaal-kopen-test")
answer = waiting.pk
"""
DECIDE = """
def outcome(key, number):
    submission, by = Nomination.objects.get(pk=key), User.objects.get(email=f"{number}@stad.example")
    try:
        if number % 2:
            candidacies.approve(submission=submission, by=by, at=IN_TIME + 2 * A_MINUTE)
        else:
            candidacies.refuse(submission=submission, reason="Nee.", by=by, at=IN_TIME + 2 * A_MINUTE)
    except candidacies.NotWaiting:
        return "late"
    return Nomination.objects.get(pk=key).state
"""
ANSWERS = "answer = sorted(OutgoingMail.objects.exclude(template='votes/nomination_code').values_list('template', flat=True))"
LOOK = "seen = Nomination.objects.get(pk=%r); by = User.objects.get(email='%s@stad.example')"
NAIVE = """
if seen.state == "waiting":
    candidacies.answer(seen, candidacies.State.APPROVED, by=by, at=IN_TIME + 2 * A_MINUTE)
    answer = 1
"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def environment(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), processes.shared_database() as shared:
        yield shared


@pytest.fixture(scope="module")
def processes_of(environment):
    with processes.others(4, environment) as started:
        all_at_once(started, SETTING)
        started[0].told("Application.objects.exists()")  # SQLite's file is brought to WAL, which cannot be done by several at once
        yield started


@pytest.fixture
def four(processes_of):
    """What was emptied after the test before this one has other keys now."""
    all_at_once(processes_of, "ContentType.objects.clear_cache()")
    return processes_of


def told_each(four, source: str, told: list) -> list:
    """What the function `outcome` of `source` gives for each of `told`, each in a process, at the same moment."""
    all_at_once(four, source)
    for one, given in zip(four, told, strict=True):
        one.ask(f"answer = outcome(*{given!r})")
    return [one.answer() for one in four]


def test_of_four_applications_for_one_shop_confirmed_at_once_one_stands_and_the_constraint_decides_it(four):
    codes = [tuple(one) for one in four[0].told(FOUR_APPLY)]
    assert sorted(told_each(four, CONFIRM, codes)) == ["confirmed", "stands", "stands", "stands"]
    four[0].told(WITHOUT_CONSTRAINT)
    try:
        codes = [tuple(one) for one in four[0].told(FOUR_APPLY)]
        assert told_each(four, CONFIRM, codes) == ["confirmed"] * 4, "the control: nothing else refuses them"
    finally:
        four[0].told(WITH_CONSTRAINT)


def test_one_code_typed_four_times_at_once_confirms_once(four):
    codes = [tuple(one) for one in four[0].told(FOUR_APPLY)]
    outcomes = told_each(four, CONFIRM, [codes[0]] * 4)
    assert outcomes.count("confirmed") >= 1
    assert set(outcomes) <= {"confirmed", "not valid"}, "who was later hears that it stands, or that the code is used"
    assert four[0].told("answer = [one.state for one in Application.objects.order_by('pk')]") == ["waiting", "new", "new", "new"]


def test_of_four_editors_who_decide_at_once_one_does_and_one_mail_leaves(four):
    waiting = four[0].told(ONE_WAITS)
    outcomes = told_each(four, DECIDE, [(waiting, number) for number in range(4)])
    (decided,) = set(outcomes) - {"late"}
    assert sorted(outcomes) == sorted([decided, "late", "late", "late"])
    assert four[0].told(ANSWERS) == [f"votes/nomination_{decided}"]

    waiting = four[0].told(ONE_WAITS)
    for number, one in enumerate(four):
        one.told(LOOK % (waiting, number))
    assert all_at_once(four, NAIVE) == [1, 1, 1, 1], "the control: who decides by what was read before decides four times"
