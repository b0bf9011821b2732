"""A town that changes its page while everybody reads it, and how soon a visitor sees that."""

import threading
import time
from dataclasses import dataclass, field

from bench.rehearsal.visitor import ERRORS, Visitor, unverified
from tests.services.processes import OtherProcess

PUBLISH = """
from home.models import MunicipalityPage
page = MunicipalityPage.objects.live().filter(locale__language_code="nl").order_by("pk")[0]
page.townline = {sentence!r}
page.save_revision().publish()
answer = page.relative_url(None)
"""

PATIENCE = 70  # seconds: a page is kept for a minute, also where nobody says that it changed
LOOK = 0.05


@dataclass
class Changes:
    """seconds: from the moment a change was published until a visitor saw it, of each. lost: how often none did, or nobody answered."""

    seconds: list[float] = field(default_factory=list)
    lost: int = 0


class Editor:
    """Changes the page every `pause` seconds, in a thread, from `with` to its end, and once at least. inside: does nothing else meanwhile."""

    def __init__(self, base_url: str, inside: OtherProcess, pause: float) -> None:
        self.inside, self.pause, self.changes, self.is_over = inside, pause, Changes(), threading.Event()
        self.visitor = Visitor(base_url, 15_000_000, unverified())

    def __enter__(self) -> "Editor":
        self.thread = threading.Thread(target=self.work)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.is_over.set()
        self.thread.join()
        self.visitor.leave()

    def work(self) -> None:
        number = 0
        while True:
            number += 1
            self.change(f"Vanavond telt elke stem, zin {number}.")
            if self.is_over.wait(self.pause):
                return

    def change(self, sentence: str) -> None:
        try:
            path = self.inside.told(PUBLISH.format(sentence=sentence))
            self.changes.seconds.append(self.seen(path, sentence))
        except (*ERRORS, TimeoutError, AssertionError):
            self.changes.lost += 1

    def seen(self, path: str, sentence: str) -> float:
        """Seconds. Each look keeps the page once more, so the next change must throw it away. Raises TimeoutError, or one of ERRORS."""
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE:
            if sentence.encode() in self.visitor.ask(path, Accept_Encoding="identity").body:
                return time.monotonic() - began
            time.sleep(LOOK)
        raise TimeoutError(sentence)
