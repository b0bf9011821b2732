"""What the site's scripts never do: read from their source. What others made (static/vendor) is held unchanged by test_static."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ["static/js", *(f"{room}/static" for room in ("content", "events", "home", "shops", "votes", "municipalities", "ambassadors"))]
SCRIPTS = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for folder in FOLDERS for path in (ROOT / folder).rglob("*.js")}
HTML = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|srcdoc")
RUNS_TEXT = re.compile(r"\beval\(|new Function|setTimeout\(\s*[\"'`]|javascript:")
STORES = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.open")
OTHER_WINDOWS = re.compile(r"""addEventListener\(\s*["']message["']|window\.onmessage|window\.opener|parent\.postMessage""")
PROTOTYPES = re.compile(r"__proto__|\.prototype\b|setPrototypeOf|\w+\[\w+\]\[\w+\]\s*=[^=]")


def holding(pattern: re.Pattern[str]) -> set[str]:
    return {name for name, text in SCRIPTS.items() if pattern.search(text)}


def test_there_are_scripts_to_look_at():
    assert {"static/js/my_town.js", "static/js/map_markers.js", "shops/static/shops/js/hours.js"} <= SCRIPTS.keys()


def test_scripts_write_html_only_where_the_server_made_it():
    """Answers of our own server, rendered by a template; and a row that the page itself holds."""
    assert holding(HTML) == {"events/static/events/dates.js", "shops/static/shops/js/hours.js", "shops/static/shops/js/import-progress.js"}
    assert holding(RUNS_TEXT) == set()


def test_scripts_keep_nothing_but_ones_town():
    assert holding(STORES) == {"static/js/my_town.js"}
    names = re.findall(r'const \w+ = "([\w-]+)"; // (?:local|session)Storage', SCRIPTS["static/js/my_town.js"])
    assert names == ["mijn-gemeente", "onthoud-gemeente"]


def test_scripts_listen_to_no_other_window():
    assert holding(OTHER_WINDOWS) == set()


def test_scripts_write_into_no_prototype():
    assert holding(PROTOTYPES) == set()


def test_what_they_never_do_would_be_found():
    assert PROTOTYPES.search("all[key][name] = value")
    assert OTHER_WINDOWS.search('window.addEventListener("message", take)')
    assert HTML.search("list.insertAdjacentHTML('beforeend', text)")
