"""A real SMTP server on the loopback, in a thread of the test, that can be well, down, slow, or rude.

    with smtp.server() as mails:
        mails.mode = Mode.BUSY

`mode` counts for the next conversation. What the server took stands in `accepted`, also what it took without saying so.
"""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import Enum, auto
from typing import Any, cast

from aiosmtpd.smtp import SMTP, Envelope, Session

START_SECONDS = 120


class Mode(Enum):
    WORKING = auto()
    SILENT = auto()  # takes the connection and answers nothing until `release`
    TAKES_AND_IS_SILENT = auto()  # takes the whole mail, and answers nothing until `release`
    NO_SUCH_MAILBOX = auto()  # 550 for every recipient
    BUSY = auto()  # 451 for every recipient
    NO_RELAY_FOR_SENDER = auto()  # 553 for our own address
    NO_TO_CONTENT = auto()  # 554 after the mail
    FULL_FOR_NOW = auto()  # 452 after the mail
    DROPS_IN_DATA = auto()  # closes after the first line of the mail
    DROPS_AFTER_DATA = auto()  # takes the whole mail, and closes before it answers


@dataclass(frozen=True)
class Accepted:
    """One delivery: to whom, and what."""

    to: list[str]
    message: EmailMessage


class SmtpServer:
    """Stands on `port`; `stop` closes it, `start` opens it there again."""

    def __init__(self) -> None:
        self.mode = Mode.WORKING
        self.accepted: list[Accepted] = []
        self.conversations = 0
        self.holds = threading.Event()  # set while somebody waits for an answer in one of the silent modes
        self.port = free_port()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.silence = asyncio.Event()

    @property
    def url(self) -> str:
        """For EMAIL_URL."""
        return f"smtp://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.listening = self.run(self.loop.create_server(lambda: Conversation(self), "127.0.0.1", self.port))

    def stop(self) -> None:
        self.run(self.hang_up())

    def release(self) -> None:
        """Let those who wait go on."""
        self.loop.call_soon_threadsafe(self.silence.set)

    def close(self) -> None:
        self.stop()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(START_SECONDS)
        self.loop.close()

    def run(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(START_SECONDS)

    async def hang_up(self) -> None:
        """In the loop's own thread: asyncio's servers bear no other."""
        self.listening.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def be_silent(self) -> None:
        self.silence.clear()
        self.holds.set()
        await self.silence.wait()
        self.holds.clear()

    # -- what aiosmtpd asks
    async def handle_EHLO(self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]) -> list[str]:
        self.conversations += 1
        session.host_name = hostname
        if self.mode is Mode.SILENT:
            await self.be_silent()
        return responses

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        if self.mode is Mode.NO_RELAY_FOR_SENDER:
            return f"553 {address} may not send here"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        if self.mode is Mode.NO_SUCH_MAILBOX:
            return f"550 5.1.1 <{address}> does not exist"
        if self.mode is Mode.BUSY:
            return f"451 4.3.0 <{address}> try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.mode is Mode.NO_TO_CONTENT:
            return f"554 no such mail for {envelope.rcpt_tos[0]}"
        if self.mode is Mode.FULL_FOR_NOW:
            return "452 no room"
        message = message_from_bytes(cast(bytes, envelope.original_content), policy=policy.default)
        self.accepted.append(Accepted(list(envelope.rcpt_tos), cast(EmailMessage, message)))
        if self.mode is Mode.TAKES_AND_IS_SILENT:
            await self.be_silent()
        if self.mode is Mode.DROPS_AFTER_DATA:
            server.transport.abort()
        return "250 OK"


class Conversation(SMTP):
    """One connection."""

    def __init__(self, owner: SmtpServer) -> None:
        super().__init__(owner, hostname="localhost", loop=owner.loop)
        self.owner = owner

    async def smtp_DATA(self, arg: str) -> None:
        if self.owner.mode is not Mode.DROPS_IN_DATA:
            await super().smtp_DATA(arg)
            return
        await self.push("354 go on")
        await self._reader.readuntil(b"\r\n")
        self.transport.abort()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def server() -> Iterator[SmtpServer]:
    running = SmtpServer()
    running.start()
    try:
        yield running
    finally:
        running.close()
