"""How the bench judges and tells what it measured; what it measures needs a machine that does nothing else."""

import os
import signal
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

import pytest

from bench import __main__ as bench
from bench import spent, table
from bench.options import QUICK
from bench.rehearsal import mix, parts, report
from bench.rehearsal.editor import Changes
from bench.rehearsal.visitor import address
from bench.rehearsal.voters import Counted, code_in
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


def test_a_bench_of_which_no_part_is_named_is_a_bench_of_all():
    assert bench.asked_for([]).parts == []
    assert bench.asked_for(["--quick", "votes", "start"]).parts == ["votes", "start"]
    with pytest.raises(SystemExit):
        bench.asked_for(["vote"])


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


def told_of_a_short_evening(**stored: int) -> dict[str, Any]:
    votes = Counted(at=[0.0, 1.0, 2.0], views=9)
    votes.seconds["the code"] += [0.1, 0.2, 0.3]
    votes.lost["no mail came"] += 1
    views = {"seconds": 10.0, "late": 0.26, "static": 4, "pictures": 2}
    views |= {"failed": {"a shop: 502": 1}, "views": {"a shop": [0.01] * 19 + [0.5]}}
    used = parts.between({"nginx": {"version": "1.22", "HIT": 5}}, {"nginx": {"version": "1.22", "HIT": 7, "MISS": 1}})
    seen = report.Seen(views, votes, Changes([0.4]), {"ballots": 3, "slips": 3, "findings": 0} | stored, used, {"nginx": 0.52}, 12.0)
    return report.told({"views": 21, "seconds": 10, "votes": 33, "rate": 1}, seen, ["Redis, files instead (no Redis)"])


def test_the_report_counts_answers_by_their_places_and_parts_by_what_they_did_meanwhile():
    told = told_of_a_short_evening()
    assert told["pages"] == {"number": 20, "p50": 10.0, "p95": 500.0, "p99": 500.0}
    assert told["changes"] == {"number": 1, "p50": 400.0, "p95": 400.0, "p99": 400.0, "lost": 0}
    assert told["parts"] == {"nginx": {"version": "1.22", "HIT": 2, "MISS": 1}}
    assert (told["page_views"], told["views_per_second"], told["votes"]["per_second"]) == (29, 2.0, 1.0)


def test_what_was_left_out_and_whether_the_votes_are_right_stand_above_the_table():
    heads = report.heads(told_of_a_short_evening())
    assert heads[2:] == [
        "3 votes and 3 slips more in the database, 0 findings of the seal: as the voters were told",
        "left out: Redis, files instead (no Redis)",
    ]


@pytest.mark.parametrize("wrong", [{"ballots": 4}, {"slips": 2}, {"findings": 1}])
def test_an_evening_of_which_the_votes_differ_is_not_sound(wrong):
    told = told_of_a_short_evening(**wrong)
    assert not report.is_sound(told)
    assert report.heads(told)[2].endswith("NOT AS THE VOTERS WERE TOLD")


def test_the_code_is_found_in_a_mail_as_it_comes_over_the_wire():
    mail = message_from_bytes(b"Subject: 012345 is je code\r\n\r\nTyp deze code over:\r\n\r\n    012345\r\n\r\nTot dan\r\n", policy=policy.default)
    assert code_in(cast(EmailMessage, mail)) == "012345"


def test_a_mail_without_a_code_has_none():
    assert code_in(cast(EmailMessage, message_from_bytes(b"Subject: Dag\r\n\r\n    12345\r\n", policy=policy.default))) == ""


def test_a_part_that_fails_is_named_its_rows_stay_and_a_run_that_goes_on_does_it_again(tmp_path, monkeypatch, capsys):
    def fails(options):
        yield row(part="votes")
        raise AssertionError("not today")

    monkeypatch.setattr(bench, "RESULTS", tmp_path / "table.jsonl")
    monkeypatch.setattr(bench, "PARTS", {"cached": lambda options: iter([row()]), "votes": fails, "start": lambda options: iter([row(part="start")])})
    for name, seconds in (("cached", 60), ("votes", 60), ("start", 0)):
        bench.run(name, QUICK, seconds)
    assert [(seen.part, seen.what, seen.note) for seen in table.read(bench.RESULTS)] == [
        ("cached", "a shop", ""),
        ("votes", "a shop", ""),
        ("votes", "failed", "AssertionError, see the console"),
        ("start", "left out", "no time was left"),
    ]
    assert bench.finished(bench.RESULTS) == {"cached"}
