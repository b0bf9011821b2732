"""What the settings read of the environment, and what they do not take for an answer."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from ikkooplokaal.environment import Environment, Filled


@pytest.fixture
def env() -> Environment:
    return Environment()


@pytest.mark.parametrize("empty", ["", " ", "\n"])
def test_what_is_empty_is_missing(env, monkeypatch, empty):
    monkeypatch.setenv("OF_THIS_TEST", empty)
    assert env("OF_THIS_TEST", default="another") == "another"
    assert env.list("OF_THIS_TEST", default=["a"]) == ["a"]
    assert env.bool("OF_THIS_TEST", default=True) is True
    with pytest.raises(ImproperlyConfigured, match=r"^Set the OF_THIS_TEST environment variable$"):
        env("OF_THIS_TEST")


@pytest.mark.parametrize(("said", "meant"), [("1", True), ("Yes", True), ("ON", True), (" true ", True), ("0", False), ("off", False), ("No", False)])
def test_yes_and_no_may_be_said_in_the_words_of_other_programs(env, monkeypatch, said, meant):
    monkeypatch.setenv("OF_THIS_TEST", said)
    assert env.bool("OF_THIS_TEST", default=not meant) is meant


@pytest.mark.parametrize("said", ["ja", "nee", "2"])
def test_any_other_word_is_refused_and_the_variable_named(env, monkeypatch, said):
    monkeypatch.setenv("OF_THIS_TEST", said)
    with pytest.raises(ImproperlyConfigured, match=rf"^OF_THIS_TEST is 1 or 0, not '{said}'$"):
        env.bool("OF_THIS_TEST", default=True)


@pytest.mark.parametrize(("said", "meant"), [("", "dump"), ("dump", "dump"), (" base", "base")])
def test_one_of_some_words_is_the_first_when_nothing_is_said(env, monkeypatch, said, meant):
    monkeypatch.setenv("OF_THIS_TEST", said)
    assert env.one_of("OF_THIS_TEST", "dump", "base") == meant


def test_a_word_that_is_none_of_them_is_refused_with_those_that_are(env, monkeypatch):
    monkeypatch.setenv("OF_THIS_TEST", "basis")
    with pytest.raises(ImproperlyConfigured, match=r"^OF_THIS_TEST is one of dump, base, not 'basis'$"):
        env.one_of("OF_THIS_TEST", "dump", "base")


def test_the_end_of_a_line_is_no_part_of_what_a_file_says(monkeypatch, tmp_path):
    (tmp_path / "token").write_text(" a token\r\n")
    monkeypatch.setenv("OF_THIS_TEST_FILE", str(tmp_path / "token"))
    assert Environment()("OF_THIS_TEST") == " a token"


def test_only_what_says_something_is_counted():
    filled = Filled({"one": "1", "empty": "", "two": "2\n"})
    assert (dict(filled), len(filled)) == ({"one": "1", "two": "2"}, 2)
