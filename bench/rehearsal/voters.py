"""Voters who go the whole way at an even pace: form, challenge, request, the page for the code, the mail, the code, the receipt."""

import re
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlencode

from bench.rehearsal.visitor import ERRORS, Answer, Visitor, unverified
from tests.services.smtp import SmtpServer

MOST_AT_ONCE = 300
MAIL_PATIENCE = 120  # seconds
DOMAINS = ("example.org", "example.net", "example.com")
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
CODE = re.compile(r"^ {4}(\d{6})\r?$", re.MULTILINE)  # on the way every line ends in CR LF
FORM = {"Content_Type": "application/x-www-form-urlencoded"}


class Lost(Exception):
    """A voter who did not get through; the message says where."""


@dataclass
class Counted:
    """seconds: of each step. lost: how often where. at: when each vote was confirmed, from the beginning."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    lost: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    at: list[float] = field(default_factory=list)
    views: int = 0


class Mailboxes:
    """Where the codes come in; one thread empties the server. taken: how many mails came, those without a code too."""

    def __init__(self, server: SmtpServer) -> None:
        self.server, self.codes, self.came = server, dict[str, str](), threading.Condition()
        self.is_over, self.taken = threading.Event(), 0
        threading.Thread(target=self.empty, daemon=True).start()

    def empty(self) -> None:
        while not self.is_over.wait(0.02):
            while self.server.accepted:
                mail, self.taken = self.server.accepted.pop(0), self.taken + 1
                code = code_in(mail.message)
                if code:
                    with self.came:
                        self.codes[mail.to[0]] = code
                        self.came.notify_all()

    def code_of(self, address: str) -> str:
        with self.came:
            if not self.came.wait_for(lambda: address in self.codes, MAIL_PATIENCE):
                raise Lost("no mail came")
            return self.codes.pop(address)


def code_in(message: EmailMessage) -> str:
    """ "" when the mail is another one."""
    body = message.get_body(("plain",))
    found = CODE.search(body.get_content()) if body else None
    return found[1] if found else ""


class Voters:
    """name: makes the addresses of this turn others than those of another. first: the number of the first voter."""

    def __init__(self, base_url: str, papers: list[dict[str, Any]], mailboxes: Mailboxes, name: str, first: int = 0) -> None:
        self.base_url, self.papers, self.mailboxes, self.name, self.first = base_url, papers, mailboxes, name, first
        self.counted, self.lock, self.context = Counted(), threading.Lock(), unverified()
        self.room = threading.Semaphore(MOST_AT_ONCE)

    def run(self, rate: float) -> Counted:
        """All of them, `rate` a second; comes back when the last one is through. Who comes while MOST_AT_ONCE are busy leaves: so it ends."""
        self.began = time.monotonic()
        with ThreadPoolExecutor(MOST_AT_ONCE) as pool:
            for number, paper in enumerate(self.papers):
                time.sleep(max(0.0, self.began + number / rate - time.monotonic()))
                if self.room.acquire(blocking=False):
                    pool.submit(self.vote, number, paper)
                else:
                    self.lose(f"left, as {MOST_AT_ONCE} were busy")
        return self.counted

    def vote(self, number: int, paper: dict[str, Any]) -> None:
        began = time.monotonic()
        visitor = Visitor(self.base_url, self.first + number, self.context)
        try:
            self.whole_way(visitor, f"kiezer{number}.{self.name}@{DOMAINS[number % len(DOMAINS)]}", paper)
            self.note("the whole way", time.monotonic() - began)
        except Lost as reason:
            self.lose(str(reason))
        except ERRORS as error:
            self.lose(type(error).__name__)
        finally:
            visitor.leave()
            self.room.release()

    def whole_way(self, visitor: Visitor, address: str, paper: dict[str, Any]) -> None:
        form = self.step("the form", visitor, paper["form"])
        self.step("the challenge", visitor, paper["challenge"])
        sent = {"kandidaat": paper["candidate"], "email": address, "postcode": "8000", "hier": "on", "proof": paper["proof"]}
        asked = self.send("the request", visitor, paper["form"], sent, form)
        code_page = asked.headers["Location"]
        waiting = time.monotonic()
        page = self.step("the page for the code", visitor, code_page, kept=form)
        code = self.mailboxes.code_of(address)
        self.note("the mail, from the request", time.monotonic() - waiting)
        answer = self.send("the code", visitor, code_page, {"code": code, "doe": "bevestig"}, page, form)
        if not answer.headers["Location"].endswith("/bewijs/"):
            raise Lost("the code did not count")
        with self.lock:
            self.counted.at.append(time.monotonic() - self.began)
        self.step("the receipt", visitor, answer.headers["Location"], kept=form)

    def step(self, name: str, visitor: Visitor, path: str, *, kept: Answer | None = None) -> Answer:
        """A page. kept: the answer that set the cookie."""
        began = time.monotonic()
        answer = visitor.ask(path, **({"Cookie": cookie_of(kept)} if kept else {}), Accept_Encoding="identity")
        return self.judged(name, answer, 200, began)

    def send(self, name: str, visitor: Visitor, path: str, fields: dict[str, str], page: Answer, first: Answer | None = None) -> Answer:
        """A form on `page`, with its token where it has one (who types a code shows by that who they are); `first` set the cookie, else `page`."""
        token = TOKEN.search(page.body)
        body = urlencode(fields | ({"csrfmiddlewaretoken": token[1].decode()} if token else {})).encode()
        began = time.monotonic()
        answer = visitor.ask(path, body, Cookie=cookie_of(first or page), Origin=self.base_url, **FORM)
        return self.judged(name, answer, 303, began)

    def judged(self, name: str, answer: Answer, status: int, began: float) -> Answer:
        if answer.status != status:
            raise Lost(f"{name}: {answer.status}")
        self.note(name, time.monotonic() - began)
        return answer

    def note(self, name: str, seconds: float) -> None:
        with self.lock:
            self.counted.seconds[name].append(seconds)
            self.counted.views += name in ("the form", "the page for the code", "the receipt")

    def lose(self, reason: str) -> None:
        with self.lock:
            self.counted.lost[reason] += 1


def cookie_of(answer: Answer) -> str:
    """The cookies that an answer sets, as they are sent back."""
    return "; ".join(value.partition(";")[0] for value in answer.headers.get_all("Set-Cookie", []))
