"""The final evening on one machine: page views through nginx, and votes that go the whole way, on all parts of production. `make rehearsal`.

    python -m bench.rehearsal [--views 300000] [--seconds 600] [--votes 33] [--most]

--votes: confirmed votes a second that are asked for. --most: find first, in turns of 20 seconds, the highest rate up to --votes at which nine in
ten are confirmed in time, and go on with that one; the machine also runs the visitors. Whatever cannot be started is named.

Prints a table, and keeps it as a JSON line in var/bench/rehearsal.jsonl. Ends with 1 when the database holds another number of votes than the voters
were told, when the seal finds something, or when nobody got through.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from bench import kept, spent
from bench.rehearsal import parts, report
from bench.rehearsal.editor import Editor
from bench.rehearsal.readers import files_of
from bench.rehearsal.visitor import Visitor, unverified
from bench.rehearsal.voters import Counted, Mailboxes, Voters
from tests.services import processes, whole
from tests.services.processes import OtherProcess

WEB_WORKERS, THREADS, TASK_WORKERS = 1, 6, 2  # two web servers of one worker each: two cores
READERS = 24  # visits at once
STEPS = (3, 5, 8, 12, 16, 20, 25, 33)  # votes a second that are tried
TRIAL_SECONDS = 20
HOLDS = 0.9  # of the voters of a trial confirmed in time
BEHIND = 3.0  # seconds that a page view of a trial may come later than it was due
SAMPLE = 400  # paths of each kind: most towns, and shops enough
PICTURES = 12
PAUSE = 15.0  # seconds between two changes of a town
OWN_FILE = kept.FOLDER / "rehearsal.jsonl"


@dataclass(frozen=True)
class Asked:
    """views: page views in `seconds`. votes: a second; with `most`, up to."""

    views: int
    seconds: float
    votes: float
    most: bool = False

    def share(self, seconds: float) -> "Asked":
        """The same pace for so long, at most."""
        seconds = min(seconds, self.seconds)
        return replace(self, views=max(60, round(self.views * seconds / self.seconds)), seconds=seconds)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--views", type=int, default=300_000)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--votes", type=float, default=33)
    parser.add_argument("--most", action="store_true")
    asked = Asked(**vars(parser.parse_args()))
    say("starting all parts, and loading the demo (two minutes)")
    with (
        tempfile.TemporaryDirectory(prefix="ikl-rehearsal-") as folder,
        whole.served(Path(folder), workers=WEB_WORKERS, threads=THREADS, task_workers=TASK_WORKERS, fill=filled()) as site,
    ):
        told = evening(site, asked)
    OWN_FILE.parent.mkdir(parents=True, exist_ok=True)
    with OWN_FILE.open("a") as file:
        file.write(json.dumps(told) + "\n")
    report.show(told)
    return 0 if report.is_sound(told) else 1


def filled(*, towns: int = 62, pictures: int = PICTURES) -> Callable[[whole.Whole], None]:
    """The demo, in so many municipalities, with so many pictures on its candidates and shops."""

    def fill(site: whole.Whole) -> None:
        with inside(site, BACKGROUND_WORKER="0") as one:
            one.told(f"from bench import filling; filling.demo(0, {towns})")
            one.told(f"from bench.rehearsal import pictures; pictures.hang({pictures})")

    return fill


@contextmanager
def inside(site: whole.Whole, **other: str) -> Iterator[OtherProcess]:
    """A process on the settings of the site, which answers for it."""
    with processes.others(1, os.environ | site.environment | other, stderr=subprocess.DEVNULL) as (one,):
        yield one


def evening(site: whole.Whole, asked: Asked) -> dict[str, Any]:
    assert site.mails
    with inside(site) as one:
        return Evening(site, asked, one, Mailboxes(site.mails)).whole()


class Evening:
    """one: a process inside the site."""

    def __init__(self, site: whole.Whole, asked: Asked, one: OtherProcess, mailboxes: Mailboxes) -> None:
        self.site, self.asked, self.inside, self.mailboxes = site, asked, one, mailboxes
        self.paths: dict[str, list[str]] = one.told(f"from bench import pages; answer = pages.drawn({SAMPLE})")
        visitor = Visitor(site.base_url, 0, unverified())
        self.static = files_of(visitor.ask("/nl/", Accept_Encoding="identity").body)
        visitor.leave()

    def whole(self) -> dict[str, Any]:
        """What it told (bench.rehearsal.report)."""
        self.warm_up()
        rate = self.found_rate() if self.asked.most else self.asked.votes
        papers = self.papers(max(1, round(rate * self.asked.seconds)))
        stored, used, cpu, own, began = self.tally(), self.used(), self.spent(), time.process_time(), time.monotonic()
        say(f"{self.asked.views} page views and {len(papers)} votes in {self.asked.seconds:g} seconds")
        with self.readers(self.asked) as reading, Editor(self.site.base_url, self.inside, PAUSE) as editor:
            votes = self.voters(papers, "avond").run(rate)
            views = json.loads(reading.communicate(timeout=self.asked.seconds + 600)[0])
        cpu = report.grown(cpu, self.spent()) | {"visitors who read": views["cpu"], "visitors who vote": time.process_time() - own}
        seconds = time.monotonic() - began
        seen = report.Seen(views, votes, editor.changes, report.grown(stored, self.tally()), parts.between(used, self.used()), cpu, seconds)
        return report.told({**asdict(self.asked), "rate": rate}, seen, self.site.left_out)

    def warm_up(self) -> None:
        """An evening comes after an afternoon: a little of the same, which is not told."""
        say("warming up")
        with self.readers(self.asked.share(TRIAL_SECONDS)) as reading:
            reading.communicate(timeout=300)

    def found_rate(self) -> float:
        """The highest of STEPS that holds beside the page views of that time; the lowest, when none does."""
        found = float(STEPS[0])
        for place, rate in enumerate(step for step in STEPS if step <= self.asked.votes):
            papers = self.papers(rate * TRIAL_SECONDS)
            with self.readers(self.asked.share(TRIAL_SECONDS)) as reading:
                votes = self.voters(papers, f"proef{place}", first=1_000_000 * (1 + place % 3)).run(rate)
                late = json.loads(reading.communicate(timeout=300)[0])["late"]
            say(f"  {rate} votes a second: {in_time(votes):.0%} of {len(papers)} confirmed in time, page views at most {late:.1f} s behind")
            if in_time(votes) < HOLDS or late > BEHIND:
                break
            found = float(rate)
        return found

    def voters(self, papers: list[dict[str, Any]], name: str, first: int = 0) -> Voters:
        return Voters(self.site.base_url, papers, self.mailboxes, name, first)

    def papers(self, number: int) -> list[dict[str, Any]]:
        say(f"solving {number} proofs of work")
        papers: list[dict[str, Any]] = self.inside.told(f"from bench.rehearsal import ballot_papers; answer = ballot_papers.papers({number})")
        return papers

    def tally(self) -> dict[str, int]:
        counted: dict[str, int] = self.inside.told("from bench.rehearsal import tally; answer = tally.tally()")
        return counted

    def used(self) -> dict[str, parts.Figures]:
        return parts.counted(self.site, self.mailboxes)

    def spent(self) -> dict[str, float]:
        return {name: spent.spent_by_family(pid) for name, pid in self.site.pids.items()}

    def readers(self, asked: Asked) -> subprocess.Popen:
        """A process that reads pages; what it says at its end is what it saw."""
        told = {"base_url": self.site.base_url, "views": asked.views, "seconds": asked.seconds, "threads": READERS}
        told |= {"paths": self.paths, "static": self.static}
        command = [sys.executable, "-m", "bench.rehearsal.readers"]
        process = subprocess.Popen(command, cwd=kept.ROOT, env=os.environ | kept.PATHS, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert process.stdin
        process.stdin.write(json.dumps(told))
        process.stdin.close()
        process.stdin = None
        return process


def in_time(votes: Counted) -> float:
    """The share of the voters that was confirmed before the last of them came, and as long after it as a mail takes."""
    all_of_them = len(votes.at) + sum(votes.lost.values())
    return sum(at <= TRIAL_SECONDS + 3 for at in votes.at) / max(1, all_of_them)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
