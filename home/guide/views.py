"""The pages of the guide under admin/hulp/, each at an address of its own: no part of an address names a file."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString

from home.guide.markdown import html

FOLDER = Path(settings.BASE_DIR) / "docs" / "editors"
PICTURES = "gids"  # their folder among the static files (settings STATICFILES_DIRS)
CONTENTS = "README"
TITLE = re.compile(r"# (.+)")

app_name = "guide"


def names() -> list[str]:
    """The pages, by the names of their files without ".md"; the contents first."""
    found = sorted(file.stem for file in FOLDER.glob("*.md"))
    return sorted(found, key=lambda name: name != CONTENTS)


def urlpatterns() -> list[URLPattern]:
    return [path("" if name == CONTENTS else f"{name}/", page, {"name": name}, name=name) for name in names()]


def page(request: HttpRequest, name: str) -> HttpResponse:
    """One page of the guide. name: comes with the address pattern, never from the address."""
    text = text_of(name)
    return render(request, "home/guide/page.html", {"title": title_of(text), "body": body_of(name), "is_contents": name == CONTENTS})


@cache
def text_of(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def title_of(text: str) -> str:
    found = TITLE.match(text)
    return found[1] if found else ""


def body_of(name: str) -> SafeString:
    """Without its title, which stands in the header. What is for developers stands in brackets at the end of the contents."""
    return html(TITLE.sub("", text_of(name), count=1), link=address_of, picture=picture_of)


def address_of(target: str) -> str:
    """Of another page of the guide; anything else stays as it is written ("/admin/", "#kop", "https://...")."""
    file, _, heading = target.partition("#")
    if not file.endswith(".md"):
        return target
    return reverse(f"guide:{file.removesuffix('.md')}") + (f"#{heading}" if heading else "")


def picture_of(target: str) -> str:
    return static(f"{PICTURES}/{target.removeprefix('images/')}")
