"""What an author hands in is for the editors of the same municipality: who may decide, who gets a mail, and what it says."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail as django_mail
from django.core.exceptions import PermissionDenied
from wagtail.models import TaskState, WorkflowState
from wagtail.users.models import UserProfile

from mail.models import OutgoingMail
from municipalities import moderation
from municipalities.models import Municipality, Role
from municipalities.moderation import AlreadyDecided, AlreadyHandedIn, ChangedMeanwhile, NobodyApproves, NotYours, ReasonMissing
from municipalities.onboarding import begin, offboard, open_province, reopen
from municipalities.roles import give, take
from shops.models import Shop
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def taking_part(name: str, nis: str) -> Municipality:
    """It has groups and an approval, but no pages: these cost a test more than all the rest."""
    town = MunicipalityFactory(name=name, slug=name.lower(), nis=nis)
    reopen(begin(town, AT))
    return town


@pytest.fixture
def tielt() -> Municipality:
    return taking_part("Tielt", "37022")


@pytest.fixture
def kortrijk() -> Municipality:
    return taking_part("Kortrijk", "34022")


@pytest.fixture
def bakery(tielt) -> Shop:
    shop = ShopFactory(municipality=tielt, name="Bakkerij De Kroon", house_number="1", opening_hours="Mo-Fr 09:00-18:00", phone="+3251401122")
    shop.save_revision().publish()
    return Shop.objects.get()


def change(shop: Shop, by, **facts: object) -> Shop:
    """A draft of `by` with these facts; returns it as a form would."""
    draft = Shop.objects.get(pk=shop.pk).get_latest_revision_as_object()
    for fact, value in facts.items():
        setattr(draft, fact, value)
    draft.save_revision(user=by)
    return draft


def handed_in(shop: Shop, by, **facts: object) -> TaskState:
    return moderation.hand_in(instance=change(shop, by, **facts or {"house_number": "52"}), by=by).current_task_state


def mails() -> list[tuple[str, str, str]]:
    """(to, template, subject), in the order of writing."""
    return list(OutgoingMail.objects.order_by("pk").values_list("to", "template", "subject"))


def text() -> str:
    return OutgoingMail.objects.latest("pk").text


# -- a shop


def test_a_shop_is_approved_by_its_own_municipality_and_by_nobody_where_it_does_not_take_part(tielt, kortrijk):
    elsewhere = ShopFactory(municipality=MunicipalityFactory(name="Ieper", slug="ieper", nis="33011"))
    names = [
        shop.get_workflow() and shop.get_workflow().name for shop in (ShopFactory(municipality=tielt), ShopFactory(municipality=kortrijk), elsewhere)
    ]
    assert names == ["Goedkeuring Tielt (37022)", "Goedkeuring Kortrijk (34022)", None]


def test_a_draft_that_moves_a_shop_is_still_judged_where_it_stands(tielt, kortrijk, bakery):
    bakery.municipality = kortrijk
    assert bakery.get_workflow().name == "Goedkeuring Tielt (37022)"


def test_the_editors_of_the_town_and_nobody_else_read_what_changed_and_where_to_look(tielt, kortrijk, bakery):
    open_province()
    author = roles.author(tielt)
    for made in (roles.editor(tielt), roles.editor(kortrijk), roles.author(kortrijk), roles.province()):
        assert made.is_active
    task = handed_in(bakery, author, house_number="52")
    assert mails() == [("editor.tielt@ikkooplokaal.example", "handed_in", "Na te kijken: Bakkerij De Kroon")]
    assert "- nummer: was 1, wordt 52" in text()
    assert f"http://localhost:8000/admin/nakijken/{task.pk}/" in text()
    assert "straat" not in text()
    assert "author.tielt@ikkooplokaal.example vraagt of je" in text()


def test_a_town_without_editors_is_looked_after_by_the_province(tielt, kortrijk, bakery):
    open_province()
    roles.editor(kortrijk)
    roles.province()
    handed_in(bakery, roles.author(tielt))
    assert [to for to, *_ in mails()] == ["province.provincie@ikkooplokaal.example"]


def test_the_mail_speaks_the_language_of_its_reader_and_stays_away_from_who_switched_it_off(tielt, bakery):
    french, silent = roles.editor(tielt), roles.somebody(Role.EDITOR, tielt, "stil@tielt.example")
    UserProfile.objects.create(user=french, preferred_language="fr")
    UserProfile.objects.create(user=silent, submitted_notifications=False)
    handed_in(bakery, roles.author(tielt))
    assert [(mail.to, mail.language) for mail in OutgoingMail.objects.all()] == [("editor.tielt@ikkooplokaal.example", "fr")]


def test_an_approved_change_stands_on_the_site_and_its_author_hears_it(tielt, bakery):
    author, editor = roles.author(tielt), roles.editor(tielt)
    task = handed_in(bakery, author, house_number="52")
    assert Shop.objects.get().house_number == "1"
    done = moderation.approve(task_state=task, by=editor, at=AT)
    assert (Shop.objects.get().house_number, done.status, done.finished_by, done.finished_at) == ("52", "approved", editor, AT)
    assert mails()[1:] == [("author.tielt@ikkooplokaal.example", "approved", "Goedgekeurd: Bakkerij De Kroon")]
    assert "Het staat op de site." in text()


def test_a_refused_change_stays_a_draft_and_its_author_reads_why_and_where_to_go_on(tielt, bakery):
    author, editor = roles.author(tielt), roles.editor(tielt)
    task = handed_in(bakery, author)
    moderation.refuse(task_state=task, by=editor, reason="  Klopt het nummer & de bus?  ", at=AT)
    assert Shop.objects.get().house_number == "1"
    assert mails()[1:] == [("author.tielt@ikkooplokaal.example", "refused", "Nog even aanpassen: Bakkerij De Kroon")]
    assert "Klopt het nummer & de bus?" in text()
    assert f"http://localhost:8000/admin/snippets/shops/shop/edit/{bakery.pk}/" in text()


def test_after_a_refusal_it_can_be_handed_in_again_and_the_editors_are_told_again(tielt, bakery):
    author, editor = roles.author(tielt), roles.editor(tielt)
    moderation.refuse(task_state=handed_in(bakery, author), by=editor, reason="Nog eens kijken.", at=AT)
    task = handed_in(bakery, author, house_number="54")
    assert [template for _, template, _ in mails()] == ["handed_in", "refused", "handed_in"]
    assert (WorkflowState.objects.count(), task.status) == (1, "in_progress")


def test_a_refusal_needs_a_reason(tielt, bakery):
    task = handed_in(bakery, roles.author(tielt))
    with pytest.raises(ReasonMissing, match="Schrijf kort wat er anders moet"):
        moderation.refuse(task_state=task, by=roles.editor(tielt), reason=" \n ", at=AT)
    assert TaskState.objects.get().status == "in_progress"


def test_an_author_approves_nothing_not_even_their_own_work(tielt, bakery):
    author = roles.author(tielt)
    task = handed_in(bakery, author)
    for somebody in (author, roles.somebody(Role.AUTHOR, tielt, "ander@tielt.example")):
        with pytest.raises(NotYours):
            moderation.approve(task_state=task, by=somebody, at=AT)
        with pytest.raises(NotYours):
            moderation.refuse(task_state=task, by=somebody, reason="Nee.", at=AT)
    assert Shop.objects.get().house_number == "1"


def test_an_editor_of_another_town_decides_nothing_here_and_sees_nothing_waiting(tielt, kortrijk, bakery):
    neighbour = roles.editor(kortrijk)
    give(user=neighbour, role=Role.AUTHOR, municipality=tielt)
    task = handed_in(bakery, roles.author(tielt))
    with pytest.raises(NotYours):
        moderation.approve(task_state=task, by=neighbour, at=AT)
    assert list(moderation.waiting_for(neighbour)) == []
    assert [to for to, *_ in mails()] == []


def test_nobody_hands_in_for_another_town(kortrijk, bakery):
    with pytest.raises(NotYours):
        moderation.hand_in(instance=bakery, by=roles.author(kortrijk))


def test_what_waits_is_not_handed_in_twice(tielt, bakery):
    author = roles.author(tielt)
    handed_in(bakery, author)
    with pytest.raises(AlreadyHandedIn):
        moderation.hand_in(instance=bakery, by=author)


def test_where_nobody_approves_an_author_is_told_so():
    ieper = MunicipalityFactory(name="Ieper", slug="ieper", nis="33011")
    with pytest.raises(NobodyApproves, match="Je gemeente doet nog niet mee"):
        moderation.hand_in(instance=ShopFactory(municipality=ieper), by=roles.author(ieper))


def test_of_two_editors_the_second_finds_it_decided_and_the_author_gets_one_mail(tielt, bakery):
    first, second = roles.editor(tielt), roles.somebody(Role.EDITOR, tielt, "twee@tielt.example")
    task = handed_in(bakery, roles.author(tielt))
    stale = TaskState.objects.get()
    moderation.approve(task_state=task, by=first, at=AT)
    with pytest.raises(AlreadyDecided):
        moderation.refuse(task_state=stale, by=second, reason="Nee.", at=AT)
    assert [template for _, template, _ in mails()] == ["handed_in", "handed_in", "approved"]


def test_wagtails_own_buttons_keep_the_first_decision_too(tielt, bakery):
    first, second = roles.editor(tielt), roles.somebody(Role.EDITOR, tielt, "twee@tielt.example")
    handed_in(bakery, roles.author(tielt))
    one, other = TaskState.objects.get(), TaskState.objects.get()
    one.task.specific.on_action(one, first, "approve")
    with pytest.raises(PermissionDenied):
        other.task.specific.on_action(other, second, "reject", comment="Nee.")
    assert TaskState.objects.get().status == "approved"
    assert [template for _, template, _ in mails()][2:] == ["approved"]


def test_an_editor_approves_what_they_saw_and_not_what_came_after(tielt, bakery):
    editor = roles.editor(tielt)
    task = handed_in(bakery, roles.author(tielt))
    seen = Shop.objects.get().latest_revision_id
    change(bakery, editor, house_number="99")
    with pytest.raises(ChangedMeanwhile):
        moderation.approve(task_state=task, by=editor, at=AT, seen=seen)
    moderation.approve(task_state=task, by=editor, at=AT, seen=Shop.objects.get().latest_revision_id)
    assert Shop.objects.get().house_number == "99"


def test_a_shop_moves_to_another_town_only_by_who_publishes_in_both(tielt, kortrijk, bakery):
    open_province()
    writer = roles.author(tielt)
    give(user=writer, role=Role.AUTHOR, municipality=kortrijk)
    task = handed_in(bakery, writer, municipality=kortrijk)
    editor = roles.editor(tielt)
    with pytest.raises(NotYours):
        moderation.approve(task_state=task, by=editor, at=AT)
    with pytest.raises(PermissionDenied):
        task.task.specific.on_action(TaskState.objects.get(), editor, "approve")
    assert Shop.objects.get().municipality == tielt
    moderation.approve(task_state=task, by=roles.province(), at=AT)
    assert Shop.objects.get().municipality == kortrijk


def test_an_author_who_went_to_another_town_hears_nothing_of_the_former_one(tielt, kortrijk, bakery):
    author = roles.author(tielt)
    task = handed_in(bakery, author)
    take(user=author, role=Role.AUTHOR, municipality=tielt)
    give(user=author, role=Role.AUTHOR, municipality=kortrijk)
    moderation.approve(task_state=task, by=roles.editor(tielt), at=AT)
    assert "author.tielt@ikkooplokaal.example" not in [to for to, *_ in mails()]


def test_what_waits_is_drawn_back_when_the_town_leaves(tielt, bakery):
    task = handed_in(bakery, roles.author(tielt))
    editor = roles.editor(tielt)
    offboard(municipality=tielt, at=AT)
    with pytest.raises(NotYours):
        moderation.approve(task_state=task, by=editor, at=AT)
    assert WorkflowState.objects.get().status == "cancelled"


# -- the mails of Wagtail itself


def test_wagtail_sends_nothing_of_its_own(tielt, bakery, settings):
    superuser = roles.superuser()
    author, editor = roles.author(tielt), roles.editor(tielt)
    moderation.refuse(task_state=handed_in(bakery, author), by=editor, reason="Nee.", at=AT)
    moderation.approve(task_state=handed_in(bakery, author), by=editor, at=AT + timedelta(hours=1))
    assert [mail.subject for mail in django_mail.outbox] == []
    assert superuser.email not in [to for to, *_ in mails()]


def test_the_mails_carry_html_with_the_same_words_escaped(tielt, bakery):
    roles.editor(tielt)
    handed_in(bakery, roles.author(tielt), street="Kop & Schotel")
    html = OutgoingMail.objects.get().html
    assert "straat: was Bruggestraat, wordt Kop &amp; Schotel" in html
