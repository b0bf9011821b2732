"""Page views at an even pace, in a process of their own: `python -m bench.rehearsal.readers` reads what is asked as JSON, and tells it as JSON.

A view counts from the moment at which it was due, so that whoever waits for those in front is counted as waiting. A visitor who is new fetches
stylesheets, scripts and fonts with the first page, and of every page the first picture, from the server of files.
"""

import json
import random
import re
import sys
import threading
import time
import zlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from bench.rehearsal import mix
from bench.rehearsal.visitor import ERRORS, Visitor, unverified

FIRST_ADDRESS = 4_000_000  # voters come from those below
LATEST = 60  # seconds after the end at which nobody begins a visit any more
STATIC = re.compile(rb'(?:href|src)="(/static/[^"]+\.(?:css|js|woff2|svg))"')
PICTURE = re.compile(rb'srcset="([^"\s]+\.avif)')
WITH_PICTURES = ("a candidate", "a shop")
COOKIE = f"__Host-csrf={'a' * 32}; __Host-language=nl"


@dataclass
class Seen:
    """seconds: of each view, by kind. failed: how often what happened. late: seconds behind the pace, at most. static, pictures: files fetched."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    late: float = 0.0
    static: int = 0
    pictures: int = 0


class Readers:
    """asked: {"base_url", "views", "seconds", "threads", "paths": by kind}."""

    def __init__(self, asked: dict[str, Any]) -> None:
        self.asked, self.seen, self.lock = asked, Seen(), threading.Lock()
        self.chance, self.context = random.Random(5), unverified()
        self.kinds = [kind.name for kind in mix.MIX]
        self.shares = [kind.share for kind in mix.MIX]
        self.pace = asked["seconds"] / asked["views"]
        self.visits = iter(range(asked["views"] // mix.VISIT))

    def run(self) -> float:
        """Seconds that it took."""
        self.began = time.monotonic()
        threads = [threading.Thread(target=self.visit_after_visit) for _ in range(self.asked["threads"])]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return time.monotonic() - self.began

    def visit_after_visit(self) -> None:
        while True:
            with self.lock:
                number = next(self.visits, None)
                if number is None:
                    return
                if time.monotonic() - self.began > self.asked["seconds"] + LATEST:
                    self.seen.failed["never came, as all before them waited"] += mix.VISIT
                    continue
                kinds = self.chance.choices(self.kinds, self.shares, k=mix.VISIT)
                paths = [(kind, self.chance.choice(self.asked["paths"][kind])) for kind in kinds]
                is_new, has_cookies = self.chance.random() < mix.NEW, self.chance.random() < mix.WITH_COOKIES
            self.visit(number, paths, is_new, {"Cookie": COOKIE} if has_cookies else {})

    def visit(self, number: int, paths: list[tuple[str, str]], is_new: bool, headers: dict[str, str]) -> None:
        """Views come at the pace of all together: this visitor's are the number's six."""
        visitor = Visitor(self.asked["base_url"], FIRST_ADDRESS + number, self.context)
        for place, (kind, path) in enumerate(paths):
            due = self.began + (number * mix.VISIT + place) * self.pace
            time.sleep(max(0.0, due - time.monotonic()))
            page = self.view(visitor, kind, path, due, headers)
            if is_new and place == 0:
                self.fetch_static(visitor)
            if is_new and kind in WITH_PICTURES:
                self.fetch_picture(number, page)
        visitor.leave()

    def view(self, visitor: Visitor, kind: str, path: str, due: float, headers: dict[str, str]) -> bytes:
        """The page as it was sent; empty when there was none."""
        started = time.monotonic()
        page, problem = asked(visitor, path, headers)
        with self.lock:
            self.seen.late = max(self.seen.late, started - due)
            if problem:
                self.seen.failed[f"{kind}: {problem}"] += 1
            else:
                self.seen.seconds[kind].append(time.monotonic() - due)
        return page

    def fetch_static(self, visitor: Visitor) -> None:
        for path in self.asked["static"]:
            _file, problem = asked(visitor, path, {})
            with self.lock:
                self.seen.static += 1
                if problem:
                    self.seen.failed[f"static: {problem}"] += 1

    def fetch_picture(self, number: int, page: bytes) -> None:
        """Over a connection of its own: files have a name of their own."""
        found = PICTURE.search(unpacked(page))
        if not found:
            return
        url = urljoin(self.asked["base_url"], found[1].decode())
        files = Visitor(url, FIRST_ADDRESS + number, self.context)
        _picture, problem = asked(files, urlsplit(url).path, {})
        files.leave()
        with self.lock:
            self.seen.pictures += 1
            if problem:
                self.seen.failed[f"picture: {problem}"] += 1


def asked(visitor: Visitor, path: str, headers: dict[str, str]) -> tuple[bytes, str]:
    """A page as it was sent, or what went wrong."""
    try:
        answer = visitor.ask(path, **headers)
    except ERRORS as error:
        return b"", type(error).__name__
    return (answer.body, "") if answer.status == 200 else (b"", str(answer.status))


def unpacked(page: bytes) -> bytes:
    return zlib.decompress(page, zlib.MAX_WBITS | 16) if page.startswith(b"\x1f\x8b") else page


def files_of(page: bytes) -> list[str]:
    """What the first view of a page fetches."""
    return sorted({found.decode() for found in STATIC.findall(page)})


def main() -> None:
    readers = Readers(json.load(sys.stdin))
    took = readers.run()
    seen = readers.seen
    told = {"seconds": took, "cpu": time.process_time(), "late": seen.late, "failed": seen.failed, "views": seen.seconds}
    told |= {"static": seen.static, "pictures": seen.pictures}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
