""" "Nakijken" in the editors' tool: who sees what waits, what a page for looking at it shows, and the buttons below a form."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Revision, TaskState, WorkflowState

from mail.models import OutgoingMail
from municipalities import moderation
from municipalities.models import Municipality
from municipalities.moderation.menus import WaitingMenuItem
from municipalities.onboarding import open_province
from shops.models import Shop
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.municipalities.test_moderation import AT, change, handed_in, taking_part
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
LIST = "/admin/nakijken/"


@pytest.fixture
def tielt() -> Municipality:
    return taking_part("Tielt", "37022")


@pytest.fixture
def kortrijk() -> Municipality:
    return taking_part("Kortrijk", "34022")


@pytest.fixture
def author(tielt):
    return roles.author(tielt)


@pytest.fixture
def editor(tielt):
    return roles.editor(tielt)


def published(town: Municipality, name: str) -> Shop:
    shop = ShopFactory(municipality=town, name=name, house_number="1")
    shop.save_revision().publish()
    return Shop.objects.get(pk=shop.pk)


@pytest.fixture
def task(tielt, author, editor):
    return handed_in(published(tielt, "Bakkerij De Kroon"), author, house_number="52")


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def shown_label(user) -> str:
    request = RequestFactory().get("/admin/")
    request.user = user
    assert WaitingMenuItem().is_shown(request)
    return WaitingMenuItem().render_component(request).label


def test_an_editor_sees_what_waits_in_the_own_town_only(client, tielt, kortrijk, editor, task):
    handed_in(published(kortrijk, "Slagerij Sabbe"), roles.author(kortrijk))
    page = words(sign_in(client, editor).get(LIST))
    assert "Bakkerij De Kroon" in page
    assert "author.tielt@ikkooplokaal.example" in page
    assert "Sabbe" not in page
    assert shown_label(editor) == "Nakijken (1)"


def test_the_province_sees_what_waits_everywhere_and_where(client, tielt, kortrijk, task):
    open_province()
    handed_in(published(kortrijk, "Slagerij Sabbe"), roles.author(kortrijk))
    helper = roles.province()
    page = words(sign_in(client, helper).get(LIST))
    assert ("<td>Tielt</td>" in page, "<td>Kortrijk</td>" in page, shown_label(helper)) == (True, True, "Nakijken (2)")


def test_the_list_asks_as_many_questions_for_thirty_as_for_one(client, editor, django_assert_num_queries, task):
    sign_in(client, editor)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    more_waiting(task, 29)
    with django_assert_num_queries(len(one)):
        assert words(client.get(LIST)).count("Winkel ") == 29


def more_waiting(task: TaskState, number: int) -> None:
    """As many more as `task`, "Winkel 1" and so on, without the shops."""
    for one in range(1, number + 1):
        revision, state, more = (type(row).objects.get(pk=row.pk) for row in (task.revision, task.workflow_state, task))
        revision.pk, revision.object_id, revision.object_str = None, str(1000 + one), f"Winkel {one}"
        state.pk, state.object_id, state.current_task_state = None, str(1000 + one), None
        more.pk, more.revision, more.workflow_state = None, revision, state
        Revision.objects.bulk_create([revision])
        WorkflowState.objects.bulk_create([state])
        TaskState.objects.bulk_create([more])


def test_an_author_has_no_list_and_no_menu_item(client, author, task):
    sign_in(client, author)
    request = RequestFactory().get("/admin/")
    request.user = author
    assert (client.get(LIST).status_code, WaitingMenuItem().is_shown(request)) == (302, False)


def test_the_page_for_looking_at_it_shows_was_and_becomes(client, editor, task):
    page = words(sign_in(client, editor).get(f"{LIST}{task.pk}/"))
    assert '<th scope="row" class="w-align-top">Nummer</th>' in page
    assert "Straat</th>" not in page
    assert reverse("wagtailsnippets_shops_shop:revisions_view", args=[Shop.objects.get().pk, task.revision_id]) in page


def test_the_preview_of_what_waits_opens_for_the_editor(client, laid_out, editor, task):
    shop = Shop.objects.get()
    answer = sign_in(client, editor).get(reverse("wagtailsnippets_shops_shop:revisions_view", args=[shop.pk, task.revision_id]))
    assert (answer.status_code, "Bruggestraat 52" in answer.content.decode()) == (200, True)


def test_an_editor_approves_on_that_page(client, editor, task):
    sign_in(client, editor)
    answer = client.post(f"{LIST}{task.pk}/", {"decision": "approve", "seen": task.revision_id})
    assert (answer.status_code, answer.url, Shop.objects.get().house_number) == (302, LIST, "52")
    assert [str(message) for message in get_messages(answer.wsgi_request)] == ["“Bakkerij De Kroon” is goedgekeurd."]
    assert "keurde dit goed op" in words(client.get(f"{LIST}{task.pk}/"))


def test_a_refusal_without_a_reason_asks_for_one_and_with_one_goes_to_the_author(client, editor, author, task):
    sign_in(client, editor)
    again = client.post(f"{LIST}{task.pk}/", {"decision": "refuse", "seen": task.revision_id, "reason": " "})
    assert (again.status_code, "Schrijf kort wat er anders moet." in again.content.decode()) == (200, True)
    client.post(f"{LIST}{task.pk}/", {"decision": "refuse", "seen": task.revision_id, "reason": "Klopt het nummer?"})
    assert [(mail.to, mail.template) for mail in OutgoingMail.objects.filter(template="refused")] == [(author.email, "refused")]
    assert Shop.objects.get().house_number == "1"


def test_who_is_late_hears_so_and_who_saw_an_older_version_looks_again(client, tielt, author, editor, task):
    sign_in(client, editor)
    change(Shop.objects.get(), editor, house_number="53")
    stale = client.post(f"{LIST}{task.pk}/", {"decision": "approve", "seen": task.revision_id}, follow=True)
    assert "Intussen is er nog iets veranderd" in stale.content.decode()
    moderation.refuse(task_state=task, by=editor, reason="Nee.", at=AT)
    late = client.post(f"{LIST}{task.pk}/", {"decision": "approve", "seen": Shop.objects.get().latest_revision_id}, follow=True)
    assert "Dit is al nagekeken" in late.content.decode()
    assert Shop.objects.get().house_number == "1"


@pytest.mark.parametrize("who", ["author", "neighbour"])
def test_for_others_the_page_stays_closed(client, kortrijk, author, who, task):
    sign_in(client, author if who == "author" else roles.editor(kortrijk))
    for answer in (client.get(f"{LIST}{task.pk}/"), client.post(f"{LIST}{task.pk}/", {"decision": "approve", "seen": task.revision_id})):
        assert (answer.status_code, b"Kroon" in answer.content) == (302, False)
    assert Shop.objects.get().house_number == "1"


# -- the buttons below the form of a shop


def buttons(client, shop: Shop) -> list[str]:
    """What stands below the form, from the first to the last."""
    page = BeautifulSoup(client.get(reverse("wagtailsnippets_shops_shop:edit", args=[shop.pk])).content, "html.parser")
    footer = page.find("footer")
    said = [" ".join(button.text.split()) for button in footer.find_all(["button", "a"])]
    return [words for words in said if words not in {"", "Meer acties", "Alles klopt nog"}]  # the last is of the shops


def test_an_author_keeps_a_draft_or_lets_it_be_looked_at(client, tielt, author):
    assert buttons(sign_in(client, author), published(tielt, "Bakkerij De Kroon")) == ["Bewaar concept", "Laat nakijken"]


def test_what_waits_an_author_draws_back_and_what_is_refused_goes_again(client, author, editor, task):
    sign_in(client, author)
    assert buttons(client, Shop.objects.get()) == ["Vergrendeld", "Trek terug"]
    moderation.refuse(task_state=task, by=editor, reason="Nee.", at=AT)
    assert buttons(client, Shop.objects.get()) == ["Bewaar concept", "Laat opnieuw nakijken"]


def test_an_editor_publishes_and_decides_on_what_waits(client, tielt, editor, task):
    sign_in(client, editor)
    assert buttons(client, published(tielt, "Slagerij Sabbe")) == ["Bewaar concept", "Haal van de site", "Publiceren"]
    assert buttons(client, Shop.objects.get(name="Bakkerij De Kroon")) == [
        *("Bewaar concept", "Bekijk wat verandert", "Haal van de site"),
        *("Stuur terug met uitleg", "Keur goed en publiceer", "Keur goed met een woordje erbij"),
    ]


def test_where_nobody_approves_the_form_says_so_kindly(client):
    ieper = MunicipalityFactory(name="Ieper", slug="ieper", nis="33011")
    shop = published(ieper, "Bakkerij De Kroon")
    sign_in(client, roles.author(ieper))
    assert buttons(client, shop) == ["Bewaar concept"]
    assert "Je gemeente doet nog niet mee" in client.get(reverse("wagtailsnippets_shops_shop:edit", args=[shop.pk])).content.decode()


def test_a_row_that_nobody_approves_keeps_its_own_buttons(client, tielt):
    page = sign_in(client, roles.superuser()).get(reverse("wagtailsnippets_municipalities_municipality:edit", args=[tielt.pk]))
    assert (page.status_code, "Opslaan" in page.content.decode()) == (200, True)
