"""Two who decide at the same moment, in processes of their own: one decision stands, and one mail says so."""

import pytest

from tests.services import processes
from tests.services.processes import all_at_once

SETTING = """
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from wagtail.models import Collection, Locale, TaskState
from mail.models import OutgoingMail
from municipalities import moderation
from municipalities.moderation import AlreadyDecided
from shops.models import Shop
from tests.factories import roles
from tests.municipalities.test_moderation import AT, handed_in, taking_part
from tests.factories.shops import ShopFactory
"""
PREPARED = """
from accounts.models import User
from municipalities.models import Municipality, Role
if not Collection.objects.exists():
    Collection.add_root(name="Root")
tielt = taking_part("Tielt", "37022")
author = roles.author(tielt)
editors = [roles.somebody(Role.EDITOR, tielt, f"{number}@tielt.example") for number in range(4)]
shop = ShopFactory(municipality=tielt, house_number="1")
shop.save_revision().publish()
handed_in(shop, author, house_number="52")
answer = TaskState.objects.get().pk
"""
READY = """
from accounts.models import User
number = %d
task, editor = TaskState.objects.get(), User.objects.get(email=f"{number}@tielt.example")
"""
DECIDE = """
def decision():
    try:
        if number % 2:
            moderation.approve(task_state=task, by=editor, at=AT)
        else:
            moderation.refuse(task_state=task, by=editor, reason="Nee.", at=AT)
        return task.__class__.objects.get().status
    except AlreadyDecided:
        return "late"
answer = decision()
"""
OUTCOME = """
answer = [TaskState.objects.get().status, list(OutgoingMail.objects.exclude(template="handed_in").values_list("template", flat=True))]
"""
NAIVE = """
if task.status == "in_progress":
    task.status = "rejected" if number % 2 else "approved"
    task.save()
    answer = 1
"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def environment(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), processes.shared_database() as shared:
        yield shared


def test_of_four_editors_who_decide_at_once_one_does_and_the_author_gets_one_mail(environment):
    with processes.others(4, environment) as four:
        all_at_once(four, SETTING)
        four[0].told(PREPARED)
        for number, one in enumerate(four):
            one.told(READY % number)
        answers = all_at_once(four, DECIDE)
        status, mails = four[0].told(OUTCOME)
        assert sorted(answers) == sorted([status, "late", "late", "late"])
        assert mails == ["approved" if status == "approved" else "refused"]

        four[0].told("TaskState.objects.update(status='in_progress')")
        for number, one in enumerate(four):
            one.told(READY % number)
        assert all_at_once(four, NAIVE) == [1, 1, 1, 1], "the control: who looks at what was read before decides four times"
