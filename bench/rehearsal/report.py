"""What a rehearsal tells at its end."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from bench.rehearsal.mix import MIX
from bench.rehearsal.voters import Counted


def told(
    asked: dict[str, float],
    views: dict[str, Any],
    counted: Counted,
    ballots: int,
    cpu: dict[str, float],
    took: float,
    left_out: Sequence[str],
    log: str,
) -> dict[str, Any]:
    pages = [seconds for kind in views["views"].values() for seconds in kind]
    return {
        "asked": asked,
        "left_out": list(left_out),
        "seconds": round(took, 1),
        "page_views": len(pages) + counted.views,
        "views_per_second": round(len(pages) / views["seconds"], 1),
        "static_files": views["static"],
        "pages": quantiles(pages),
        "by_kind": {kind.name: quantiles(views["views"].get(kind.name, [])) for kind in MIX},
        "failed": views["failed"],
        "late_s": round(views["late"], 2),
        "votes": {"confirmed": len(counted.at), "in_the_database": ballots, "per_second": round(pace(counted.at), 1), "lost": dict(counted.lost)},
        "steps": {step: quantiles(seconds) for step, seconds in counted.seconds.items()},
        "cpu_s": {name: round(seconds, 1) for name, seconds in cpu.items()},
        "kept": dict(Counter(cache_words(log))),
    }


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


def cache_words(log: str) -> Iterable[str]:
    """HIT, MISS, STALE ... of each line; "-" for what nobody may keep."""
    return (json.loads(line)["cache"] or "-" for line in log.splitlines())


def show(told: dict[str, Any]) -> None:
    sys.stdout.write("\n".join([*heads(told), "", *tables(told), "", *ends(told), ""]))


def heads(told: dict[str, Any]) -> list[str]:
    votes, asked = told["votes"], told["asked"]
    lost, failed = sum(votes["lost"].values()), sum(told["failed"].values())
    return [
        f"{told['page_views']:,} page views ({told['views_per_second']:g} a second) and {told['static_files']:,} files in {told['seconds']:g} s; "
        f"{failed} failed {told['failed'] or ''}",
        f"{votes['confirmed']:,} votes confirmed, {votes['per_second']:g} a second of {asked['rate']:g} that came (asked for: {asked['votes']:g}); "
        f"{lost} lost {votes['lost'] or ''}; {votes['in_the_database']:,} in the database",
        *(f"left out: {one}" for one in told["left_out"]),
    ]


def tables(told: dict[str, Any]) -> list[str]:
    rows = {"all page views": told["pages"]} | told["by_kind"] | {f"vote: {step}": seen for step, seen in told["steps"].items()}
    lines = [
        f"| {name} | {seen['number']:,} | {seen['p50']:g} | {seen['p95']:g} | {seen['p99']:g} |" for name, seen in rows.items() if seen["number"]
    ]
    return ["| what | number | p50 ms | p95 ms | p99 ms |", "|---|--:|--:|--:|--:|", *lines]


def ends(told: dict[str, Any]) -> list[str]:
    cpu = ", ".join(f"{name} {seconds:g}" for name, seconds in told["cpu_s"].items())
    kept = ", ".join(f"{word} {number:,}" for word, number in sorted(told["kept"].items()))
    return [f"CPU in seconds: {cpu}", f"nginx: {kept}", f"a page view came at most {told['late_s']:g} s later than it was due"]
