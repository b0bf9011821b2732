"""Which machine is asked, how, and what a refusal of it is. Nothing here reaches the network."""

from types import SimpleNamespace
from typing import Any

import environ
import pytest
import requests
from wagtail.models import Locale
from wagtail_localize.strings import StringValue

from ikkooplokaal.translating.chosen_machine import machine_translator
from ikkooplokaal.translating.outside import DeepL, Libre

TEXTS = [StringValue("Dag"), StringValue("Tot <b>morgen</b>")]
DUTCH, ENGLISH, FRENCH = (Locale(language_code=code) for code in ("nl", "en", "fr"))


class Answers:
    """Stands in for requests.post; keeps what was asked."""

    def __init__(self, status: int, told: Any) -> None:
        self.answer = requests.Response()
        self.answer.status_code, self.answer._content = status, told
        self.asked: list[SimpleNamespace] = []

    def __call__(self, address: str, data: dict | None = None, **how: Any) -> requests.Response:
        self.asked.append(SimpleNamespace(address=address, data=data, **how))
        self.answer.url = address
        return self.answer


def environment(**variables: str) -> environ.Env:
    env = environ.Env()
    env.ENVIRON = variables
    return env


def test_deepl_is_asked_politely_in_british_english_and_without_its_key_in_the_address(monkeypatch):
    answers = Answers(200, b'{"translations": [{"text": "Hello"}, {"text": "Till <b>tomorrow</b>"}]}')
    monkeypatch.setattr(requests, "post", answers)
    told = DeepL({"AUTH_KEY": "secret:fx"}).translate(DUTCH, ENGLISH, TEXTS)
    assert [one.data for one in told.values()] == ["Hello", "Till <b>tomorrow</b>"]
    asked = answers.asked[0]
    assert (asked.address, asked.timeout, asked.allow_redirects) == ("https://api-free.deepl.com/v2/translate", 30, False)
    wanted = {"text": ["Dag", "Tot <b>morgen</b>"], "tag_handling": "xml", "source_lang": "NL", "target_lang": "EN-GB", "formality": "prefer_more"}
    assert asked.data == wanted


@pytest.mark.parametrize("status", [403, 429, 456, 500])
def test_a_refusal_is_no_translation_and_does_not_tell_the_key(monkeypatch, status):
    monkeypatch.setattr(requests, "post", Answers(status, b'{"message": "no"}'))
    with pytest.raises(requests.HTTPError) as refused:
        DeepL({"AUTH_KEY": "secret"}).translate(DUTCH, FRENCH, TEXTS)
    assert "secret" not in str(refused.value)


def test_libretranslate_is_asked_at_its_own_address_and_followed_nowhere_else(monkeypatch):
    answers = Answers(200, b'{"translatedText": ["Hello", "Till <b>tomorrow</b>"]}')
    monkeypatch.setattr(requests, "post", answers)
    told = Libre({"LIBRETRANSLATE_URL": "https://translate.example.org", "API_KEY": "k", "TIMEOUT": 30}).translate(DUTCH, ENGLISH, TEXTS)
    assert [one.data for one in told.values()] == ["Hello", "Till <b>tomorrow</b>"]
    asked = answers.asked[0]
    assert (asked.address, asked.timeout, asked.allow_redirects) == ("https://translate.example.org/translate", 30, False)
    assert asked.json == {"q": ["Dag", "Tot <b>morgen</b>"], "source": "nl", "target": "en", "format": "html", "api_key": "k"}


@pytest.mark.parametrize("told", [b'{"error": "Slowdown"}', b"<html>"])
def test_a_redirect_of_libretranslate_is_no_translation(monkeypatch, told):
    monkeypatch.setattr(requests, "post", Answers(302, told))
    with pytest.raises((KeyError, requests.JSONDecodeError)):
        Libre({"LIBRETRANSLATE_URL": "https://translate.example.org", "API_KEY": "k"}).translate(DUTCH, FRENCH, TEXTS)


def test_without_a_key_or_an_address_there_is_no_machine():
    assert machine_translator(environment()) is None


def test_a_key_chooses_deepl_and_an_address_libretranslate():
    deepl = machine_translator(environment(DEEPL_AUTH_KEY="k", LIBRETRANSLATE_URL="https://translate.example.org/"))
    assert deepl == {"CLASS": "ikkooplokaal.translating.outside.DeepL", "OPTIONS": {"AUTH_KEY": "k"}}
    libre = machine_translator(environment(LIBRETRANSLATE_URL="https://translate.example.org/"))
    assert libre and libre["OPTIONS"]["LIBRETRANSLATE_URL"] == "https://translate.example.org"


def test_the_dummy_is_never_there_on_a_real_site():
    asked = environment(DUMMY_TRANSLATOR="1")
    assert machine_translator(asked) is None
    assert machine_translator(asked, may_be_dummy=True) == {"CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"}
