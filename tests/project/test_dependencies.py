"""What the site runs on is bounded below, and locked."""

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKED = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.MULTILINE | re.IGNORECASE)


def direct(name: str) -> list[Requirement]:
    """The requirements that a .in file names itself."""
    lines = (line.split("#")[0].strip() for line in (ROOT / name).read_text().splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-r")]


def locked(name: str) -> dict[str, set[str]]:
    """{package: versions}; more than one where the version depends on Python's."""
    versions: dict[str, set[str]] = {}
    for package, version in LOCKED.findall((ROOT / name).read_text()):
        versions.setdefault(canonicalize_name(package), set()).add(version)
    return versions


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_every_direct_dependency_has_a_lower_bound(name):
    assert [requirement.name for requirement in direct(name) if not any(one.operator in {">=", "==", "~="} for one in requirement.specifier)] == []


@pytest.mark.parametrize(
    ("wanted", "lock"),
    [("requirements.in", "requirements.txt"), ("requirements.in", "requirements-dev.txt"), ("requirements-dev.in", "requirements-dev.txt")],
)
def test_the_lock_holds_every_direct_dependency_within_its_bounds(wanted, lock):
    versions = locked(lock)
    wrong = {
        requirement.name: versions.get(canonicalize_name(requirement.name))
        for requirement in direct(wanted)
        if not any(version in requirement.specifier for version in versions.get(canonicalize_name(requirement.name), ()))
    }
    assert wrong == {}


def test_the_tests_run_on_the_versions_that_the_site_runs_on():
    site, tests = locked("requirements.txt"), locked("requirements-dev.txt")
    assert {name: (versions, tests.get(name)) for name, versions in site.items() if tests.get(name) != versions} == {}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_locked_package_is_known_by_its_hash(name):
    blocks = re.split(r"\n(?=\S)", (ROOT / name).read_text().strip())
    assert [block.splitlines()[0] for block in blocks if "==" in block and "--hash=sha256:" not in block] == []
