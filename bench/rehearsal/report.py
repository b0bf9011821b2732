"""What a rehearsal tells at its end."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.rehearsal.editor import Changes
from bench.rehearsal.mix import MIX
from bench.rehearsal.voters import Counted


@dataclass
class Seen:
    """views: what bench.rehearsal.readers told. stored: how much more the database holds (bench.rehearsal.tally). parts: bench.rehearsal.parts."""

    views: dict[str, Any]
    votes: Counted
    changes: Changes
    stored: dict[str, float]
    parts: dict[str, dict[str, Any]]
    cpu: dict[str, float]
    seconds: float


def told(asked: dict[str, Any], seen: Seen, left_out: Sequence[str]) -> dict[str, Any]:
    views, votes = seen.views, seen.votes
    pages = [seconds for kind in views["views"].values() for seconds in kind]
    return {
        "asked": asked,
        "left_out": list(left_out),
        "parts": seen.parts,
        "seconds": round(seen.seconds, 1),
        "page_views": len(pages) + votes.views,
        "views_per_second": round(len(pages) / views["seconds"], 1),
        "files": {"static": views["static"], "pictures": views["pictures"]},
        "pages": quantiles(pages),
        "by_kind": {kind.name: quantiles(views["views"].get(kind.name, [])) for kind in MIX},
        "failed": views["failed"],
        "late_s": round(views["late"], 2),
        "votes": {"confirmed": len(votes.at), "per_second": round(pace(votes.at), 1), "lost": dict(votes.lost), "stored": seen.stored},
        "steps": {step: quantiles(seconds) for step, seconds in votes.seconds.items()},
        "changes": quantiles(seen.changes.seconds) | {"lost": seen.changes.lost},
        "cpu_s": {name: round(seconds, 1) for name, seconds in seen.cpu.items()},
    }


def grown(before: Mapping[str, float], after: Mapping[str, float]) -> dict[str, float]:
    return {name: figure - before[name] for name, figure in after.items()}


def is_sound(told: dict[str, Any]) -> bool:
    """Somebody voted, what the voters were told is what stands in the database, and the seal agrees."""
    votes, stored = told["votes"], told["votes"]["stored"]
    return 0 < votes["confirmed"] == stored["ballots"] == stored["slips"] and stored["findings"] == 0


def pace(at: Sequence[float]) -> float:
    """Confirmed votes a second between the first and the last."""
    return (len(at) - 1) / (max(at) - min(at)) if len(at) > 1 else 0.0


def quantiles(seconds: Sequence[float]) -> dict[str, float]:
    """In ms."""
    if not seconds:
        return {"number": 0}
    ordered = sorted(seconds)
    parts = {"p50": 50, "p95": 95, "p99": 99}
    return {"number": len(ordered)} | {name: round(1_000 * ordered[len(ordered) * part // 100], 1) for name, part in parts.items()}


def show(told: dict[str, Any]) -> None:
    sys.stdout.write("\n".join([*heads(told), "", *tables(told), "", *ends(told), ""]))


def heads(told: dict[str, Any]) -> list[str]:
    votes, asked, files = told["votes"], told["asked"], told["files"]
    lost, failed = sum(votes["lost"].values()), sum(told["failed"].values())
    return [
        f"{told['page_views']:,} page views ({told['views_per_second']:g} a second), {files['static']:,} static files "
        f"and {files['pictures']:,} pictures in {told['seconds']:g} s; {failed} failed {told['failed'] or ''}",
        f"{votes['confirmed']:,} votes confirmed, {votes['per_second']:g} a second of {asked['rate']:g} that came (asked for: {asked['votes']:g}); "
        f"{lost} lost {votes['lost'] or ''}",
        verdict(votes, is_sound(told)),
        *(f"left out: {one}" for one in told["left_out"] or ["nothing"]),
    ]


def verdict(votes: dict[str, Any], is_sound: bool) -> str:
    stored = votes["stored"]
    word = "as the voters were told" if is_sound else "NOT AS THE VOTERS WERE TOLD"
    return f"{stored['ballots']:,} votes and {stored['slips']:,} slips more in the database, {stored['findings']} findings of the seal: {word}"


def tables(told: dict[str, Any]) -> list[str]:
    rows = {"all page views": told["pages"]} | told["by_kind"] | {f"vote: {step}": seen for step, seen in told["steps"].items()}
    rows["a town's change, until a visitor sees it"] = told["changes"]
    lines = [
        f"| {name} | {seen['number']:,} | {seen['p50']:g} | {seen['p95']:g} | {seen['p99']:g} |" for name, seen in rows.items() if seen["number"]
    ]
    return ["| what | number | p50 ms | p95 ms | p99 ms |", "|---|--:|--:|--:|--:|", *lines]


def ends(told: dict[str, Any]) -> list[str]:
    cpu = ", ".join(f"{name} {seconds:g}" for name, seconds in told["cpu_s"].items())
    parts = [f"{part}: {', '.join(map(figure, figures.items()))}" for part, figures in told["parts"].items()]
    return [*parts, f"CPU in seconds: {cpu}", f"a page view came at most {told['late_s']:g} s later than it was due"]


def figure(named: tuple[str, Any]) -> str:
    name, value = named
    return f"{name.replace('_', ' ')} {value:,}" if isinstance(value, int) else f"{name.replace('_', ' ')} {value}"
