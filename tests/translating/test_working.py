"""What somebody asks is done by the worker: once, in order, and it ends with an answer."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from wagtail.models import Locale
from wagtail_localize.machine_translators.dummy import DummyTranslator
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.strings import StringValue

from events.models import EventPage
from ikkooplokaal.models import TranslationJob
from ikkooplokaal.translating import machine, working
from ikkooplokaal.translating.asking import ask, prune, resume
from ikkooplokaal.translating.refusals import NotTheirs, NotTheSource
from ikkooplokaal.translating.starting import start
from municipalities.models import Role
from municipalities.onboarding import open_province
from municipalities.roles import take
from tests.factories import roles
from tests.translating.conftest import AT, new_event, published, town_page
from tests.translating.test_publishing import say

pytestmark = pytest.mark.django_db
DUMMY = {"CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"}
MINUTE = timedelta(minutes=1)


@pytest.fixture
def dummy(settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = DUMMY


@pytest.fixture
def asked(braderie, els, django_capture_on_commit_callbacks):
    """Ask, and let the task be done at once."""

    def done(**how: object) -> list[TranslationJob]:
        with django_capture_on_commit_callbacks(execute=True):
            jobs = ask(**({"user": els, "page": braderie, "languages": ["fr"], "at": AT} | how))
        return list(TranslationJob.objects.filter(pk__in=[job.pk for job in jobs]).order_by("pk"))

    return done


def outcome(jobs: list[TranslationJob]) -> list[tuple[str, str]]:
    return [(job.language, job.state) for job in jobs]


def test_a_page_is_translated_into_the_languages_that_were_asked(asked, braderie):
    assert outcome(asked(languages=["fr", "de"])) == [("de", "done"), ("fr", "done")]
    made = EventPage.objects.filter(translation_key=braderie.translation_key).exclude(pk=braderie.pk)
    assert {page.locale.language_code: page.live for page in made} == {"fr": False, "de": False}


def test_what_waits_is_not_asked_again(braderie, els):
    assert len(ask(user=els, page=braderie, languages=["fr"], at=AT)) == 1
    assert ask(user=els, page=braderie, languages=["fr"], at=AT) == []


def test_the_pages_below_come_along_after_the_page_above(asked, tielt):
    jobs = asked(page=town_page(tielt), with_below=True)
    assert [(job.page.title, job.state) for job in jobs] == [("Tielt", "done"), ("Braderie", "done")]


def test_who_has_no_part_in_a_town_asks_nothing_of_it(braderie, neighbour):
    with pytest.raises(NotTheirs):
        ask(user=neighbour, page=braderie, languages=["fr"], at=AT)
    assert not TranslationJob.objects.exists()


def test_an_author_may_ask_and_publishes_nothing_by_it(asked, author, braderie):
    assert outcome(asked(user=author)) == [("fr", "done")]
    assert not EventPage.objects.get(translation_key=braderie.translation_key, locale__language_code="fr").live


def test_an_editor_does_not_translate_the_front_page_and_the_province_does(laid_out, els, asked):
    with pytest.raises(NotTheirs):
        ask(user=els, page=laid_out["nl"], languages=["fr"], at=AT)
    open_province()
    assert outcome(asked(user=roles.province(), page=laid_out["nl"])) == [("fr", "done")]


def test_only_a_dutch_page_is_asked_for(tielt, els):
    with pytest.raises(NotTheSource):
        ask(user=els, page=town_page(tielt, "fr"), languages=["de"], at=AT)


def test_whoever_lost_their_role_meanwhile_is_refused_by_the_worker(braderie, els, tielt):
    job = ask(user=els, page=braderie, languages=["fr"], at=AT)[0]
    take(user=els, role=Role.EDITOR, municipality=tielt)
    working.do(job_id=job.pk, at=AT)
    job.refresh_from_db()
    assert job.state == "refused"
    assert not Translation.objects.exists()


def test_words_that_would_be_gone_are_said_and_a_second_question_may_give_them_up(asked, tielt):
    french = town_page(tielt, "fr")
    french.about += "<p>Le lundi, tout est fermé.</p>"
    published(french)
    job = asked(page=town_page(tielt))[0]
    assert (job.state, job.code) == ("refused", "own words")
    assert "Over winkelen hier: À Tielt" in job.said
    assert outcome(asked(page=town_page(tielt), replace=True)) == [("fr", "done")]


def test_what_goes_wrong_is_failed_and_can_be_asked_again(asked, monkeypatch):
    def broken(**_: object) -> None:
        raise RuntimeError("no network today")

    with monkeypatch.context() as patched:
        patched.setattr(working, "start", broken)
        assert outcome(asked()) == [("fr", "failed")]
    assert outcome(asked()) == [("fr", "done")]


def test_a_job_is_done_by_one_worker_only(braderie, els, monkeypatch):
    job = ask(user=els, page=braderie, languages=["fr"], at=AT)[0]
    done = []
    monkeypatch.setattr(working, "carry_out", done.append)
    working.do(job_id=job.pk, at=AT)
    working.do(job_id=job.pk, at=AT)
    assert len(done) == 1


def test_what_a_killed_worker_held_is_failed_and_what_no_worker_heard_of_is_told_again(braderie, els, django_capture_on_commit_callbacks):
    held, unheard = ask(user=els, page=braderie, languages=["fr", "de"], at=AT)
    TranslationJob.objects.filter(pk=held.pk).update(state="busy", began_at=AT)
    with django_capture_on_commit_callbacks(execute=True):
        resume(AT + 14 * MINUTE)
    assert {job.pk: job.state for job in TranslationJob.objects.all()} == {held.pk: "busy", unheard.pk: "done"}
    resume(AT + 15 * MINUTE)
    assert TranslationJob.objects.get(pk=held.pk).state == "failed"


def test_answers_are_forgotten_after_a_month(asked):
    job = asked()[0]
    prune(job.ended_at + timedelta(days=29))
    assert TranslationJob.objects.exists()
    prune(job.ended_at + timedelta(days=30))
    assert not TranslationJob.objects.exists()


# -- the machine


def test_the_machine_fills_in_what_is_missing_and_no_address(asked, dummy, fr):
    asked(with_machine=True)
    said = set(StringTranslation.objects.filter(locale=fr, translation_type="machine").values_list("data", flat=True))
    assert said == {
        *("Braderie", "Kortrijkstraat. de in kramen Zestig", "binnen Gratis"),
        *("ziet je Wat", "kramen. zestig staan Er", "mee. tas een Breng"),
    }
    assert not StringTranslation.objects.filter(context__path="slug").exists()


def test_what_a_person_wrote_stays(braderie, els, fr, dummy):
    translation = start(page=braderie, locale=fr, user=els)
    say(translation, Braderie="La braderie")
    assert machine.fill(translation=translation, user=els) == 5
    assert StringTranslation.objects.get(translation_of__data="Braderie", locale=fr).data == "La braderie"


def test_without_a_machine_the_page_is_made_and_the_answer_says_so(asked, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None
    job = asked(with_machine=True)[0]
    assert (job.state, job.said) == ("refused", "Er is geen vertaalmachine ingesteld.")
    assert Translation.objects.count() == 1


def test_a_draft_is_sent_to_no_machine(asked, dummy, tielt):
    draft = new_event(tielt, title="Kerstmarkt", slug="kerstmarkt")
    draft.unpublish()
    job = asked(page=draft, with_machine=True)[0]
    assert (job.state, job.said.split(". ")[0]) == ("refused", "De Nederlandse pagina is nog niet gepubliceerd")


@pytest.mark.parametrize("said", ["Schrijf naar an@tielt.example.", "Bel 0470 12 34 56 voor 18 u.", "Bel +32 (0)51 40.00.00"])
def test_a_text_with_somebodys_address_or_number_is_not_sent(asked, tielt, monkeypatch, dummy, said):
    sent: list[str] = []

    def translate(self, source, target, strings):
        sent.extend(string.data for string in strings)
        return {string: StringValue(string.data.upper()) for string in strings}

    monkeypatch.setattr(DummyTranslator, "translate", translate)
    asked(page=new_event(tielt, slug="andere", summary=said), with_machine=True)
    assert said not in sent
    assert "Gratis binnen" in sent


def test_many_texts_are_asked_a_handful_at_a_time(braderie, els, fr, dummy, monkeypatch):
    sizes: list[int] = []
    monkeypatch.setattr(machine, "AT_ONCE", 4)
    ours = DummyTranslator.translate

    def translate(self, source, target, strings):
        sizes.append(len(strings))
        return ours(self, source, target, strings)

    monkeypatch.setattr(DummyTranslator, "translate", translate)
    machine.fill(translation=start(page=braderie, locale=fr, user=els), user=els)
    assert sizes == [4, 2]


# -- through the real queue


@pytest.mark.django_db(transaction=True)
def test_nothing_is_translated_in_the_request_and_the_worker_does_it(settings, tielt, els):
    braderie = new_event(tielt)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    jobs = ask(user=els, page=braderie, languages=["fr", "en", "de"], at=AT)
    assert {job.state for job in TranslationJob.objects.all()} == {"waiting"}
    assert not Translation.objects.exists()

    call_command("db_worker", batch=True, startup_delay=False, interval=0, verbosity=0)

    assert [TranslationJob.objects.get(pk=job.pk).state for job in jobs] == ["done"] * 3
    assert set(Translation.objects.values_list("target_locale__language_code", flat=True)) == {"fr", "en", "de"}
    assert Locale.objects.count() == 4
