"""The editors' guide inside the editors' tool, and the menu that leads to it."""

import re
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.admin.menu import admin_menu

from home.guide import views as guide
from home.guide.markdown import NotInTheGuide, html
from municipalities.models import Role
from municipalities.onboarding import open_province
from tests.factories import roles
from tests.remembered import once
from tests.signing_in import sign_in
from tests.taking_part import takes_part

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
EVERY_PAGE = pytest.mark.parametrize("name", guide.names())


def written(text: str) -> str:
    return html(text, link=lambda target: f"/{target}", picture=lambda target: f"/static/{target}")


# -- the signs


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Een *woord*, **vet** en `Mo-Fr`.", "<p>Een <em>woord</em>, <strong>vet</strong> en <code>Mo-Fr</code>.</p>"),
        ("Twee\nregels", "<p>Twee regels</p>"),
        ("## Uren & feestdagen\nTekst", '<h2 id="uren--feestdagen">Uren &amp; feestdagen</h2>\n<p>Tekst</p>'),
        ("* een\n* twee\n  en half", "<ul><li>een</li><li>twee en half</li></ul>"),
        ("1. eerst\n2. dan", "<ol><li>eerst</li><li>dan</li></ol>"),
        ("[Uren](uren.md)", '<p><a href="/uren.md">Uren</a></p>'),
        ("![De lijst](images/a.png)", '<p><img src="/static/images/a.png" alt="De lijst" loading="lazy"></p>'),
    ],
)
def test_a_sign_becomes_what_it_means(text, shown):
    assert written(text) == shown


def test_a_table_has_headings_and_rows():
    soup = BeautifulSoup(written("| wat | dan |\n|---|---|\n| `a` | b |"), "html.parser")
    assert [[cell.text for cell in row.select("th, td")] for row in soup.select("tr")] == [["wat", "dan"], ["a", "b"]]


def test_what_is_no_sign_is_shown_as_it_stands_and_never_as_html():
    assert written("Vraag: 1 < 2? Ja <b>") == "<p>Vraag: 1 &lt; 2? Ja &lt;b&gt;</p>"


@pytest.mark.parametrize("text", ["> citaat", "```\ncode\n```", "---", "* een\n  * dieper", "tekst ![x](y.png)", "<p>html</p>", "| a |\n| b |"])
def test_a_sign_that_the_guide_does_not_use_is_refused(text):
    with pytest.raises(NotInTheGuide):
        written(text)


# -- the pages


@EVERY_PAGE
def test_every_page_has_a_title_and_only_signs_that_are_known(name):
    assert guide.title_of(guide.text_of(name))
    assert "<h1" not in guide.body_of(name)


@EVERY_PAGE
def test_every_picture_of_a_page_is_there_and_says_what_it_shows(name):
    soup = BeautifulSoup(guide.body_of(name), "html.parser")
    shown = [(picture["src"].partition("/static/")[2], picture["alt"]) for picture in soup.select("img")]
    assert [source for source, alt in shown if not finders.find(source) or len(alt) < 10] == []


def test_the_contents_lead_to_every_page():
    soup = BeautifulSoup(guide.body_of(guide.CONTENTS), "html.parser")
    assert [link["href"] for link in soup.select("a")].count(reverse("guide:uren")) == 1
    assert {link["href"] for link in soup.select("a")} == {reverse(f"guide:{name}") for name in guide.names() if name != guide.CONTENTS}


def test_no_picture_is_drawn_for_nothing_or_heavier_than_sixty_kilobytes():
    used = {name for page in guide.names() for name in re.findall(r"\]\(images/([^)]+)\)", guide.text_of(page))}
    assert {path.name for path in (guide.FOLDER / "images").iterdir()} == used
    assert [path.name for path in (guide.FOLDER / "images").iterdir() if path.stat().st_size > 60_000] == []


def test_the_guide_says_je():
    assert [name for name in guide.names() if re.search(r"\b(?:u|uw)\b|!(?!\[)", guide.text_of(name))] == []


# -- who reads it


@pytest.fixture
def tielt(laid_out: object):
    once("the province", open_province)
    return takes_part(at=AT, postcodes=["8700"])


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_every_role_reads_the_guide(role, tielt):
    user = roles.somebody(role, tielt if role in {Role.EDITOR, Role.AUTHOR} else None)
    answer = sign_in(Client(), user).get("/admin/hulp/nakijken/")
    assert answer.status_code == 200
    assert "Laten nakijken, en nakijken" in answer.content.decode()


@pytest.mark.django_db
def test_a_visitor_is_asked_to_log_in_first(client, site_tree):
    assert client.get("/admin/hulp/")["Location"].startswith("/account/login/")


# -- the menu


def menu_of(user) -> list[str]:
    request = RequestFactory().get("/admin/")
    request.user = user
    return [str(item.label) for item in admin_menu.render_component(request)]


@pytest.mark.django_db
def test_an_editor_has_what_a_working_day_needs_and_no_more(tielt):
    shops, page = (
        ["Start", "Winkels", "Van winkels", "Meldingen", "Importeren", "Dubbels", "Voorstellen", "Acties en evenementen", "Nakijken", "Stemming"],
        ["De pagina van Tielt", "Talen"],
    )
    assert menu_of(roles.editor(tielt)) == [*shops, *page, "Beelden", "Documenten", "Hulp"]


@pytest.mark.django_db
def test_an_author_neither_imports_nor_approves(tielt):
    own = ["Winkels", "Acties en evenementen", "Stemming", "De pagina van Tielt", "Talen", "Beelden", "Documenten"]
    assert menu_of(roles.author(tielt)) == ["Start", *own, "Hulp"]


@pytest.mark.django_db
def test_the_province_has_all_towns_and_of_wagtails_settings_and_reports_the_redirects_only(tielt):
    open_province()
    user = roles.province()
    everywhere = ["Pagina's", "Acties en evenementen", "Nakijken", "Winkelgids", "Stemming", "Gemeenten", "Talen", "Beelden", "Documenten"]
    assert menu_of(user) == ["Start", *everywhere, "Toestand", "Instellingen", "Hulp"]
    sidebar = BeautifulSoup(sign_in(Client(), user).get("/admin/").content, "html.parser").select_one("#wagtail-sidebar-props").text
    assert ["/admin/redirects/" in sidebar, "/admin/users/" in sidebar, "/admin/sites/" in sidebar, "/admin/reports/" in sidebar] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.django_db
def test_a_superuser_keeps_all_of_wagtail(tielt):
    assert {"Rapporten", "Instellingen", "Pagina's"} <= set(menu_of(roles.superuser()))


@pytest.mark.django_db
def test_help_holds_the_guide_and_nothing_in_english(tielt):
    page = BeautifulSoup(sign_in(Client(), roles.editor(tielt)).get("/admin/").content, "html.parser")
    sidebar = page.select_one("#wagtail-sidebar-props").text
    assert ('"Gids"' in sidebar, "guide.wagtail.org" in sidebar, "/account/" in sidebar) == (True, False, True)
