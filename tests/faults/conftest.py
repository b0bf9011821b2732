"""The house that faults are tried on, and the table that is printed at the end."""

import os
from collections.abc import Callable, Iterator

import pytest

from tests.faults import house
from tests.faults.book import BY_NAME
from tests.services import nginx, postgres, redis_server, s3

WHOLE = os.environ.get("IKL_FAULTS") == "whole"
SEEN = pytest.StashKey[list[str]]()
ROWS = pytest.StashKey[list[tuple[str, str, str]]]()


@pytest.fixture(scope="session")
def whole_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[house.House]:
    if not WHOLE:
        pytest.skip("needs every part of the site, started for it: make faults")
    folder = tmp_path_factory.mktemp("house")
    for above in (folder, *folder.parents[:2]):
        above.chmod(0o755)  # nginx's processes are nobody's
    try:
        with house.built(folder) as one:
            yield one
    except (nginx.NoServer, postgres.NoServer, redis_server.NoServer, s3.NoServer) as reason:
        pytest.skip(str(reason))


@pytest.fixture
def one(whole_house: house.House) -> Iterator[house.House]:
    """The house, well at the beginning; whatever was spoiled is mended at the end, and the votes are counted."""
    whole_house.wait_until_well()
    yield whole_house
    whole_house.mend()
    whole_house.wait_until_well()
    whole_house.counted()


@pytest.fixture
def seen(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Notes what happened, for the table."""
    notes = request.node.stash.setdefault(SEEN, [])
    return lambda *told: notes.append(" ".join(str(word) for word in told))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    """A row once a test is over; a failure on the way in or out is one too."""
    report = yield
    marker = item.get_closest_marker("fault")
    if marker and (report.when == "call" or report.outcome != "passed"):
        row = (marker.args[0], "; ".join(item.stash.get(SEEN, [])) or "-", {"passed": "ok", "skipped": "skipped"}.get(report.outcome, "NOT OK"))
        item.config.stash.setdefault(ROWS, []).append(row)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if not WHOLE or not config.stash.get(ROWS, []):
        return
    terminalreporter.section("faults")
    for name, noted, outcome in config.stash[ROWS]:
        terminalreporter.write_line(f"{outcome:8} {name}")
        terminalreporter.write_line(f"         expected: {BY_NAME[name].meanwhile}; {BY_NAME[name].after}")
        terminalreporter.write_line(f"         seen:     {noted}")
