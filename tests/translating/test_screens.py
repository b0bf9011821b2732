"""The screens of "Talen" as an editor uses them, and the addresses of wagtail-localize behind the same doors."""

import polib
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from events.models import EventPage
from ikkooplokaal.models import TranslationJob
from ikkooplokaal.translating import waiting
from ikkooplokaal.translating.starting import start
from municipalities.models import Role
from municipalities.onboarding import open_province
from municipalities.roles import rights_of
from tests.factories import roles
from tests.signing_in import sign_in
from tests.translating.conftest import new_event, published, town_page
from tests.translating.test_publishing import say
from tests.translating.test_renewing import ALL
from tests.translating.test_working import DUMMY

pytestmark = pytest.mark.django_db


@pytest.fixture
def french(braderie, els, fr) -> Translation:
    return start(page=braderie, locale=fr, user=els)


def read(answer) -> BeautifulSoup:
    assert answer.status_code == 200, answer.get("Location")
    return BeautifulSoup(answer.content, "html.parser")


def said(answer) -> list[str]:
    """The messages of the page that a form leads to."""
    assert answer.status_code == 200, answer.get("Location")
    return [str(message).strip() for message in answer.context["messages"]]


def table(client: Client, query: str = "") -> dict[str, list[str]]:
    """What stands per language, by the title of the page."""
    rows = read(client.get(f"/admin/talen/{query}")).select(".tr-table tbody tr")
    return {row.select_one("th a").get_text(): [state.get_text() for state in row.select(".tr-state")] for row in rows}


def edit(page: Page) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def there(translation: Translation) -> EventPage:
    found: EventPage = EventPage.objects.get(translation_key=translation.source.object_id, locale=translation.target_locale)
    return found


def po_of(client: Client, translation: Translation) -> polib.POFile:
    answer = client.get(f"/admin/localize/translate/{translation.pk}/pofile/download/")
    assert answer.status_code == 200
    return polib.pofile(answer.content.decode())


def upload(client: Client, translation: Translation, content: bytes):
    file = SimpleUploadedFile("fr.po", content)
    return client.post(f"/admin/localize/translate/{translation.pk}/pofile/upload/", {"file": file}, follow=True)


# -- the overview


def test_an_editor_sees_the_pages_of_their_own_town_and_where_each_stands(braderie, kortrijk, as_els, french):
    new_event(kortrijk, title="Batjes", slug="batjes")
    assert table(as_els) == {"Tielt": ["Eigen tekst"] * 3, "Braderie": ["Achter", "Nog niet", "Nog niet"]}


def test_the_province_sees_all_pages(braderie, kortrijk):
    open_province()
    assert {"Ik koop lokaal", "Winkels", "Tielt", "Kortrijk", "Braderie"} <= set(table(sign_in(Client(), roles.province())))


def test_only_what_is_behind_or_lacks_a_language(braderie, as_els, french, els, fr):
    start(page=town_page_of(braderie), locale=fr, user=els)
    assert list(table(as_els, "?stand=achter")) == ["Braderie"], "of the town's page every text is translated"
    assert list(table(as_els, "?stand=nog-niet&taal=de")) == ["Braderie"]
    assert table(as_els, "?stand=nog-niet&taal=fr") == {}


def town_page_of(page: Page) -> Page:
    return page.get_parent()


@pytest.mark.parametrize("query", ["?stand=x", "?taal=%27;--", "?stand=nog-niet&taal=tlh", "?p=99999999999999999999", "?p=-1", "?p=abc"])
def test_an_absurd_question_is_answered_with_a_list(braderie, as_els, query):
    assert as_els.get(f"/admin/talen/{query}").status_code == 200


def test_the_overview_asks_as_much_for_thirty_as_for_one(braderie, as_els, tielt, els, fr, django_assert_num_queries, django_assert_max_num_queries):
    start(page=braderie, locale=fr, user=els)
    table(as_els)
    with django_assert_max_num_queries(45) as few:
        assert len(table(as_els)) == 2
    for number in range(30):
        page = new_event(tielt, title=f"Actie {number}", slug=f"actie-{number}")
        if number < 3:
            start(page=page, locale=fr, user=els)
    with django_assert_num_queries(len(few)):
        assert len(table(as_els)) == 32


# -- one page


def test_to_ask_for_a_translation(braderie, as_els, django_capture_on_commit_callbacks):
    address = f"/admin/talen/{braderie.pk}/"
    assert [box["value"] for box in read(as_els.get(address)).select("input[name=languages]")] == ["fr", "en", "de"]
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_els.post(address, {"languages": ["fr", "de"]}, follow=True)
    assert said(answer) == ["Er worden 2 vertalingen gemaakt. Je ziet hier wanneer het klaar is."]
    assert [state.get_text() for state in read(as_els.get(address)).select(".tr-state")] == ["Achter", "Nog niet", "Achter"]


def test_while_the_worker_is_at_it_the_page_says_so(braderie, as_els):
    TranslationJob.objects.create(page=braderie.page_ptr, language="fr", asked_at=timezone.now(), state="busy")
    assert read(as_els.get(f"/admin/talen/{braderie.pk}/")).select_one(".tr-state").get_text() == "Wordt vertaald"


def test_without_a_language_the_form_says_what_is_missing(braderie, as_els):
    assert read(as_els.post(f"/admin/talen/{braderie.pk}/", {})).select_one(".tr-soft--wrong")
    assert as_els.post(f"/admin/talen/{braderie.pk}/", {"languages": ["nl"]}).status_code == 200
    assert not TranslationJob.objects.exists()


def test_the_machine_is_offered_when_there_is_one_only(braderie, as_els, settings):
    address = f"/admin/talen/{braderie.pk}/"
    assert not read(as_els.get(address)).select("input[name=with_machine]")
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = DUMMY
    assert read(as_els.get(address)).select("input[name=with_machine]")


def test_words_that_would_be_gone_are_shown_and_a_box_gives_them_up(tielt, as_els, django_capture_on_commit_callbacks):
    french = town_page(tielt, "fr")
    french.about += "<p>Le lundi, tout est fermé.</p>"
    published(french)
    address = f"/admin/talen/{town_page(tielt).pk}/"
    assert not read(as_els.get(address)).select("input[name=replace]")
    with django_capture_on_commit_callbacks(execute=True):
        as_els.post(address, {"languages": ["fr"]})
    page = read(as_els.get(address))
    assert "Le lundi, tout est fermé." in page.select_one(".help-warning").get_text()
    assert page.select("input[name=replace]")
    with django_capture_on_commit_callbacks(execute=True):
        as_els.post(address, {"languages": ["fr"], "replace": "on"})
    assert Translation.objects.filter(enabled=True).count() == 1


def test_what_changed_stands_beside_what_it_was(braderie, as_els, french, django_capture_on_commit_callbacks):
    say(french, **ALL)
    braderie.summary = "Zeventig kramen in de Kortrijkstraat."
    with django_capture_on_commit_callbacks(execute=True):
        published(braderie)
    lines = [" ".join(line.get_text().split()) for line in read(as_els.get(f"/admin/talen/{braderie.pk}/")).select(".tr-texts li")]
    told = "Vroeger: Zestig kramen in de Kortrijkstraat. · Soixante étals rue de Courtrai."
    assert lines == [f"In één zin Zeventig kramen in de Kortrijkstraat. {told}"]


def test_the_page_in_another_language_leads_to_the_same_screen(braderie, as_els, french):
    assert as_els.get(f"/admin/talen/{there(french).pk}/")["Location"] == f"/admin/talen/{braderie.pk}/"
    assert as_els.get(f"/admin/localize/submit/page/{braderie.pk}/")["Location"] == f"/admin/talen/{braderie.pk}/"
    assert as_els.get(f"/admin/localize/update/{french.source_id}/")["Location"] == f"/admin/talen/{braderie.pk}/"


# -- translating: the form, a PO file, the machine


def test_from_dutch_by_a_po_file_to_the_french_page(braderie, as_els, french, visit, els, django_capture_on_commit_callbacks):
    published(town_page(braderie.own_municipality(), "fr"))
    file = po_of(as_els, french)
    assert {entry.msgid for entry in file} == {*ALL, "braderie"}
    for entry in file:
        entry.msgstr = ALL.get(entry.msgid, "grande-braderie")
    assert said(upload(as_els, french, str(file).encode())) == ["7 teksten zijn overgenomen."]
    assert table(as_els)["Braderie"][0] == "Klaar om te publiceren"
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_els.post(edit(there(french)), {"action": "publish"}, follow=True)
    assert said(answer) == ["Gepubliceerd in het Frans."]
    assert table(as_els)["Braderie"][0] == "Vertaald"
    page = visit("/fr/tielt/grande-braderie/")
    assert (page.status, page.text("h1")) == (200, "La braderie")


def test_a_po_file_that_is_older_than_the_dutch_page_says_what_it_left_out(braderie, as_els, french, django_capture_on_commit_callbacks):
    file = po_of(as_els, french)
    braderie.price = "5 euro"
    with django_capture_on_commit_callbacks(execute=True):
        published(braderie)
    for entry in file:
        entry.msgstr = ALL.get(entry.msgid, "")
    file.find("Wat je ziet").flags.append("fuzzy")
    file.find("Breng een tas mee.").msgstr = "Apportez <script>un sac</script>."
    assert said(upload(as_els, french, str(file).encode())) == [
        "3 teksten zijn overgenomen.",
        "1 tekst niet: in het Nederlands staat er intussen iets anders.",
        "1 tekst niet: die staat als onzeker (fuzzy) in het bestand.",
        "1 tekst heeft opmaak of een link die niet past.",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"geen po",
        b"\x00\x01",
        b'msgid "x"\nmsgstr "y"\n',
        b'msgid ""\nmsgstr "Content-Type: text/plain; charset=klingon\\n"\n',
        b"#" * 1_100_000,
        b"/etc/passwd",
    ],
    ids=["empty", "words", "binary", "without a head", "unknown charset", "large", "name of a file"],
)
def test_a_file_that_is_no_po_of_this_page_is_refused_in_words(french, as_els, content):
    assert len(said(upload(as_els, french, content))) == 1
    assert not StringTranslation.objects.filter(locale=french.target_locale).exists()


def test_no_file_at_all_is_refused_in_words(french, as_els):
    answer = as_els.post(f"/admin/localize/translate/{french.pk}/pofile/upload/", follow=True)
    assert said(answer) == ["Kies eerst een PO-bestand."]


def test_the_po_file_of_another_page_is_refused(tielt, french, as_els, els, fr):
    other = start(page=new_event(tielt, slug="andere"), locale=fr, user=els)
    file = po_of(as_els, other)
    assert said(upload(as_els, french, str(file).encode())) == ["Dit bestand hoort bij een andere pagina of een andere taal."]


def test_one_text_is_translated_in_the_form(french, as_els):
    segment = StringSegment.objects.get(source=french.source, string__data="Braderie")
    address = f"/admin/localize/translate/{french.pk}/strings/{segment.pk}/edit/"
    answer = as_els.put(address, "value=La+braderie", content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, StringTranslation.objects.get(translation_of=segment.string).data) == (201, "La braderie")
    assert as_els.delete(address).status_code == 200


def test_the_form_leads_to_what_changed_and_to_no_alias(french, as_els):
    page = read(as_els.get(edit(there(french))))
    assert page.select(f'a[href="/admin/talen/{there(french).pk}/"]')
    assert '"convertToAliasUrl": null' in page.select_one(".js-translation-editor")["data-props"]


def test_the_machine_translates_on_the_worker_and_a_person_publishes(braderie, french, as_els, settings, visit, django_capture_on_commit_callbacks):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = DUMMY
    published(town_page(braderie.own_municipality(), "fr"))
    with django_capture_on_commit_callbacks() as waiting_tasks:
        as_els.post(f"/admin/localize/translate/{french.pk}/machine_translate/")
    assert not StringTranslation.objects.exists(), "not in the request"
    for task in waiting_tasks:
        task()
    assert not there(french).live
    with django_capture_on_commit_callbacks(execute=True):
        as_els.post(edit(there(french)), {"action": "publish"})
    assert there(french).summary == "Kortrijkstraat. de in kramen Zestig"
    assert there(french).slug == "braderie"


def test_a_page_with_gaps_says_how_many_when_it_is_published(french, as_els, django_capture_on_commit_callbacks):
    say(french, Braderie="La braderie")
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_els.post(edit(there(french)), {"action": "publish"}, follow=True)
    assert said(answer) == ["Gepubliceerd in het Frans.", "5 teksten zijn nog niet vertaald en staan er in het Nederlands."]


def test_what_was_written_by_hand_after_a_stop_is_kept_when_it_begins_again(french, as_els, django_capture_on_commit_callbacks):
    say(french, **ALL)
    with django_capture_on_commit_callbacks(execute=True):
        as_els.post(edit(there(french)), {"action": "publish"})
    as_els.post(f"/admin/localize/translate/{french.pk}/disable/")
    page = there(french)
    page.summary = "Soixante-dix étals, écrit à la main."
    published(page)
    answer = as_els.post(edit(page), {"localize-restart-translation": "1"}, follow=True)
    assert said(answer)[-1:] == ["De pagina volgt weer het Nederlands. Wat je zelf schreef, is overgenomen."]
    with django_capture_on_commit_callbacks(execute=True):
        as_els.post(edit(page), {"action": "publish"})
    assert there(french).summary == "Soixante-dix étals, écrit à la main."


def test_what_was_written_by_hand_and_has_no_place_stops_it(french, as_els, django_capture_on_commit_callbacks):
    say(french, **ALL)
    with django_capture_on_commit_callbacks(execute=True):
        as_els.post(edit(there(french)), {"action": "publish"})
    as_els.post(f"/admin/localize/translate/{french.pk}/disable/")
    page = there(french)
    page.audience = "Pour tout le monde."
    published(page)
    answer = as_els.post(edit(page), {"localize-restart-translation": "1"}, follow=True)
    assert "Voor wie: Pour tout le monde." in said(answer)[-1]
    assert not Translation.objects.get(pk=french.pk).enabled
    assert there(french).audience == "Pour tout le monde."


# -- rights


def everything_of(translation: Translation, source: Page) -> list[tuple[str, str]]:
    """Each address about a translation, with a way to ask it."""
    segment = StringSegment.objects.filter(source=translation.source).first()
    start_of = f"/admin/localize/translate/{translation.pk}/"
    return [
        ("get", f"/admin/talen/{source.pk}/"),
        ("post", f"/admin/talen/{source.pk}/"),
        ("get", f"/admin/localize/submit/page/{source.pk}/"),
        ("post", f"/admin/localize/submit/page/{source.pk}/"),
        ("get", f"/admin/localize/update/{translation.source_id}/"),
        ("put", f"{start_of}strings/{segment.pk}/edit/"),
        ("delete", f"{start_of}strings/{segment.pk}/edit/"),
        ("get", f"{start_of}pofile/download/"),
        ("post", f"{start_of}pofile/upload/"),
        ("post", f"{start_of}machine_translate/"),
        ("get", f"{start_of}preview/"),
        ("post", f"{start_of}disable/"),
        ("post", edit(there(translation))),
    ]


def test_an_editor_of_another_town_gets_nothing_of_it(french, braderie, neighbour):
    client = sign_in(Client(), neighbour)
    answers = {(how, address): getattr(client, how)(address) for how, address in everything_of(french, braderie)}
    assert {place for place, answer in answers.items() if answer.get("Location") != "/admin/"} == set()
    assert Translation.objects.get(pk=french.pk).enabled
    assert table(client) == {"Kortrijk": ["Eigen tekst"] * 3}


def test_an_editor_of_another_town_edits_no_text_of_it_through_their_own_translation(french, braderie, kortrijk, neighbour, fr):
    own = start(page=town_page(kortrijk), locale=fr, user=neighbour)
    theirs = StringSegment.objects.filter(source=french.source).first()
    client = sign_in(Client(), neighbour)
    answer = client.put(f"/admin/localize/translate/{own.pk}/strings/{theirs.pk}/edit/", "value=x", content_type="application/x-www-form-urlencoded")
    assert answer["Location"] == "/admin/"


def test_an_author_translates_and_does_not_publish(french, author, braderie):
    client = sign_in(Client(), author)
    segment = StringSegment.objects.get(source=french.source, string__data="Braderie")
    address = f"/admin/localize/translate/{french.pk}/strings/{segment.pk}/edit/"
    assert client.put(address, "value=La+braderie", content_type="application/x-www-form-urlencoded").status_code == 201
    assert client.post(edit(there(french)), {"action": "publish"})["Location"] == "/admin/"
    assert not there(french).live


@pytest.mark.parametrize(
    "address",
    [
        *("/admin/localize/page/{page}/convert_to_alias/", "/admin/localize/reports/translations/", "/admin/localize/api/snippets/shops/category/"),
        *("/admin/localize/translate/{translation}/overrides/1/edit/", "/admin/locales/"),
    ],
)
def test_what_no_editor_needs_stays_closed_for_the_province_too(french, address):
    open_province()
    client = sign_in(Client(), roles.province())
    asked = client.get(address.format(page=there(french).pk, translation=french.pk))
    assert asked["Location"] == "/admin/"


def test_the_right_that_holds_everywhere_is_given_to_no_role():
    assert not [role for role in Role if any("wagtail_localize" in right for right in rights_of(role))]


# -- the desk


def test_what_is_behind_waits_on_the_desk_of_the_town(braderie, french, els, neighbour):
    found = waiting.behind(els, None, timezone.now())
    assert found
    assert (found.count, found.label, found.url) == (1, "pagina loopt achter in een andere taal", "/admin/talen/?stand=achter")
    assert found.first == (("Braderie", f"/admin/talen/{braderie.pk}/"),)
    assert waiting.behind(neighbour, None, timezone.now()) is None


def test_what_is_translated_waits_for_nobody(french, els):
    say(french, **ALL)
    assert waiting.behind(els, None, timezone.now()) is None
