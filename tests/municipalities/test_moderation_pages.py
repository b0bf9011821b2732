"""Moderation of the pages of a town: what the editors read, by which routes an author cannot publish, and planning ahead."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState

from home.models import MunicipalityPage
from mail.models import OutgoingMail
from municipalities import moderation
from municipalities.models import Municipality, Role
from municipalities.roles import give
from shops.models import Shop
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.signing_in import sign_in
from tests.taking_part import takes_part

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NO_BLOCKS = {"quarters-count": "0", "story-count": "0", "reach-count": "0"}  # what a script adds to the form


@pytest.fixture
def tielt() -> Municipality:
    return takes_part(at=AT)


@pytest.fixture
def page(tielt) -> MunicipalityPage:
    """The Dutch page of Tielt, on the site."""
    made = MunicipalityPage.objects.get(locale__language_code="nl")
    made.save_revision().publish()
    return MunicipalityPage.objects.get(pk=made.pk)


def text() -> str:
    return OutgoingMail.objects.latest("pk").text


def filled(client, address: str, **facts: str) -> dict[str, str]:
    """What the form at `address` would send as it stands, with `facts` typed over."""
    form = BeautifulSoup(client.get(address).content, "html.parser").find("form", id=["page-edit-form", "w-editor-form"]) or None
    assert form, f"no form at {address}"
    sent = {}
    for field in form.find_all(["input", "textarea"], attrs={"name": True}):
        if field.get("type") not in {"checkbox", "radio", "submit"} or field.has_attr("checked"):
            sent[field["name"]] = field.get("value", "") if field.name == "input" else field.text
    for select in form.find_all("select", attrs={"name": True}):
        chosen = select.find("option", selected=True)
        sent[select["name"]] = chosen.get("value", "") if chosen else ""
    return sent | NO_BLOCKS | facts


# -- what the editors read


def test_of_a_page_the_editors_read_the_words_that_changed(tielt, page):
    author, editor = roles.author(tielt), roles.editor(tielt)
    page.townline, page.about = "Tielt heeft alles", "<p>Kom eens langs.</p>"
    page.save_revision(user=author)
    task = moderation.hand_in(instance=page, by=author).current_task_state
    assert OutgoingMail.objects.get().subject == "Na te kijken: Tielt"
    assert "- in één zin: was Winkelen in Tielt, wordt Tielt heeft alles" in text()
    assert "wordt Kom eens langs." in text()
    assert "lucht" not in text()
    moderation.approve(task_state=task, by=editor, at=AT)
    assert MunicipalityPage.objects.get(pk=page.pk).townline == "Tielt heeft alles"
    assert page.full_url in text()


def test_a_page_that_is_not_on_the_site_yet_is_told_whole(tielt):
    french = MunicipalityPage.objects.get(locale__language_code="fr")
    author = roles.author(tielt)
    roles.editor(tielt)
    moderation.hand_in(instance=french, by=author)
    assert "Het staat nu niet op de site." in text()
    assert "- in één zin: Faire ses courses à Tielt" in text()


# -- by no route an author publishes


def test_the_form_of_a_page_hands_in_for_an_author_and_publishes_nothing(client, tielt, page):
    author = roles.author(tielt)
    roles.editor(tielt)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    sign_in(client, author)
    client.post(edit, filled(client, edit, townline="Stiekem", **{"action-publish": "1"}))
    assert MunicipalityPage.objects.get(pk=page.pk).townline == "Winkelen in Tielt"
    client.post(edit, filled(client, edit, townline="Met vraag", **{"action-submit": "1"}))
    assert MunicipalityPage.objects.get(pk=page.pk).townline == "Winkelen in Tielt"
    assert (WorkflowState.objects.get().status, OutgoingMail.objects.get().to) == ("in_progress", "editor.tielt@ikkooplokaal.example")


def test_wagtails_other_routes_publish_nothing_for_an_author(client, tielt, page):
    author = roles.author(tielt)
    page.townline = "Stiekem"
    revision = page.save_revision(user=author)
    moderation.hand_in(instance=page, by=author)
    task = TaskState.objects.get()
    sign_in(client, author)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = filled(client, edit)
    copying = {"new_title": "x", "new_slug": "x", "new_parent_page": str(page.get_parent().pk), "publish_copies": "on"}
    routes = {
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={page.pk}": {},
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]): {},
        edit: form | {"action-workflow-action": "1", "workflow-action-name": "approve"},
        reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, revision.pk]): form | {"action-publish": "1"},
        reverse("wagtailadmin_pages:copy", args=[page.pk]): copying,
        reverse("wagtailadmin_api:pages:action", args=[page.pk, "publish"]): {},
        reverse("moderation:review", args=[task.pk]): {"decision": "approve", "seen": revision.pk},
    }
    for address, sent in routes.items():
        client.post(address, sent)
        assert MunicipalityPage.objects.get(pk=page.pk).townline == "Winkelen in Tielt", address
        assert MunicipalityPage.objects.filter(slug="x").count() == 0, address
    assert TaskState.objects.get().status == "in_progress"


def test_an_editor_edits_and_publishes_at_once(client, tielt, page):
    sign_in(client, roles.editor(tielt))
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.post(edit, filled(client, edit, townline="Zo is het", **{"action-publish": "1"}))
    assert MunicipalityPage.objects.get(pk=page.pk).townline == "Zo is het"
    assert OutgoingMail.objects.count() == 0


# -- on the site at a later moment


def test_a_page_and_a_shop_that_were_approved_for_later_come_on_the_site_at_their_time(clock, tielt, page):
    clock(2026, 11, 25, 11, 40)
    author, editor = roles.author(tielt), roles.editor(tielt)
    shop = ShopFactory(municipality=tielt, name="Bakkerij De Kroon", house_number="1")
    shop.save_revision().publish()
    shop = Shop.objects.get()
    shop.house_number, page.townline = "52", "Sint komt"
    moment = clock(2026, 12, 1, 8, 0)
    clock(2026, 11, 25, 11, 41)
    for instance in (page, shop):
        instance.go_live_at = moment
        instance.save_revision(user=author)
        task = moderation.hand_in(instance=instance, by=author).current_task_state
        assert "- publiceer op: was niets, wordt 1 december 2026, 8.00 uur" in text()
        moderation.approve(task_state=task, by=editor, at=AT)
        assert "Het komt op de site op 1 december 2026, 8.00 uur." in text()
    call_command("publish_scheduled")
    assert (MunicipalityPage.objects.get(pk=page.pk).townline, Shop.objects.get().house_number) == ("Winkelen in Tielt", "1")
    clock(2026, 12, 1, 8, 1)
    call_command("publish_scheduled")
    assert (MunicipalityPage.objects.get(pk=page.pk).townline, Shop.objects.get().house_number) == ("Sint komt", "52")
    assert OutgoingMail.objects.filter(template="approved").count() == 2


def test_whoever_is_an_editor_elsewhere_and_an_author_here_publishes_no_shop_here(client, tielt):
    kortrijk = MunicipalityFactory(name="Kortrijk", slug="kortrijk", nis="34022")
    both = roles.editor(kortrijk)
    give(user=both, role=Role.AUTHOR, municipality=tielt)
    shop = ShopFactory(municipality=tielt, name="Bakkerij De Kroon")
    shop.save_revision().publish()
    sign_in(client, both)
    edit = reverse("wagtailsnippets_shops_shop:edit", args=[shop.pk])
    answer = client.post(edit, filled(client, edit, name="Van mij", **{"action-publish": "action-publish"}))
    assert (answer.status_code, Shop.objects.get().name) == (302, "Bakkerij De Kroon")
