"""The runbook, the table of faults and the tests that bring them about say the same."""

import re
from collections import Counter
from pathlib import Path

from tests.faults import book

ROOT = Path(__file__).parents[2]
MARK = re.compile(r"""^@pytest\.mark\.fault\("([^"]+)"\)$""", re.MULTILINE)


def test_every_fault_is_brought_about_by_a_test_of_its_own():
    found = Counter(name for path in sorted(Path(__file__).parent.glob("test_*.py")) for name in MARK.findall(path.read_text()))
    assert found == {fault.name: 1 for fault in book.FAULTS}


def test_the_runbook_says_what_is_tried():
    assert book.table() in (ROOT / "docs" / "runbook.md").read_text()
