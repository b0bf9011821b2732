"""What processes take of the machine, as the kernel counts it."""

import os
from collections.abc import Iterable
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cpu(pid: int) -> float:
    """Seconds of CPU of the threads that a process has now, to the nanosecond."""
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in Path(f"/proc/{pid}/task").iterdir()) / 1e9


def cpu_of_all(pids: Iterable[int]) -> float:
    return sum(map(cpu, pids))


def spent_by(pid: int, *, with_ended: bool = False) -> float:
    """Seconds of CPU of a process, in hundredths; with those of its children that ended, when asked."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(field) for field in fields[11 : 15 if with_ended else 13]) / TICKS


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def family_of(pid: int) -> list[int]:
    """A process, its children, and theirs."""
    return [pid, *(one for child in children_of(pid) for one in family_of(child))]


def spent_by_family(pid: int) -> float:
    """Seconds of CPU of a process and all that came of it, those that ended included; in hundredths."""
    return sum(spent_by(one, with_ended=True) for one in family_of(pid))


def own_memory(pid: int) -> float:
    """MB that would be free if this process ended (USS)."""
    told = rolled_up(pid)
    return (told["Private_Clean"] + told["Private_Dirty"]) / 1024


def shared_out_memory(pids: Iterable[int]) -> float:
    """MB of these processes together; of what is shared with others, their part (PSS)."""
    return sum(rolled_up(pid)["Pss"] for pid in pids) / 1024


def rolled_up(pid: int) -> dict[str, int]:
    """KB by kind."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    return {name.rstrip(":"): int(number) for name, number, *_ in (line.split() for line in lines)}
