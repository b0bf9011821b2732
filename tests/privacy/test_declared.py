"""What every room declares that it keeps of people, held against the fields that there are and the jobs that erase."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import CharField, EmailField, Field, GenericIPAddressField, JSONField, TextField
from phonenumber_field.modelfields import PhoneNumberField

from gate.sealed_text import SealedTextField
from gate.throttle import LONGEST, Rule
from ikkooplokaal.periodic import DAY, JOBS
from privacy.declared import Basis, Kept, Rows, Whose, declared, in_browser
from privacy.terms import Months, in_words
from votes import asking

OF_PEOPLE = (EmailField, SealedTextField, PhoneNumberField, GenericIPAddressField)
NAMED_LIKE = re.compile(
    r"(mac|hash|mail|phone|network|identity|contact|first_name|last_name|full_name|user|author|owner|person|street|observer|form_data|session"
    r"|secret|password|token|credit|organiser|juror|reporter|address)|(^|_)by$"
)
NOBODY = {  # what looks like it, and why it is nobody's
    "media_library.SiteDocument.file_hash": "of a file",
    "media_library.SiteImage.file_hash": "of a file",
    "wagtailcore.CollectionViewRestriction.password": "of a collection, chosen by an editor",
    "wagtailcore.PageViewRestriction.password": "of a page, chosen by an editor",
    "wagtailembeds.Embed.author_name": "nothing is embedded: WAGTAILEMBEDS_FINDERS is empty",
    "wagtailembeds.Embed.hash": "of an address of a video",
}
NOT_STORED_IN = {"wagtailimages", "wagtaildocs"}  # Wagtail's own models of pictures and documents, in whose place the site has its own


def every_field() -> dict[str, Field]:
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label not in NOT_STORED_IN]
    return {f"{model._meta.label}.{field.name}": field for model in models for field in model._meta.local_fields + model._meta.local_many_to_many}


def can_hold_somebody(field: Field) -> bool:
    to_a_user = field.is_relation and field.related_model is not None and field.related_model._meta.label == settings.AUTH_USER_MODEL
    tells = isinstance(field, CharField | TextField | JSONField) and bool(NAMED_LIKE.search(field.name))
    return to_a_user or tells or isinstance(field, OF_PEOPLE)


def undeclared(fields: dict[str, Field], kinds: list[Kept]) -> set[str]:
    told = {name for kind in kinds for name in kind.fields}
    return {name for name, field in fields.items() if can_hold_somebody(field)} - told - set(NOBODY)


def test_every_field_that_can_hold_somebody_is_declared_or_said_to_be_nobodys():
    assert undeclared(every_field(), declared()) == set()


def test_a_field_that_nobody_declared_would_be_found():
    without = [kind for kind in declared() if kind.name != "votes.addresses"]
    assert undeclared(every_field(), without) == {"votes.VoteRequest.address"}


def test_what_is_declared_exists_and_nothing_is_left_out_without_need():
    fields = every_field()
    assert {name for kind in declared() for name in kind.fields} - set(fields) == set()
    assert [name for name in NOBODY if name not in fields or not can_hold_somebody(fields[name])] == []


def test_a_kind_is_declared_once_and_every_room_that_keeps_something_did():
    names = [kind.name for kind in declared()]
    assert len(names) == len(set(names))
    rooms = {"accounts", "ambassadors", "content", "events", "gate", "home", "mail", "media_library", "shops", "votes"}
    assert {name.partition(".")[0] for name in names} == rooms


def test_every_job_that_is_named_is_one_and_comes_as_soon_as_the_page_says():
    every = {job.name: job.every for job in JOBS}
    assert {kind.job for kind in declared() if kind.job} - set(every) == set()
    slow = {kind.name for kind in declared() if kind.job and every[kind.job] > kind.lag}
    assert slow == {"votes.addresses", "votes.requests"}
    assert asking.KEPT + every["votes.prune"] <= asking.PROMISED


def test_a_term_has_a_job_and_a_job_has_a_term_but_where_a_code_says_itself_how_long_it_lives():
    assert {kind.name for kind in declared() if bool(kind.term) != bool(kind.job)} == {"mail.codes"}
    assert all("%(term)s" in str(kind.how_long) for kind in declared() if kind.term)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("votes.addresses", "3 dagen"),
        ("votes.slips", "30 dagen"),
        ("gate.throttles", "1 dag"),
        ("mail.letters", "7 dagen"),
        ("content.visits", "26 maanden"),
        ("shops.unanswered", "6 maanden"),
        ("shops.open_reports", "1 jaar"),
        ("shops.settled_reports", "30 dagen"),
        ("shops.visits", "1 dag"),
        ("shops.refused", "30 dagen"),
        ("accounts.sessions", "12 uur"),
    ],
)
def test_the_page_names_the_term_that_the_job_works_with(name, said):
    (kind,) = (kind for kind in declared() if kind.name == name)
    assert said in kind.until


def test_a_rule_that_would_remember_somebody_for_longer_than_is_said_cannot_be_made():
    with pytest.raises(ValueError, match="remembers somebody for longer"):
        Rule("a week", 3, 7 * DAY)
    assert LONGEST == DAY


@pytest.mark.parametrize(
    ("term", "said"), [(Months(1), "1 maand"), (Months(26), "26 maanden"), (30 * DAY, "30 dagen"), (DAY / 24, "1 uur"), (365 * DAY, "1 jaar")]
)
def test_a_term_is_said_in_the_largest_unit_that_says_it_exactly(term, said):
    assert in_words(term) == said


def test_what_stays_in_a_browser_is_named():
    names = {thing.name(): thing.is_cookie for thing in in_browser()}
    assert names == {
        "csrftoken": True,
        "sessionid": True,
        "messages": True,
        "shopkeeper": True,
        "wagtail_sidebar_collapsed": True,
        "mijn-gemeente": False,
        "onthoud-gemeente": False,
    }


def test_a_kind_says_in_words_how_long_it_is_kept():
    kind = Kept(
        "x", Whose.WRITERS, "Brieven", "Om te antwoorden", Basis.CONSENT, "Tot %(term)s na je brief.", (), Rows(apps.get_model("shops.Shop")), DAY
    )
    assert kind.until == "Tot 1 dag na je brief."
