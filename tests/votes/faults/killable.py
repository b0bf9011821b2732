"""A program of its own, of which children vote and may be killed at any moment: killable.py ROUND FIRST LAST [early]."""

import os
import sys
import time
from collections.abc import Iterable
from typing import Any, NoReturn

import django

django.setup()

from tests.votes.faults import voters  # noqa: E402 (models need Django)


def main(round_id: int, first: int, last: int, how: str = "honest") -> None:
    """Confirm the requests one after the other in a child process, which tells each receipt once it is counted; a child that is killed is
    followed by another one, which begins with the request that nobody heard of any more. how: "early" is the control, which tells before."""
    number = first
    while number < last:
        reads, writes = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reads)
            vote_in_child(range(number, last), round_id, os.fdopen(writes, "w", buffering=1), how)
        os.close(writes)
        print(f"child {child}", flush=True)
        with os.fdopen(reads) as heard:
            for line in heard:
                print(f"vote {line}", end="", flush=True)
                number = int(line.split()[0]) + 1
        os.waitpid(child, 0)
    print("done", flush=True)


def vote_in_child(numbers: Iterable[int], round_id: int, told: Any, how: str) -> NoReturn:
    for number in numbers:
        if how == "honest":
            told.write(f"{number} {voters.confirmed(round_id, number)[1]}\n")
        else:
            held = voters.HeldVote(round_id, number)
            told.write(f"{number} {held.answer.receipt}\n")  # type: ignore[union-attr]
            time.sleep(0.02)  # a commit that takes its time: whoever is killed here acknowledged what is not stored
            held.commit()
    os._exit(0)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]), *sys.argv[4:])
