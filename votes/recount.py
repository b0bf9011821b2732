#!/usr/bin/env python3
"""Count a published round again. Needs Python 3 and the four files of its result page; shares no code with the site.

    python3 recount.py FOLDER [HEAD ...]

FOLDER holds receipts.txt, openings.csv, count.json and seal.json. HEAD: seals that you wrote down while the round ran (64 digits each).
Ends with 0 when everything is right, with 1 and what is wrong otherwise.
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


def compact(told):
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def read(folder):
    receipts = (folder / "receipts.txt").read_text("utf-8").split()
    with open(folder / "openings.csv", encoding="utf-8", newline="") as file:
        openings = list(csv.DictReader(file))
    count, seal = (json.loads((folder / name).read_text("utf-8")) for name in ("count.json", "seal.json"))
    return receipts, openings, count, seal


def check_openings(openings, seal):
    """Every ballot opens, was sealed, and stands once."""
    for row in openings:
        told = f"ikkooplokaal ballot 1|{seal['round']}|{row['candidate']}|{row['nonce']}"
        check(sha256(told) == row["commitment"], f"ballot {row['commitment'][:12]} does not open")
    opened, sealed = [row["commitment"] for row in openings], [digest for kind, digest in seal["entries"] if kind == "ballot"]
    check(len(set(opened)) == len(opened), "a ballot is opened twice")
    check(len(set(sealed)) == len(sealed), "a ballot is sealed twice")
    check(set(opened) == set(sealed), "the ballots that are opened are not those that were sealed")


def check_chain(seal, kept):
    """The chain links, every head that was published lies on it, and its events are those that are told."""
    head, heads = "0" * 64, ["0" * 64]
    for _kind, digest in seal["entries"]:
        head = sha256(head + digest)
        heads.append(head)
    check(head == seal["head"], "the chain does not end in the published seal")
    for at, position, published in seal["heads"]:
        check(position < len(heads) and heads[position] == published, f"the seal of {at} does not lie on the chain")
    for published in kept:
        check(published.lower() in heads, f"your seal {published[:12]} does not lie on the chain")
    told = sorted(sha256(text) for text in seal["events"])
    check(told == sorted(digest for kind, digest in seal["entries"] if kind == "event"), "the events are not those that were sealed")


def check_events(openings, count, seal):
    """A ballot is left out when, and only when, that was decided; the count is the one that was sealed."""
    events = [json.loads(text) for text in seal["events"]]
    rejected = {event["ballot"] for event in events if event["kind"] == "rejected"}
    check({row["commitment"] for row in openings if row["counts"] == "0"} == rejected, "other ballots are left out than was decided")
    sealed = [event["data"]["figures"] for event in events if event["kind"] == "frozen"]
    figures = {name: told for name, told in count.items() if name != "winners"}
    check(sealed == [sha256(compact(figures))], "the published count is not the sealed one")


def check_totals(receipts, openings, count):
    votes = Counter(int(row["candidate"]) for row in openings if row["counts"] == "1")
    published = {candidate["number"]: candidate["votes"] for candidate in count["candidates"]}
    check(len(set(receipts)) == len(receipts) == len(openings) == count["confirmed"], "receipts and ballots are not as many")
    check({number: votes[number] for number in published} == published and sum(votes.values()) == count["counted"], "the totals differ")
    leaders = sorted(number for number, found in published.items() if found == max(published.values()) and found)
    check(leaders == count["leaders"] and set(count["winners"]) <= set(leaders), "another candidate leads")
    return votes


def main():
    receipts, openings, count, seal = read(Path(sys.argv[1]))
    check(count["round"] == seal["round"], "the files are of different rounds")
    check_openings(openings, seal)
    check_chain(seal, sys.argv[2:])
    check_events(openings, count, seal)
    votes = check_totals(receipts, openings, count)
    for candidate in count["candidates"]:
        print(f"{votes[candidate['number']]:6}  {candidate['number']:2}. {candidate['name']}")
    print("\n".join(["WRONG:", *wrong]) if wrong else f"Right: {count['counted']} votes counted, {count['rejected']} left out.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
