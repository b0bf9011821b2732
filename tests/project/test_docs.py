"""The documents say what is there: variables, commands, targets, files and decisions that they name exist, and the other way round."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.apps import apps
from django.core.management import get_commands

from ikkooplokaal.periodic import JOBS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
RUNBOOK = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
MADE = {"var", "media", "static-built"}  # while running
FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "."} - MADE
PAGES = sorted([*ROOT.glob("*.md"), *(path for folder in ("docs", "bench", "deploy") for path in (ROOT / folder).rglob("*.md"))])
FRAME = ROOT / "site" / "ikkooplokaal"
SETTINGS = FRAME / "settings"
WITH_S3 = FRAME / "storage.py"
PROXIES = FRAME / "proxies.py"
READERS = [
    *sorted(SETTINGS.glob("*.py")),
    WITH_S3,
    PROXIES,
    FRAME / "translating" / "chosen_machine.py",
    FRAME / "wsgi.py",
    ROOT / "gunicorn.conf.py",
]
VARIABLE = re.compile(r"[A-Z][A-Z0-9_]+")
FENCE = re.compile(r"^( *)```.*?^\1```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"""\]\(([^)\s]+)\)|(?:src|href)="([^"]+)\"""")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
DECISION = re.compile(r"docs/decisions/(\d{4}-[\w-]+\.md)")


class Read(NamedTuple):
    """A variable that a file reads, and whether it must be there."""

    name: str
    needed: bool


def reads(path: Path) -> set[Read]:
    return reads_in(path.read_text(encoding="utf-8"))


def reads_in(source: str) -> set[Read]:
    """Calls of `env` and its methods, of `os.environ`'s methods, and `os.environ[...]`, as far as they name a variable."""
    return set(found_in(ast.parse(source)))


def found_in(tree: ast.AST) -> Iterator[Read]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and asks_environment(node.func) and (name := constant(node.args[0])):
            yield Read(name, needed=len(node.args) == 1 and not any(keyword.arg == "default" for keyword in node.keywords))
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ" and (name := constant(node.slice)):
            yield Read(name, needed=True)


def asks_environment(function: ast.expr) -> bool:
    asked = function.value if isinstance(function, ast.Attribute) else function
    return ast.unparse(asked) in {"env", "os.environ"}


def constant(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) and VARIABLE.fullmatch(node.value) else ""


def section(heading: str) -> str:
    """The text of README under `heading`, up to the next one of that level."""
    return README.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def table() -> dict[str, str]:
    """{variable: what the table of the configuration says of "needed in production"}."""
    rows = re.findall(r"^\| `([A-Z0-9_]+)` \| ([^|]*)\|", section("Configuration"), re.MULTILINE)
    assert len(rows) == len(dict(rows)), "a variable stands twice in the table"
    return {name: needed.strip() for name, needed in rows}


def links(page: Path) -> list[str]:
    """Where the page leads to within this repository; what stands in a block of code is no link."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    targets = [one or other for one, other in LINK.findall(re.sub(r"`[^`\n]+`", "", text))]
    return [target for target in targets if not re.match(r"[a-z]+:", target)]


def anchors(page: Path) -> set[str]:
    """What `#...` may name: the headings as GitHub writes them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(page: Path) -> list[str]:
    wrong = []
    for target in links(page):
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (anchor and there.suffix == ".md" and anchor not in anchors(there)):
            wrong.append(target)
    return wrong


def named(pattern: str, page: Path) -> set[str]:
    """What `pattern` finds in the code of a page: in blocks and between backticks."""
    return {name for code in CODE.findall(page.read_text(encoding="utf-8")) for name in re.findall(pattern, code)}


def files_named(page: Path) -> set[str]:
    """Between backticks, from a folder of the repository on: `shops/{hours,near}.py` is two. What is made while running is not in it."""
    written = re.findall(r"(?<!`)`([\w.{},/-]+)`(?!`)", FENCE.sub("", page.read_text(encoding="utf-8")))
    names = {name.rstrip("/") for text in written for name in spelled_out(text)}
    return {name for name in names if "/" in name and name.split("/")[0] in FOLDERS | {FRAME.name}}


def spelled_out(text: str) -> list[str]:
    """{braces} as a shell reads them."""
    if not (found := re.search(r"\{([^{}]+)\}", text)):
        return [text]
    return [name for one in found[1].split(",") for name in spelled_out(text[: found.start()] + one + text[found.end() :])]


@pytest.fixture(scope="module")
def places() -> set[str]:
    """Every file and folder of the repository, from its root."""
    files = [path.relative_to(ROOT) for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    return {path.as_posix() for path in files} | {path.removeprefix("site/") for path in map(Path.as_posix, files)} | FOLDERS


def test_every_variable_that_is_read_stands_in_the_table_and_the_other_way_round():
    assert set(table()) == {read.name for path in READERS for read in reads(path)}


def test_the_table_says_which_variables_production_needs():
    needed = {read.name for read in reads(SETTINGS / "production.py") if read.needed}
    assert {name for name, says in table().items() if says == "yes"} == needed


def test_the_table_says_which_variables_a_bucket_needs():
    assert {name for name, says in table().items() if says == "with S3"} == {read.name for read in reads(WITH_S3) if read.needed}


def test_the_example_of_an_environment_names_only_variables_of_the_table_and_all_that_are_needed():
    example = set(re.findall(r"^#?([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    assert example - set(table()) == set()
    assert {name for name, says in table().items() if says in {"yes", "with S3"}} - example == set()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('KEY = env("SECRET_KEY")', {Read("SECRET_KEY", needed=True)}),
        ('env.bool("DEBUG", default=True)', {Read("DEBUG", needed=False)}),
        ('env.cache("CACHE_URL")', {Read("CACHE_URL", needed=True)}),
        ('os.environ.get("PORT", "8000")', {Read("PORT", needed=False)}),
        ('os.environ["HOST"]', {Read("HOST", needed=True)}),
        ('env.db_url_config(url); other("NAME"); settings.get("NAME")', set()),
    ],
)
def test_a_variable_is_found_however_it_is_read(source, expected):
    assert reads_in(source) == expected


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file_and_a_heading(page):
    assert broken(page) == []


def test_a_broken_link_would_be_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text('# One\n[a](page.md#one) [b](gone.md) [c](#two) <img src="gone.png"> [d](https://example.org/) `[e](code.md)`\n')
    assert broken(page) == ["gone.md", "#two", "gone.png"]


def test_decisions_are_numbered_without_a_gap_or_a_double():
    numbers = [path.name[:4] for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


def test_a_decision_begins_with_its_number():
    pages = (ROOT / "docs" / "decisions").glob("*.md")
    assert [page.name for page in pages if not page.read_text(encoding="utf-8").startswith(f"# {page.name[:4]} ")] == []


def test_every_decision_that_code_refers_to_is_written():
    rooms = [folder for folder in ROOT.iterdir() if folder.is_dir() and folder.name[0] != "."]
    named_there = {name for room in rooms for path in room.rglob("*.py") for name in DECISION.findall(path.read_text(encoding="utf-8"))}
    assert "0002-sqlite-full.md" in named_there
    assert {name for name in named_there if not (ROOT / "docs" / "decisions" / name).exists()} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_target_of_make_that_is_named_exists(page):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert named(r"\bmake ([a-z][a-z-]*)", page) - targets == set()


def test_readme_names_every_target_that_help_lists():
    helped = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert helped - named(r"\bmake ([a-z][a-z-]*)", ROOT / "README.md") == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_is_named_exists(page):
    assert named(r"\bmanage\.py ([a-z][a-z_]+)", page) - set(get_commands()) == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_of_the_repository_that_is_named_exists(page, places):
    assert {name for name in files_named(page) if name not in places} == set()


def test_a_file_that_is_gone_would_be_found(tmp_path, places):
    page = tmp_path / "page.md"
    page.write_text(
        "`shops/hours/gone.py`, `tests/{shops,nowhere}/`, `shops/hours/`, `*/doors.py`, `/etc/nginx/shops/x.py`\n```\nshops/in_a_block.py\n```\n"
    )
    assert {name for name in files_named(page) if name not in places} == {"shops/hours/gone.py", "tests/nowhere"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_model_that_is_named_exists(page):
    models = {model._meta.label for model in apps.get_models()}
    rooms = {label.split(".")[0] for label in models}
    named_there = {name for name in named(r"^`(\w+\.[A-Z]\w*[a-z]\w*)`$", page) if name.split(".")[0] in rooms}
    assert named_there - models == set()


def test_the_runbook_tells_of_every_job_and_no_other():
    told = re.findall(r"^\| every [^|]+\| ([^|]+) \|", RUNBOOK.split("\n## Jobs\n", 1)[1].split("\n## ", 1)[0], re.MULTILINE)
    assert {name for cell in told for name in re.findall(r"`([\w.]+)`", cell)} == {job.name for job in JOBS}


def test_the_pictures_of_the_documents_are_small():
    sizes = {path.name: path.stat().st_size for path in (ROOT / "docs").rglob("*.png")}
    assert {name: size for name, size in sizes.items() if size > 250_000} == {}
