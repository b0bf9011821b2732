"""Text that a column holds encrypted."""

import logging

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from django.test.utils import isolate_apps

from gate import sealed_text
from gate.sealed_text import SealedTextField, Unreadable, seal, unseal

TEXT = "an@brugge.example, één stem"


with isolate_apps("gate"):  # no model of the site: migrations must not hear of it

    class Letter(models.Model):
        """A row of these tests."""

        to = SealedTextField(blank=True)
        note = SealedTextField(null=True)

        class Meta:
            app_label = "gate"
            db_table = "gate_letter_of_the_tests"


@pytest.fixture
def letters(db):
    """The empty table of Letter."""
    sealed_text.say_unreadable.cache_clear()
    with connection.cursor() as cursor:
        cursor.execute('CREATE TEMPORARY TABLE gate_letter_of_the_tests (id integer PRIMARY KEY, "to" text NOT NULL, note text)')
        yield Letter.objects
        cursor.execute("DROP TABLE gate_letter_of_the_tests")


def stored() -> list[str]:
    """What the database itself holds in the column `to`."""
    with connection.cursor() as cursor:
        cursor.execute('SELECT "to" FROM gate_letter_of_the_tests ORDER BY id')
        return [row[0] for row in cursor.fetchall()]


def test_sealed_text_opens_again_and_does_not_show_what_it_says():
    sealed = seal(TEXT)
    assert unseal(sealed) == TEXT
    assert "brugge" not in sealed
    assert seal(TEXT) != sealed
    assert (seal(""), unseal("")) == ("", "")


@pytest.mark.parametrize("damaged", ["x", "é", "an@brugge.example", seal(TEXT)[:-4], seal(TEXT)[:-6] + "AAAAA="])
def test_what_is_damaged_or_never_was_sealed_is_unreadable_and_not_repeated(damaged):
    with pytest.raises(Unreadable) as refusal:
        unseal(damaged)
    assert str(refusal.value) == ""


def test_a_key_that_was_changed_still_opens_what_it_sealed_as_long_as_it_is_listed(settings):
    sealed = seal(TEXT)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "tomorrow's", [settings.SECRET_KEY]
    assert unseal(sealed) == TEXT
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(Unreadable):
        unseal(sealed)


def test_the_database_holds_only_sealed_text_and_whoever_reads_the_row_gets_it_back(letters):
    letters.create(id=1, to=TEXT)
    letters.bulk_create([Letter(id=2, to=TEXT)])
    letters.create(id=3)
    letters.filter(id=3).update(to=TEXT)
    letters.create(id=4)
    letters.bulk_update([Letter(id=4, to=TEXT)], ["to"])
    assert [text for text in stored() if "brugge" in text or len(text) < 100] == []
    assert [letter.to for letter in letters.order_by("id")] == [TEXT] * 4
    assert set(letters.values_list("to", flat=True)) == {TEXT}


def test_nothing_and_null_stay_what_they_are_and_can_be_asked_for(letters):
    letters.create(id=1, to="")
    letters.create(id=2, to=TEXT, note="x")
    assert stored()[0] == ""
    assert [letter.pk for letter in letters.filter(to="")] == [1]
    assert [letter.pk for letter in letters.exclude(to="")] == [2]
    assert [letter.pk for letter in letters.filter(note=None)] == [1]
    assert letters.get(id=1).note is None


@pytest.mark.parametrize(
    "question", [{"to": TEXT}, {"to__in": [TEXT]}, {"to__contains": "an"}, {"to__gt": ""}, {"to__length": 1}, {"to": models.F("note")}]
)
def test_no_other_question_finds_nothing_in_silence(letters, question):
    with pytest.raises(FieldError, match="is sealed"):
        letters.filter(**question).exists()


def test_a_list_with_rows_of_a_lost_key_still_shows_and_the_log_says_so_once(letters, settings, caplog):
    for number in (1, 2):
        letters.create(id=number, to=TEXT)
    settings.SECRET_KEY = "tomorrow's"
    letters.create(id=3, to=TEXT)
    with caplog.at_level(logging.ERROR):
        assert [letter.to for letter in letters.order_by("id")] == ["", "", TEXT]
    assert len(caplog.records) == 1
    assert "gate.Letter.to" in caplog.text and "brugge" not in caplog.text
