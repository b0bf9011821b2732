#!/usr/bin/env python3
"""Count a published round again. Needs Python 3 and the four files of its result page; shares no code with the site.

    python3 recount.py FOLDER [HEAD ...]

FOLDER holds receipts.txt, openings.csv, count.json and seal.json. HEAD: seals that you wrote down while the round ran (64 digits each).
"""

import csv
import hashlib
import json
import sys
from collections import Counter
from pathlib import Path

wrong: list = []


def check(holds, words):
    wrong.extend([] if holds else [words])


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def read(folder):
    receipts = (folder / "receipts.txt").read_text("utf-8").split()
    openings = list(csv.DictReader((folder / "openings.csv").read_text("utf-8").splitlines()))
    count, seal = (json.loads((folder / name).read_text("utf-8")) for name in ("count.json", "seal.json"))
    return receipts, openings, count, seal, [json.loads(text) for text in seal["events"]]


def check_openings(openings, seal):
    """Every ballot opens, was sealed, and stands once."""
    for row in openings:
        told = f"ikkooplokaal ballot 1|{seal['round']}|{row['candidate']}|{row['nonce']}"
        check(sha256(told) == row["commitment"], f"ballot {row['commitment'][:12]} does not open")
    opened, sealed = [row["commitment"] for row in openings], [digest for kind, digest in seal["entries"] if kind == "ballot"]
    check(sorted(opened) == sorted(set(sealed)), "the ballots that are opened are not those that were sealed")


def check_chain(seal, kept):
    """The chain links, every head that was published lies on it, and its events are those that are told."""
    heads = ["0" * 64]
    for _kind, digest in seal["entries"]:
        heads.append(sha256(heads[-1] + digest))
    check(heads[-1] == seal["head"] and seal["heads"], "the chain does not end in the published seal")
    for at, position, published in seal["heads"]:
        check(position < len(heads) and heads[position] == published, f"the seal of {at} does not lie on the chain")
    for published in kept:
        check(published.lower() in heads, f"your seal {published[:12]} does not lie on the chain")
    told, sealed = sorted(sha256(text) for text in seal["events"]), sorted(digest for kind, digest in seal["entries"] if kind == "event")
    check(told == sealed, "the events are not those that were sealed")


def check_decisions(openings, count, events):
    """A ballot is left out when, and only when, that was decided; the count and the candidates are those that were sealed."""
    of_kind = {kind: [event for event in events if event["kind"] == kind] for kind in ("rejected", "frozen", "lined up", "set apart")}
    left_out, decided = {row["commitment"] for row in openings if row["counts"] != "1"}, {event["ballot"] for event in of_kind["rejected"]}
    check(left_out == decided, "other ballots are left out than was decided")
    check(
        {one["letter"] for one in count["set_apart"]} == {event["data"]["cluster"] for event in of_kind["set apart"]}, "other groups were set apart"
    )
    figures = json.dumps({name: told for name, told in count.items() if name != "winners"}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    check([event["data"]["figures"] for event in of_kind["frozen"]] == [sha256(figures)], "the published count is not the sealed one")
    told = [[one["number"], one["slug"], one["name"]] for one in count["candidates"]]
    stood = [[[number, face.split("/")[-1], name] for number, face, name in event["data"]["candidates"]] for event in of_kind["lined up"]]
    check(stood in ([told], []), "these are other candidates")


def check_totals(receipts, openings, count, events):
    votes = Counter(int(row["candidate"]) for row in openings if row["counts"] == "1")
    published = {candidate["number"]: candidate["votes"] for candidate in count["candidates"]}
    check(len(set(receipts)) == len(receipts) == len(openings) == count["confirmed"], "receipts and ballots are not as many")
    check(count["confirmed"] - count["counted"] == count["rejected"] and {row["counts"] for row in openings} <= {"0", "1"}, "votes are missing")
    check({number: votes[number] for number in published} == published and sum(votes.values()) == count["counted"], "the totals differ")
    gone = {event["data"]["number"] for event in events if event["kind"] == "candidate withdrawn"}
    most = max((found for number, found in published.items() if number not in gone), default=0)
    leaders = sorted(number for number, found in published.items() if found == most > 0 and number not in gone)
    lots = [event["data"] for event in events if event["kind"] == "lot drawn"]
    drawn = [min(leaders, key=lambda number: sha256(f"{lot['words']}|{lot['head']}|{number}")) for lot in lots]
    check(leaders == count["leaders"] and count["winners"] == (drawn or leaders), "another candidate won")
    return votes


def main():
    receipts, openings, count, seal, events = read(Path(sys.argv[1]))
    check(count["round"] == seal["round"], "the files are of different rounds")
    check_openings(openings, seal)
    check_chain(seal, sys.argv[2:])
    check_decisions(openings, count, events)
    votes = check_totals(receipts, openings, count, events)
    print(*(f"{votes[one['number']]:6}  {one['number']:2}. {one['name']}" for one in count["candidates"]), sep="\n")
    print("\n".join(["WRONG:", *wrong]) if wrong else f"Right: {count['counted']} votes counted, {count['rejected']} left out.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
