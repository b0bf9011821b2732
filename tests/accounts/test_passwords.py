"""What is refused as a password, and what is not."""

import pytest
from django.contrib.auth.password_validation import get_password_validators, validate_password
from django.core.exceptions import ValidationError

from accounts.passwords import is_guessed_first

REFUSAL = "Dit wachtwoord is makkelijk te raden. Neem liever een zin die alleen jij verzint."


@pytest.mark.parametrize(
    "password",
    [
        "wachtwoord123",
        "Wachtwoord2026!",
        "W@chtw00rd!!!!",
        "welkom123456",
        "w3lk0m-w3lk0m",
        "welkom2024kortrijk",
        "azertyuiop12",
        "qwertyuiop[]",
        "poiuytreza12",
        "1qaz2wsx3edc4rfv",
        "lokaal-kopen-2026",
        "lokaal-kopen-demo",
        "ikkooplokaal",
        "Ik koop lokaal!",
        "ikkooplokaal.be",
        "gemeenteTielt8700",
        "2025 Zomer 2025",
        "september2026",
        "aaaaaaaaaaaa",
        "abababababab",
        "abcdefghijkl",
        "123456789012",
        "abc123456789",
        "2026-11-25-12",
        "ikhouvanjou1",
    ],
)
def test_what_everybody_takes_first_is_refused(password):
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert REFUSAL in refused.value.messages


@pytest.mark.parametrize(
    "password",
    [
        "een lange zin van mij",
        "elf nonkels eten wafels",
        "de winkel van mijn tante",
        "in de zomer eet ik kersen",
        "kT9#vm2Lq-x8Wd",
        "mosselpotje op de dijk",
    ],
)
def test_a_sentence_of_ones_own_is_good(password):
    validate_password(password)


def test_a_very_long_password_of_known_words_and_one_letter_more_is_good():
    assert is_guessed_first("ikkoop" * 2_000 + "y") is False


def test_the_rule_is_told_in_dutch_before_it_is_broken(settings):
    told = [rule.get_help_text() for rule in get_password_validators(settings.AUTH_PASSWORD_VALIDATORS)]
    assert "Geen bekend woord met een jaartal erachter, en geen rij van je toetsenbord." in told
