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
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from bench import kept, serving, spent
from bench.rehearsal import parts, report
from bench.rehearsal.editor import Editor
from bench.rehearsal.readers import files_of
from bench.rehearsal.visitor import Visitor, unverified
from bench.rehearsal.voters import Counted, Mailboxes, Voters
from tests.services import whole

WEB_WORKERS, THREADS, TASK_WORKERS = 1, 6, 2  # two web servers of one worker each: two cores
READERS = 24  # visits at once
STEPS = (3, 5, 8, 12, 16, 20, 25, 33)  # votes a second that are tried
TRIAL_SECONDS = 20
HOLDS = 0.9  # of the voters of a trial confirmed in time
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
        whole.served(Path(folder), workers=WEB_WORKERS, threads=THREADS, task_workers=TASK_WORKERS, fill=demo_with_pictures) as site,
    ):
        told = evening(site, asked)
    OWN_FILE.parent.mkdir(parents=True, exist_ok=True)
    with OWN_FILE.open("a") as file:
        file.write(json.dumps(told) + "\n")
    report.show(told)
    return 0 if report.is_sound(told) else 1


def demo_with_pictures(site: whole.Whole) -> None:
    whole.load_demo(site)
    hang_pictures(site, PICTURES)


def hang_pictures(site: whole.Whole, number: int) -> None:
    site.run("-m", "bench.rehearsal.pictures", str(number), BACKGROUND_WORKER="0")


def evening(site: whole.Whole, asked: Asked) -> dict[str, Any]:
    assert site.mails
    mailboxes = Mailboxes(site.mails)
    warm_up(site, asked)
    rate = found_rate(site, mailboxes, asked) if asked.most else asked.votes
    number = max(1, round(rate * asked.seconds))
    say(f"solving {number} proofs of work")
    papers, before, parts_before = papers_for(site, number), tally(site), parts.counted(site, mailboxes)
    cpu, began, own = spent_by(site), time.monotonic(), time.process_time()
    say(f"{asked.views} page views and {number} votes in {asked.seconds:g} seconds")
    with readers(site, asked) as reading, Editor(site, PAUSE) as editor:
        votes = Voters(site.base_url, papers, mailboxes, "avond").run(rate)
        views = json.loads(reading.communicate(timeout=asked.seconds + 600)[0])
    seconds, own = time.monotonic() - began, time.process_time() - own
    cpu = {name: after - cpu[name] for name, after in spent_by(site).items()}
    seen = report.Seen(
        views=views,
        votes=votes,
        changes=editor.changes,
        stored={name: after - before[name] for name, after in tally(site).items()},
        parts=parts.between(parts_before, parts.counted(site, mailboxes)),
        cpu=cpu | {"visitors who read": views["cpu"], "visitors who vote, and their mailboxes": own},
        seconds=seconds,
    )
    return report.told({**asdict(asked), "rate": rate}, seen, site.left_out)


def warm_up(site: whole.Whole, asked: Asked) -> None:
    """An evening comes after an afternoon: a little of the same, which is not told."""
    say("warming up")
    with readers(site, share_of(asked, min(TRIAL_SECONDS, asked.seconds))) as reading:
        reading.communicate(timeout=300)


def share_of(asked: Asked, seconds: float) -> Asked:
    return replace(asked, views=max(60, round(asked.views * seconds / asked.seconds)), seconds=seconds)


def found_rate(site: whole.Whole, mailboxes: Mailboxes, asked: Asked) -> float:
    """The highest of STEPS that holds beside the page views of that time; the lowest, when none does."""
    found = float(STEPS[0])
    for place, rate in enumerate(step for step in STEPS if step <= asked.votes):
        papers = papers_for(site, rate * TRIAL_SECONDS)
        with readers(site, share_of(asked, TRIAL_SECONDS)) as reading:
            votes = Voters(site.base_url, papers, mailboxes, f"proef{place}", first=1_000_000 * (1 + place % 3)).run(rate)
            reading.communicate(timeout=300)
        say(f"  {rate} votes a second: {in_time(votes):.0%} of {len(papers)} confirmed in time")
        if in_time(votes) < HOLDS:
            break
        found = float(rate)
    return found


def in_time(counted: Counted) -> float:
    """The share of the voters that was confirmed before the last of them came, and as long after it as a mail takes."""
    all_of_them = len(counted.at) + sum(counted.lost.values())
    return sum(at <= TRIAL_SECONDS + 3 for at in counted.at) / max(1, all_of_them)


def papers_for(site: whole.Whole, number: int) -> list[dict[str, Any]]:
    papers: list[dict[str, Any]] = json.loads(site.run("-m", "bench.rehearsal.ballot_papers", str(number)))
    return papers


def tally(site: whole.Whole) -> dict[str, int]:
    counted: dict[str, int] = json.loads(site.run("-m", "bench.rehearsal.tally"))
    return counted


def spent_by(site: whole.Whole) -> dict[str, float]:
    return {name: spent.spent_by_family(pid) for name, pid in site.pids.items()}


def readers(site: whole.Whole, asked: Asked) -> subprocess.Popen:
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


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
