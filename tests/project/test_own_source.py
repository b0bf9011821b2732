"""What the code of the rooms never does, whatever a view is asked: read from the source, so that it holds for code that no test reaches."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ["accounts", "ambassadors", "content", "events", "gate", "home", "mail", "media_library", "municipalities", "privacy", "shops"]
ROOMS += ["site", "votes"]
RUNS_PROGRAMS = {"subprocess", "multiprocessing", "pty", "ctypes"}
READS_OBJECTS = {"pickle", "marshal", "shelve", "dill", "yaml"}
RUNS_TEXT = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "Template", "Engine.from_string", "engine.from_string"}
ASKS_OTHERS = {"requests", "httpx", "aiohttp", "urllib3", "ftplib", "telnetlib"}
ASKS_OTHERS_BY = {"urllib.request", "http.client", "socket"}
CIPHERS = {"cryptography", "Crypto", "Cryptodome", "nacl"}
BROKEN = {"md5", "sha1"}
RE_FUNCTIONS = {"compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}

Place = tuple[str, str]


def trees() -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


SOURCES = dict(trees())


def imported(tree: ast.Module) -> Iterator[str]:
    """Full names: "urllib.request" for `import urllib.request` and for `from urllib import request`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports_of(packages: set[str], sources: dict[str, ast.Module] = SOURCES) -> set[Place]:
    """(file, full name) of what is imported of the packages."""
    return {(file, name) for file, tree in sources.items() for name in imported(tree) if name.split(".")[0] in packages}


def calls(sources: dict[str, ast.Module] = SOURCES) -> Iterator[tuple[str, str, ast.Call]]:
    """(file, what is called as it is written, the call)."""
    for file, tree in sources.items():
        yield from ((file, ast.unparse(node.func), node) for node in ast.walk(tree) if isinstance(node, ast.Call))


def test_no_room_starts_a_program_or_runs_text_as_code():
    # Backups ask the client of PostgreSQL, from commands alone; no word that it is told comes from a visitor.
    assert imports_of(RUNS_PROGRAMS | READS_OBJECTS) == {("site/ikkooplokaal/backups/programs.py", "subprocess")}
    # The catalogue of interface texts reads our own templates, to find the texts in them.
    assert {(file, called) for file, called, _ in calls() if called in RUNS_TEXT} == {("site/ikkooplokaal/interface_texts.py", "Template")}


@pytest.mark.parametrize("source", ["import subprocess", "from pickle import loads", "eval(text)", "os.system(text)", "Template(text).render()"])
def test_a_program_or_text_that_runs_would_be_found(source):
    sources = {"x.py": ast.parse(source)}
    assert imports_of(RUNS_PROGRAMS | READS_OBJECTS, sources) or {called for _, called, _ in calls(sources)} & RUNS_TEXT


def test_only_the_translator_and_the_purging_of_caches_ask_another_host():
    asking = imports_of(ASKS_OTHERS) | {place for place in imports_of({"urllib", "http", "socket"}) if place[1].startswith(tuple(ASKS_OTHERS_BY))}
    assert asking == {("site/ikkooplokaal/translating/outside.py", "requests"), ("site/ikkooplokaal/proxies.py", "http.client")}


def test_embeds_of_other_sites_are_fetched_by_nobody(settings):
    assert settings.WAGTAILEMBEDS_FINDERS == []


def test_no_room_throws_dice_for_a_secret():
    throwing = {file for file, _ in imports_of({"random"})}
    assert throwing == {"home/demo/votes/crowd.py", *(f"votes/simulation/{name}.py" for name in ("attacks", "people", "towns"))}  # invented people


def test_no_room_draws_up_cryptography_of_its_own():
    ciphers = {(file, name) for file, name in imports_of(CIPHERS) if name.rpartition(".")[2] != "InvalidToken"}
    assert {name for _, name in ciphers} == {"cryptography.fernet.Fernet", "cryptography.fernet.MultiFernet"}
    assert {file for file, _ in ciphers} == {"gate/sealed_text.py", "site/ikkooplokaal/sign_in/adapter.py"}


def test_no_room_hashes_by_what_is_broken():
    hashing = {(file, called) for file, called, _ in calls() if called.rpartition(".")[2] in BROKEN}
    assert hashing == {
        ("home/demo/logins.py", "hashlib.sha1"),  # the secret of the demo's apps, which everybody may know
        ("site/ikkooplokaal/proxies.py", "md5"),  # how nginx calls the files of its cache
    }
    assert all(says_it_is_no_safeguard(call) for file, called, call in calls() if called.rpartition(".")[2] == "md5")
    named = {(file, ast.unparse(node)) for file, _, node in calls() for one in node.args if isinstance(one, ast.Constant) and one.value in BROKEN}
    assert named == set()


def says_it_is_no_safeguard(call: ast.Call) -> bool:
    return any(keyword.arg == "usedforsecurity" and ast.unparse(keyword.value) == "False" for keyword in call.keywords)


def test_patterns_are_made_of_our_own_words():
    """Within a function a pattern is written out or made of constants; at the top of a module no input is there yet."""
    assert loose_patterns(SOURCES) == {"municipalities/actions.py", "shops/hours/vocabulary.py"}  # a list of shapes; words by re.escape


def loose_patterns(sources: dict[str, ast.Module]) -> set[str]:
    """Files in which a function of `re` gets, within a function, something else than what stands there or a CONSTANT."""
    return {
        file
        for file, tree in sources.items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and is_of_re(node.func) and not is_our_own(node.args[0])
    }


def is_of_re(called: ast.expr) -> bool:
    return isinstance(called, ast.Attribute) and called.attr in RE_FUNCTIONS and ast.unparse(called.value) == "re"


def is_our_own(pattern: ast.expr) -> bool:
    return all(node.id.isupper() for node in ast.walk(pattern) if isinstance(node, ast.Name)) and not any(
        isinstance(node, ast.Attribute | ast.Call) for node in ast.walk(pattern)
    )


def test_a_pattern_made_of_input_would_be_found():
    assert loose_patterns({"x.py": ast.parse("def find(word, text):\n    return re.search(f'({word})', text)")}) == {"x.py"}
