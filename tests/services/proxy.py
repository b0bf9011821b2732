"""A TCP proxy on the loopback, in a thread of the test, that stands between the site and a server and can be well, slow, silent, or gone.

    with proxy.between(port_of_the_server) as line:
        line.set(delay=0.2)      # or refuse, silent, cut_after, rate; line.set() mends it

A change counts at once, for connections that stand as well. What goes in and comes out is counted.
"""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

START_SECONDS = 60
CHUNK = 16 * 1024
LOOK = 0.05  # seconds between two looks whether a silent line is mended


@dataclass(frozen=True)
class How:
    """delay: seconds before each piece of an answer goes on. refuse: nobody listens, and connections that stand are cut. silent: connections are
    taken, and nothing goes through. cut_after: bytes of an answer, then the connection is gone. rate: bytes a second of an answer; 0: all it can.
    """

    delay: float = 0
    refuse: bool = False
    silent: bool = False
    cut_after: int | None = None
    rate: int = 0


class Line:
    """Stands on `port`, and leads to a port of the loopback or to a socket in a folder."""

    def __init__(self, target: int | Path) -> None:
        self.target, self.port, self.how = target, free_port(), How()
        self.connections = 0
        self.open: set[asyncio.Task] = set()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.run(self.listen())

    def set(self, **how: Any) -> None:
        self.run(self.change(How(**how)))

    def cut(self) -> None:
        """Every connection that stands, once."""
        self.run(self.hang_up())

    def close(self) -> None:
        self.run(self.change(How(refuse=True)))
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(START_SECONDS)
        self.loop.close()

    def run(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(START_SECONDS)

    # -- in the loop
    async def listen(self) -> None:
        self.listening = await asyncio.start_server(self.lead, "127.0.0.1", self.port)

    async def change(self, how: How) -> None:
        was, self.how = self.how, how
        if how.refuse and not was.refuse:
            self.listening.close()
            await self.hang_up()
        elif was.refuse and not how.refuse:
            await self.listen()

    async def hang_up(self) -> None:
        standing = list(self.open)
        for task in standing:
            task.cancel()
        await asyncio.gather(*standing, return_exceptions=True)

    async def lead(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until one of both sides ends it."""
        task = asyncio.current_task()
        assert task
        self.open.add(task)
        self.connections += 1
        ends, is_cut = [writer], True
        try:
            server_reader, server_writer = await self.server()
            ends.append(server_writer)
            ways = [asyncio.create_task(self.ask(reader, server_writer)), asyncio.create_task(self.answer(server_reader, writer))]
            try:
                done, _ = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
                is_cut = any(way.exception() or way.result() for way in done)
            finally:
                for way in ways:
                    way.cancel()
                await asyncio.gather(*ways, return_exceptions=True)
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            for end in ends:
                end.transport.abort() if is_cut else end.close()
            self.open.discard(task)

    async def server(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if isinstance(self.target, Path):
            return await asyncio.open_unix_connection(self.target)
        return await asyncio.open_connection("127.0.0.1", self.target)

    async def ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        while piece := await reader.read(CHUNK):
            await self.wait_while_silent()
            writer.write(piece)
            await writer.drain()
        return False

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Whether it was cut off."""
        passed = 0
        while piece := await reader.read(CHUNK):
            await self.wait_while_silent()
            await asyncio.sleep(self.how.delay + (len(piece) / self.how.rate if self.how.rate else 0))
            passed += len(piece)
            if self.how.cut_after is not None and passed > self.how.cut_after:
                writer.write(piece[: max(0, len(piece) - (passed - self.how.cut_after))])
                with suppress(OSError):
                    await writer.drain()
                return True
            writer.write(piece)
            await writer.drain()
        return False

    async def wait_while_silent(self) -> None:
        while self.how.silent:
            await asyncio.sleep(LOOK)


@contextmanager
def between(target: int | Path) -> Iterator[Line]:
    line = Line(target)
    try:
        yield line
    finally:
        line.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
