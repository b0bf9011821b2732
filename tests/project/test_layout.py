"""The rooms of docs/architecture.md, and nothing that belongs to one machine."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = {
    *("accounts", "ambassadors", "content", "events", "gate", "home", "mail", "media_library", "municipalities", "privacy", "shops", "site"),
    "votes",
}
FOLDERS = ROOMS | {".ci", "bench", "deploy", "docs", "static", "tests"}
FILES = {
    ".editorconfig",
    ".env.example",
    ".gitattributes",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "gunicorn.conf.py",
    "manage.py",
    "pyproject.toml",
    "requirements-dev.in",
    "requirements-dev.txt",
    "requirements-posters.in",
    "requirements-posters.txt",
    "requirements-sentry.in",
    "requirements-sentry.txt",
    "requirements.in",
    "requirements.txt",
}
JUNK_DRAWERS = {"services", "core", "utils", "common", "helpers", "misc"}
# Written in halves, so that this file does not hold what it looks for.
PLACES = ["wo" + "rk", "ro" + "ot", r"ho" + r"me/\w+", "Us" + "ers", "opt/py" + "pi", "opt/wh" + "eels"]
OF_ONE_MACHINE = re.compile(rf"(?<![\w.])/(?:{'|'.join(PLACES)})/".encode())
INDEXES = ["--(?:extra-)?index-" + "url", "--find-" + "links", r"pypi\.(?!" + "org/p)", "python" + "hosted", "/sim" + r"ple/?\b"]
PACKAGE_INDEX = re.compile("|".join(INDEXES).encode(), re.IGNORECASE)
BINARY = {".woff2", ".png", ".jpg", ".webp", ".avif", ".ico", ".mo", ".xlsx", ".gz"}


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    """The files of the repository, from its root."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True)
    if listed.returncode:
        pytest.skip("this is no checkout of the repository: its files cannot be listed")
    return [name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def found(tracked: list[str], pattern: re.Pattern[bytes]) -> set[tuple[str, bytes]]:
    texts = ((name, (ROOT / name).read_bytes()) for name in tracked if Path(name).suffix not in BINARY)
    return {(name, match[0]) for name, text in texts for match in pattern.finditer(text)}


def test_the_root_holds_the_rooms_and_nothing_else(tracked):
    assert {name.split("/")[0] for name in tracked if "/" in name} - FOLDERS == set()
    assert {name for name in tracked if "/" not in name} - FILES == set()


def test_every_room_is_there(tracked):
    assert ROOMS - {name.split("/")[0] for name in tracked} == set()


def test_no_module_is_a_junk_drawer(tracked):
    modules = {name for name in tracked if name.split("/")[0] in ROOMS and name.endswith(".py")}
    assert {name for name in modules if {part.removesuffix(".py") for part in name.split("/")} & JUNK_DRAWERS} == set()


def test_site_is_a_folder_and_never_a_package(tracked):
    assert "site/__init__.py" not in tracked


def test_no_file_names_a_place_on_one_machine(tracked):
    assert found(tracked, OF_ONE_MACHINE) == set()


def test_no_file_names_a_package_index(tracked):
    assert found(tracked, PACKAGE_INDEX) == set()


@pytest.mark.parametrize("text", [b"see /wo" + b"rk/notes", b"'/ro" + b"ot/.cache/'", b"file:///opt/py" + b"pi/x"])
def test_a_place_on_one_machine_would_be_found(text):
    assert OF_ONE_MACHINE.search(text)


def test_nothing_that_is_made_while_running_is_kept(tracked):
    assert {name for name in tracked if name.endswith((".sqlite3", ".pyc", ".log")) or name.startswith(("var/", "static-built/", "media/"))} == set()
