"""The final evening on one machine: page views through nginx, and votes that go the whole way, on all parts of production. `make rehearsal`.

    python -m bench.rehearsal [--views 300000] [--seconds 600] [--votes 33] [--most]

--votes: confirmed votes a second that are asked for. --most: find first, in turns of 20 seconds, the highest rate up to --votes at which nine in
ten are confirmed in time, and go on with that one; the machine also runs the visitors. Whatever cannot be started is named.

Prints a table, and keeps it as a JSON line in var/bench/rehearsal.jsonl.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import kept, serving, spent
from bench.rehearsal import report
from bench.rehearsal.readers import files_of
from bench.rehearsal.visitor import Visitor, unverified
from bench.rehearsal.voters import Counted, Mailboxes, Voters
from tests.services import whole

WEB_WORKERS, THREADS, TASK_WORKERS = 1, 6, 2  # two web servers of one worker each: two cores
READERS = 24  # visits at once
STEPS = (3, 5, 8, 12, 16, 20, 25, 33)  # votes a second that are tried
TRIAL_SECONDS = 20
SAMPLE = 400  # paths of each kind: most towns, and shops enough
OWN_FILE = kept.FOLDER / "rehearsal.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--views", type=int, default=300_000)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--votes", type=float, default=33)
    parser.add_argument("--most", action="store_true")
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="ikl-rehearsal-") as folder,
        whole.served(Path(folder), workers=WEB_WORKERS, threads=THREADS, task_workers=TASK_WORKERS) as site,
    ):
        told = evening(site, asked)
    OWN_FILE.parent.mkdir(parents=True, exist_ok=True)
    with OWN_FILE.open("a") as file:
        file.write(json.dumps(told) + "\n")
    report.show(told)


def evening(site: whole.Whole, asked: argparse.Namespace) -> dict[str, Any]:
    assert site.mails
    mailboxes = Mailboxes(site.mails)
    rate = found_rate(site, mailboxes, asked) if asked.most else asked.votes
    number = max(1, round(rate * asked.seconds))
    say(f"solving {number} proofs of work")
    papers = papers_for(site, number)
    before, began, own = {name: spent.spent_by_family(pid) for name, pid in site.pids.items()}, time.monotonic(), time.process_time()
    say(f"{asked.views} page views and {number} votes in {asked.seconds} seconds")
    with readers(site, asked) as reading:
        counted = Voters(site.base_url, papers["papers"], mailboxes, "avond").run(rate)
        views = json.loads(reading.communicate(timeout=asked.seconds + 600)[0])
    took = time.monotonic() - began
    after = {name: spent.spent_by_family(pid) for name, pid in site.pids.items()}
    cpu = {name: after[name] - before[name] for name in before}
    cpu |= {"visitors who read": views["cpu"], "visitors who vote, and their mailboxes": time.process_time() - own}
    ballots = papers_for(site, 0)["ballots"] - papers["ballots"]
    asked_for = {"views": asked.views, "seconds": asked.seconds, "votes": asked.votes, "rate": rate}
    return report.told(asked_for, views, counted, ballots, cpu, took, site.left_out, log_of(site))


def found_rate(site: whole.Whole, mailboxes: Mailboxes, asked: argparse.Namespace) -> float:
    """The highest of STEPS that holds beside the page views of that time; the lowest, when none does."""
    found = float(STEPS[0])
    for place, rate in enumerate(step for step in STEPS if step <= asked.votes):
        share = argparse.Namespace(views=max(60, asked.views * TRIAL_SECONDS // asked.seconds), seconds=TRIAL_SECONDS)
        papers = papers_for(site, rate * TRIAL_SECONDS)["papers"]
        with readers(site, share) as reading:
            counted = Voters(site.base_url, papers, mailboxes, f"proef{place}", first=1_000_000 * (1 + place % 3)).run(rate)
            reading.communicate(timeout=300)
        say(f"  {rate} votes a second: {in_time(counted):.0%} of {len(papers)} confirmed in time")
        if in_time(counted) * len(papers) < 0.9 * len(papers):
            break
        found = float(rate)
    return found


def in_time(counted: Counted) -> float:
    """The share of the voters that was confirmed before the last of them came, and as long after it as a mail takes."""
    all_of_them = len(counted.at) + sum(counted.lost.values())
    return sum(at <= TRIAL_SECONDS + 3 for at in counted.at) / max(1, all_of_them)


def papers_for(site: whole.Whole, number: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.rehearsal.ballot_papers", str(number)]
    told = subprocess.run(command, cwd=kept.ROOT, env=os.environ | site.environment, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def readers(site: whole.Whole, asked: argparse.Namespace) -> subprocess.Popen:
    """A process that reads pages; what it says at its end is what it saw."""
    visitor = Visitor(site.base_url, 0, unverified())
    static = files_of(visitor.ask("/nl/", Accept_Encoding="identity").body)
    visitor.leave()
    paths = serving.drawn(site.environment, SAMPLE)
    told = {"base_url": site.base_url, "views": asked.views, "seconds": asked.seconds, "threads": READERS, "paths": paths, "static": static}
    command = [sys.executable, "-m", "bench.rehearsal.readers"]
    process = subprocess.Popen(command, cwd=kept.ROOT, env=os.environ | kept.PATHS, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin
    process.stdin.write(json.dumps(told))
    process.stdin.close()
    process.stdin = None
    return process


def log_of(site: whole.Whole) -> str:
    """What nginx wrote of each request."""
    return (site.certificate.parent / "log" / "access.log").read_text() if site.certificate else ""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
