"""How the bench judges and tells what it measured; what it measures needs a machine that does nothing else."""

import os
import signal
import time

import pytest

from bench import __main__ as bench
from bench import spent, table
from bench.rehearsal import mix, report
from bench.rehearsal.visitor import address
from bench.rehearsal.voters import Counted
from bench.table import Row


def row(**facts) -> Row:
    return Row(**({"part": "cached", "what": "a shop", "ours": 10.9, "unit": "µs CPU", "measure": "a file", "theirs": 7.8} | facts))


@pytest.mark.parametrize(
    ("facts", "is_met", "distance"),
    [
        ({"ratio": 1.4, "bar": 1.4}, True, ""),
        ({"ratio": 1.47, "bar": 1.4}, False, "5% beyond"),
        ({"ratio": 0.75, "bar": 0.75, "is_least": True}, True, ""),
        ({"ratio": 0.6, "bar": 0.75, "is_least": True}, False, "20% beyond"),
        ({"ours": 16, "ratio": None, "bar": 15}, False, "7% beyond"),
        ({"ratio": 45.0}, None, ""),
    ],
)
def test_a_row_is_judged_by_its_ratio_or_else_by_what_we_saw(facts, is_met, distance):
    judged = row(**facts)
    assert (judged.is_met(), judged.distance()) == (is_met, distance)


def test_the_table_says_what_stands_beside_what_and_how_many_bars_are_met(capsys):
    table.show([row(ratio=1.38, bar=1.4), row(what="a result", ours=113_833, unit="requests/s", theirs=None, measure="", note="left out: no wrk")])
    assert capsys.readouterr().out.splitlines() == [
        "| part | what | ours | measure | theirs | ratio | bar | |",
        "|---|---|--:|---|--:|--:|--:|---|",
        "| cached | a shop | 10.9 µs CPU | a file | 7.8 | 1.38 | ≤ 1.4 | met |",
        "| cached | a result | 113,833 requests/s |  |  |  |  | left out: no wrk |",
        "",
        "1 of 1 bars met",
    ]


def test_rows_are_kept_as_they_come_for_a_run_that_goes_on(tmp_path):
    table.keep(tmp_path / "rows" / "table.jsonl", [row(ratio=1.38, bar=1.4)])
    table.keep(tmp_path / "rows" / "table.jsonl", [row(what="front page")])
    assert table.read(tmp_path / "rows" / "table.jsonl") == [row(ratio=1.38, bar=1.4), row(what="front page")]


def test_a_part_that_takes_too_long_is_broken_off_and_the_alarm_goes_with_it():
    with pytest.raises(TimeoutError), bench.within(1):
        time.sleep(30)
    assert signal.alarm(0) == 0


def test_the_cpu_of_this_process_is_counted():
    before = spent.cpu(spent.family_of(os.getpid())[0])
    sum(range(2_000_000))
    assert spent.cpu(os.getpid()) > before


def test_the_shares_of_the_evening_are_hundredths():
    assert sum(kind.share for kind in mix.MIX) == 100


def test_every_visitor_comes_from_an_address_of_their_own():
    assert len({address(number) for number in range(0, 4_060_000, 7)}) == 580_000
    assert address(0) == "127.1.0.1"


def test_the_report_counts_votes_by_the_database_and_answers_by_their_places():
    counted = Counted(at=[0.0, 1.0, 2.0], views=9)
    counted.seconds["the code"] += [0.1, 0.2, 0.3]
    counted.lost["no mail came"] += 1
    views = {"seconds": 10.0, "cpu": 1.0, "late": 0.26, "static": 4, "failed": {"a shop: 502": 1}, "views": {"a shop": [0.01] * 19 + [0.5]}}
    log = '{"cache":"HIT"}\n{"cache":"HIT"}\n{"cache":""}\n'
    asked = {"views": 21, "seconds": 10, "votes": 33, "rate": 1}
    told = report.told(asked, views, counted, 3, {"nginx": 0.52}, 12.0, ["Redis, files instead"], log)
    assert told["pages"] == {"number": 20, "p50": 10.0, "p95": 500.0, "p99": 500.0}
    assert told["votes"] == {"confirmed": 3, "in_the_database": 3, "per_second": 1.0, "lost": {"no mail came": 1}}
    assert (told["page_views"], told["views_per_second"], told["kept"]) == (29, 2.0, {"HIT": 2, "-": 1})
