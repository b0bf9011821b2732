"""The contact form in other languages: it asks what the Dutch page asks, in words that are translated, or in Dutch that says so."""

import importlib
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.test import Client
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from home.first_pages import lay_out_first_pages
from home.models import ContactField, ContactPage, HomePage
from ikkooplokaal.translating import publishing
from ikkooplokaal.translating.starting import start
from mail.models import OutgoingMail
from municipalities.onboarding import open_province
from tests.factories import roles
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
FR = "/fr/contact/"


@pytest.fixture
def dutch(laid_out, wednesday) -> ContactPage:
    """Asks a name and a message."""
    home = HomePage.objects.get(locale__language_code="nl")
    page = ContactPage(title="Contact", slug="contact", locale=home.locale)
    page.form_fields = [
        ContactField(sort_order=0, label="Je naam", required=False),
        ContactField(sort_order=1, label="Je bericht", help_text="Over welke winkel?", field_type="multiline"),
    ]
    home.add_child(instance=page)
    return ContactPage.objects.get(pk=page.pk)


@pytest.fixture
def french(dutch) -> Translation:
    return start(page=dutch, locale=Locale.objects.get(language_code="fr"), user=None)


@pytest.fixture
def publish(django_capture_on_commit_callbacks):
    """Publish a translation in which these words are told, by the Dutch ones."""

    def done(translation: Translation, **told: str) -> None:
        for dutch, said in told.items():
            segment = StringSegment.objects.get(source=translation.source, string__data=dutch)
            place = {"translation_of": segment.string, "context": segment.context, "locale": translation.target_locale}
            StringTranslation.objects.update_or_create(**place, defaults={"data": said, "translation_type": "manual"})
        with django_capture_on_commit_callbacks(execute=True):
            publishing.save(Translation.objects.get(pk=translation.pk), user=None, publish=True)

    return done


def asked(page) -> list[tuple[str, bool]]:
    """(question, whether it says that it is in Dutch)."""
    return [(label.get_text(strip=True), label.select_one("[lang=nl]") is not None) for label in page.soup.select("form.contact label")]


def test_a_translator_gets_the_words_of_the_questions(french):
    offered = set(StringSegment.objects.filter(source=french.source).values_list("string__data", flat=True))
    assert offered == {"Contact", "contact", "Je naam", "Je bericht", "Over welke winkel?"}
    assert {entry.msgid for entry in french.export_po()} == offered


def test_one_of_two_questions_is_translated_and_the_other_is_asked_in_dutch_that_says_so(french, publish, visit):
    publish(french, **{"Je naam": "Votre nom"})
    page = visit(FR)
    assert asked(page) == [("Votre nom", False), ("Je bericht", True)]
    assert page.texts('.field__help [lang="nl"]') == ["Over welke winkel?"]
    assert [label for label, _ in asked(visit("/nl/contact/"))] == ["Je naam", "Je bericht"]
    assert not visit("/nl/contact/").soup.select("form.contact [lang]")


def test_an_answer_is_kept_under_the_same_name_and_a_mail_asks_without_a_mark(dutch, french, publish, client):
    dutch.to_address = "economie@west-vlaanderen.example"
    dutch.save()
    publish(french, **{"Je naam": "Votre nom"})
    assert client.post(FR, {"veld-je_naam": "Mia", "veld-je_bericht": "Bonjour"}).status_code == 303
    text = OutgoingMail.objects.get().text
    assert "Votre nom:\nMia" in text
    assert "Je bericht:\nBonjour" in text


def test_what_is_asked_in_dutch_reaches_the_other_languages_at_once(dutch, french, publish, visit):
    publish(french, **{"Je naam": "Votre nom"})
    page = ContactPage.objects.get(pk=dutch.pk)
    name, message = page.form_fields.all()
    name.sort_order, message.sort_order, message.label, name.required = 1, 0, "Wat wil je kwijt?", True
    page.form_fields = [message, name, ContactField(sort_order=2, label="Je telefoon", required=False)]
    page.save_revision().publish()
    shown = visit(FR)
    assert asked(shown) == [("Wat wil je kwijt?", True), ("Votre nom", False), ("Je telefoon", True)]
    assert [field.has_attr("required") for field in shown.soup.select("form.contact input[type=text], form.contact textarea")] == [True, True, False]
    page.form_fields = [message]
    page.save_revision().publish()
    assert asked(visit(FR)) == [("Wat wil je kwijt?", True)]


def test_a_list_of_choices_is_translated_as_a_whole_or_stands_in_dutch(dutch, french, publish, visit):
    dutch.form_fields = [ContactField(label="Waarover", field_type="dropdown", choices="een winkel\nde stemming")]
    dutch.save_revision().publish()
    again = start(page=dutch, locale=french.target_locale, user=None)
    again.source.update_from_db()
    publish(again)
    assert visit(FR).texts('select[lang="nl"] option') == ["een winkel", "de stemming"]
    own = ContactPage.objects.get(locale__language_code="fr").form_fields.get()
    for choices, lang, shown in (
        ("un commerce\nle vote", None, ["un commerce", "le vote"]),
        ("un commerce", "nl", ["een winkel", "de stemming"]),
    ):
        ContactField.objects.filter(pk=own.pk).update(choices=choices)
        page = visit(FR)
        assert (page.soup.select_one("select").get("lang"), page.texts("option")) == (lang, shown)


# -- pages that were laid out with words of their own


def test_pages_that_were_laid_out_ask_in_their_own_language(laid_out, visit):
    lay_out_first_pages()
    assert asked(visit(FR)) == [("Votre nom", False), ("Votre adresse e-mail", False), ("Votre message", False)]
    assert asked(visit("/de/kontakt/"))[0] == ("Ihr Name", False)


def test_a_translation_takes_their_questions_over(laid_out, publish, visit):
    lay_out_first_pages()
    page = ContactPage.objects.get(locale__language_code="nl")
    publish(start(page=page, locale=Locale.objects.get(language_code="fr"), user=None))
    assert asked(visit(FR)) == [("Votre nom", False), ("Votre adresse e-mail", False), ("Votre message", False)]


# -- the editors' tool


def test_what_is_asked_and_where_letters_go_is_said_on_the_dutch_page_only(laid_out):
    lay_out_first_pages()
    open_province()
    province = sign_in(Client(), roles.province())
    for language, is_asked in (("nl", True), ("fr", False)):
        page = ContactPage.objects.get(locale__language_code=language)
        text = province.get(f"/admin/pages/{page.pk}/edit/").content.decode()
        found = {name: f'name="{name}"' in text for name in ("to_address", "months_kept", "form_fields-0-label")}
        assert found == dict.fromkeys(found, is_asked), language
        assert 'name="intro"' in text


def test_the_translator_sees_the_questions_in_the_tool(dutch, french, publish):
    publish(french, **{"Je naam": "Votre nom"})
    open_province()
    province = sign_in(Client(), roles.province())
    page = ContactPage.objects.get(locale__language_code="fr")
    assert "Over welke winkel?" in province.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    languages = province.get(f"/admin/talen/{dutch.pk}/")
    assert languages.status_code == 200


# -- questions that stood there before they had a key


def test_the_migration_gives_the_same_question_one_key_in_every_language():
    migration = importlib.import_module("home.migrations.0005_questions_in_each_language")
    key = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
    kept: dict[int, list[str]] = {}

    def question(pk: int, name: str) -> SimpleNamespace:
        return SimpleNamespace(pk=pk, clean_name=name, save=lambda update_fields: kept.setdefault(pk, update_fields))

    dutch, french = SimpleNamespace(translation_key=key, locale_id=1), SimpleNamespace(translation_key=key, locale_id=2)
    ours, theirs = [question(1, "naam"), question(2, "naam"), question(3, "bericht")], [question(4, "naam"), question(5, "bericht")]
    keys, others = migration.keep_keys(dutch, ours), migration.keep_keys(french, theirs)
    assert (keys[1], keys[3]) == (others[4], others[5])
    assert len({*keys.values()}) == 3
    assert (ours[0].locale_id, theirs[0].locale_id, sorted(kept)) == (1, 2, [1, 2, 3, 4, 5])
    version = migration.tell_keys({"form_fields": [{"pk": 1, "clean_name": "naam"}, {"pk": None, "clean_name": "bericht"}]}, dutch, keys)
    assert [(row["translation_key"], row["locale"]) for row in version["form_fields"]] == [(str(keys[1]), 1), (str(keys[3]), 1)]
