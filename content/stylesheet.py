"""Stylesheets for the browser out of many small files: the project has no build step, and a page must not wait for imports.

The site's is carried by every page; those of the vote, of the agenda, of ambassadors, of editors' pages and of logging in by their own pages,
beside it.
"""

import re
from itertools import groupby
from pathlib import Path

ENTRIES = {
    name: name.replace(".css", ".bundle.css") for name in ("site.css", "vote.css", "agenda.css", "ambassadors.css", "pages.css", "login.css")
}  # what is written, and what the browser gets
ENTRY = "site.css"
IMPORT = re.compile(r'@import url\("([^"]+)"\) layer\((\w+)\);')
PIECE = re.compile(r'("(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\')|(/\*.*?\*/)|([^"\'/]+|/)', re.DOTALL)


def bundle(folder: Path, name: str = ENTRY) -> str:
    """The text of an entry in `folder` with every `@import url("...") layer(...)` replaced by that file, in order.

    Raises ValueError for an import that is written otherwise, and for a url() in a file of a subfolder, which would no
    longer be right beside site.css.
    """
    entry = squeeze((folder / name).read_text(encoding="utf-8"))
    statements = [statement + ";" for statement in entry.split(";") if statement]
    order = [statement for statement in statements if statement.startswith("@layer")]
    imports = [imported(statement, name) for statement in statements if not statement.startswith("@layer")]
    layers = [
        f"@layer {layer}{{{''.join(content(folder, part) for part, _ in files)}}}" for layer, files in groupby(imports, key=lambda pair: pair[1])
    ]
    return "\n".join(order + layers) + "\n"


def imported(statement: str, entry: str) -> tuple[str, str]:
    """The file and the layer of an import."""
    if not (match := IMPORT.fullmatch(statement)):
        raise ValueError(f"{entry} may only hold @layer and @import url(...) layer(...): {statement}")
    return match[1], match[2]


def content(folder: Path, name: str) -> str:
    text = squeeze((folder / name).read_text(encoding="utf-8"))
    if "/" in name and "url(" in text:
        raise ValueError(f"{name}: a url() belongs in a file beside {ENTRY}")
    return text


def squeeze(css: str) -> str:
    """Without comments and needless blanks; what stands in quotes stays as it is."""
    pieces = [quoted or tighten(plain) for quoted, comment, plain in PIECE.findall(css) if not comment]
    return re.sub(r"} +", "}", "".join(pieces)).replace(";}", "}").strip()


def tighten(css: str) -> str:
    """Blanks go beside braces, semicolons and commas, inside brackets and after a colon: nowhere do they mean anything there."""
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    return css.replace(": ", ":").replace("( ", "(").replace(" )", ")")


def write_bundles(folder: Path) -> list[Path]:
    """Write each bundle beside its entry; the paths of what was written."""
    for entry, name in ENTRIES.items():
        (folder / name).write_text(bundle(folder, entry), encoding="utf-8")
    return [folder / name for name in ENTRIES.values()]
