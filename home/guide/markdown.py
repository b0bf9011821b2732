"""The few signs of Markdown that the guide is written in, as HTML. What is not among them is refused, never shown raw.

Blocks: "# ", "## ", "### ", paragraphs, lists ("* ", "1. ", one level, lines may go on indented), tables, and a picture on a line of its own.
Within them: **bold**, *stressed*, `typed`, [text](address).
"""

import re
from collections.abc import Callable, Iterator

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

Address = Callable[[str], str]

BLOCK = re.compile(r"\n\s*\n")
HEADING = re.compile(r"(#{1,3}) (.+)")
PICTURE = re.compile(r"!\[([^\]]+)\]\(([^)\s]+)\)")
POINT = re.compile(r"(?:\*|\d+\.) ")
RULER = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
INLINE = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*|\[([^\]]+)\]\(([^)\s]+)\)")
NOT_OURS = re.compile(r"^(?:>|```|#{4,}|---|[ \t]+(?:\*|\d+\.) |<)|!\[|(?<!\w)_\w", re.MULTILINE)


class NotInTheGuide(ValueError):
    """A sign of Markdown that the guide does not use; names the block."""


def html(text: str, *, link: Address, picture: Address) -> SafeString:
    """The page as HTML. link and picture turn an address in the text into one on the site. Raises NotInTheGuide."""
    return mark_safe("\n".join(block_html(block, link, picture) for block in blocks(text)))  # noqa: S308 - each block is escaped


def blocks(text: str) -> Iterator[str]:
    """Headings stand alone, whatever follows them."""
    for block in BLOCK.split(text.strip()):
        lines = block.split("\n")
        if HEADING.fullmatch(lines[0]) and len(lines) > 1:
            yield lines[0]
            yield "\n".join(lines[1:])
        else:
            yield block


def block_html(block: str, link: Address, picture: Address) -> SafeString:
    if heading := HEADING.fullmatch(block):
        level = len(heading[1])
        return format_html('<h{} id="{}">{}</h{}>', level, anchor(heading[2]), inline(heading[2], link), level)
    if shown := PICTURE.fullmatch(block):
        return format_html('<p><img src="{}" alt="{}" loading="lazy"></p>', picture(shown[2]), shown[1])
    if NOT_OURS.search(block):
        raise NotInTheGuide(block)
    if block.startswith("|"):
        return table_html(block.split("\n"), link)
    if POINT.match(block):
        return list_html(block, link)
    return format_html("<p>{}</p>", inline(joined(block), link))


def anchor(heading: str) -> str:
    """As GitHub makes it, so that a link works in both places."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def list_html(block: str, link: Address) -> SafeString:
    kind = "ol" if block[0].isdigit() else "ul"
    points = re.split(r"\n(?=(?:\*|\d+\.) )", block)
    shown = format_html_join("", "<li>{}</li>", ((inline(joined(POINT.sub("", point, count=1)), link),) for point in points))
    return format_html("<{}>{}</{}>", mark_safe(kind), shown, mark_safe(kind))  # noqa: S308 - one of two words


def table_html(lines: list[str], link: Address) -> SafeString:
    """A row of headings, a ruler, rows."""
    if len(lines) < 3 or not RULER.fullmatch(lines[1]):
        raise NotInTheGuide("\n".join(lines))
    head, rows = cells(lines[0], link), [cells(line, link) for line in lines[2:]]
    return format_html(
        '<div class="guide__table"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>',
        format_html_join("", '<th scope="col">{}</th>', ((cell,) for cell in head)),
        format_html_join("", "<tr>{}</tr>", ((format_html_join("", "<td>{}</td>", ((cell,) for cell in row)),) for row in rows)),
    )


def cells(line: str, link: Address) -> list[SafeString]:
    return [inline(cell.strip(), link) for cell in line.strip().strip("|").split("|")]


def joined(block: str) -> str:
    """Lines of one paragraph as one."""
    return " ".join(line.strip() for line in block.split("\n"))


def inline(text: str, link: Address) -> SafeString:
    parts, end = [], 0
    for found in INLINE.finditer(text):
        parts += [escape(text[end : found.start()]), inline_html(found, link)]
        end = found.end()
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308 - each part is escaped


def inline_html(found: re.Match[str], link: Address) -> SafeString:
    typed, bold, stressed, said, address = found.groups()
    if typed:
        return format_html("<code>{}</code>", typed)
    if bold:
        return format_html("<strong>{}</strong>", bold)
    if stressed:
        return format_html("<em>{}</em>", stressed)
    return format_html('<a href="{}">{}</a>', link(address), said)
