"""People before the screens of the vote, and the time of the database."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from municipalities.models import Municipality, Role
from tests import stopped_clock
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.votes import OPEN
from tests.public_page import words
from tests.signing_in import sign_in


@dataclass
class Person:
    """Somebody in the editors' tool. Addresses are given without "/admin/stemming/"."""

    user: User
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        sign_in(self.client, self.user)

    def answer(self, tail: str, **asked: Any) -> HttpResponse:
        return self.client.get(f"/admin/stemming/{tail}", asked)

    def opens(self, tail: str, **asked: Any) -> BeautifulSoup:
        answer = self.answer(tail, **asked)
        assert answer.status_code == 200, (tail, answer.status_code, answer.get("Location"))
        return BeautifulSoup(answer.content, "html.parser").select_one("main")

    def reads(self, tail: str, **asked: Any) -> str:
        return words(self.opens(tail, **asked))

    def sends(self, tail: str, **said: Any) -> BeautifulSoup:
        """The page that follows."""
        answer = self.client.post(f"/admin/stemming/{tail}", said, follow=True)
        assert answer.status_code == 200, (tail, answer.status_code)
        return BeautifulSoup(answer.content, "html.parser").select_one("main")

    def is_told(self, tail: str, **said: Any) -> list[str]:
        """The messages on the page that follows."""
        return [words(message) for message in self.sends(tail, **said).select(".messages > ul > li")]


@pytest.fixture
def stands(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Stops the clock of the database, as the screens ask it."""

    def stop(at: datetime) -> None:
        stopped_clock.stop(monkeypatch, at)

    return stop


@pytest.fixture(autouse=True)
def on_a_day_of_the_vote(stands: Callable[[datetime], None]) -> None:
    stands(OPEN)


@pytest.fixture
def tielt(db: None) -> Municipality:
    return MunicipalityFactory(nis="37022", name="Tielt", slug="tielt", longitude=3.3, postcodes=["8700", "8760"])


@pytest.fixture
def kortrijk(db: None) -> Municipality:
    return MunicipalityFactory(nis="34022", name="Kortrijk", slug="kortrijk")


@pytest.fixture
def els(site_tree: Any) -> Person:
    """Of the province."""
    return Person(roles.somebody(Role.PROVINCE, email="els@provincie.example"))


@pytest.fixture
def jo(site_tree: Any) -> Person:
    """Of the province too."""
    return Person(roles.somebody(Role.PROVINCE, email="jo@provincie.example"))


@pytest.fixture
def an(site_tree: Any, tielt: Municipality) -> Person:
    """An editor of Tielt, which takes part."""
    return Person(roles.editor(tielt))


@pytest.fixture
def rik(site_tree: Any) -> Person:
    """A reviewer."""
    return Person(roles.somebody(Role.REVIEWER, email="rik@provincie.example"))


@pytest.fixture
def mia(site_tree: Any) -> Person:
    """A reviewer too."""
    return Person(roles.somebody(Role.REVIEWER, email="mia@provincie.example"))
