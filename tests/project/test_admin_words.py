"""The editors' tool speaks Dutch, whatever the browser asks for, and shows no link that leads to a closed door."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import phonenumber_field
import polib
import pytest
import wagtail
import wagtail_localize
from bs4 import BeautifulSoup, Tag
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import translation
from wagtail.models import Page

from home.menu import leads_somewhere
from home.models import MunicipalityPage
from media_library.models import SiteDocument, SiteImage
from municipalities import admin_words
from municipalities.models import Municipality
from municipalities.onboarding import onboard, open_province
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.isolation.town import dot
from tests.signing_in import sign_in

ENTRIES = polib.pofile(str(admin_words.CATALOGUE))
PLACEHOLDER = re.compile(r"%\(\w+\)s")
# Words that no Dutch sentence holds. "Upload", "Home", "Status" and "Type" are Dutch enough.
ENGLISH = re.compile(
    r"\b(?:Actions?|Add|All|Bold|Cancel|Checks|Choose|Close|Collections?|Dashboard|Default|Delete|Draft|Edit|Editor Guide|Help|History|"
    r"Images?|Italic|Locales?|Locked|Move|None|Pages?|Preview|Published?|Reports|Save|Schedule|Search|Select|Settings|Show|Slug|Snippets?|"
    r"Submit|Toggle|Translate|Unpublish|View|Wagtail|Workflows?|the|this|your)\b"
)
SHOP = "/admin/snippets/shops/shop/"
SAID = ("aria-label", "title", "placeholder", "alt", "data-w-tooltip-content-value")
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


# -- the catalogue


def wagtails_dutch() -> dict[tuple[str, str], str]:
    """{(its context or "", its English): its Dutch}, of Wagtail, wagtail-localize and the field of telephone numbers."""
    folders = [Path(str(package.__file__)).parent for package in (wagtail, wagtail_localize, phonenumber_field)]
    files = [path for folder in folders for path in folder.rglob("locale/nl/LC_MESSAGES/django.po")]
    return {(entry.msgctxt or "", entry.msgid): entry.msgstr for path in files for entry in polib.pofile(str(path))}


def django_says(entry: polib.POEntry) -> str:
    return translation.pgettext(entry.msgctxt, entry.msgid) if entry.msgctxt else translation.gettext(entry.msgid)


def test_what_django_reads_is_what_the_catalogue_says():
    assert admin_words.is_fresh(), "run: python -m municipalities.admin_words"


def test_our_words_win_from_wagtails():
    with translation.override("nl"):
        assert {entry.msgid: django_says(entry) for entry in ENTRIES} == {entry.msgid: entry.msgstr for entry in ENTRIES}


def test_every_entry_mends_something_that_wagtail_says_and_tells_why():
    theirs = wagtails_dutch()
    said = [(entry, theirs.get((entry.msgctxt or "", entry.msgid))) for entry in ENTRIES]
    assert [entry.msgid for entry, their in said if their is None or their == entry.msgstr or not entry.tcomment] == []


def test_no_entry_needs_what_it_is_not_given():
    assert [entry.msgid for entry in ENTRIES if set(PLACEHOLDER.findall(entry.msgstr)) - set(PLACEHOLDER.findall(entry.msgid))] == []


def test_the_words_say_je():
    assert [entry.msgstr for entry in ENTRIES if re.search(r"\b(?:u|uw|snippets?|slug)\b", entry.msgstr, re.IGNORECASE) or "!" in entry.msgstr] == []


# -- what somebody sees


@pytest.fixture
def tielt(laid_out: object) -> Municipality:
    """Takes part, with a shop, an image and a document; Brugge takes part too."""
    open_province()
    town = MunicipalityFactory(nis="37022", name="Tielt", slug="tielt", postcodes=["8700"])
    onboard(municipality=MunicipalityFactory(nis="31005", name="Brugge", slug="brugge", postcodes=["8000"]), at=AT)
    collection = onboard(municipality=town, at=AT).collection
    ShopFactory(name="Kopnoot", municipality=town, opening_hours="Mo-Fr 09:00-18:00")
    SiteImage.objects.create(title="Toog", collection=collection, width=2, height=2, file=ContentFile(dot(), "toog.png"))
    SiteDocument.objects.create(title="Spelregels", collection=collection, file=ContentFile(b"spelregels", "spelregels.txt"))
    return town


def addresses(town: Municipality) -> list[str]:
    """Where a working day leads."""
    shop, picture, document = town.shops.get().pk, SiteImage.objects.get().pk, SiteDocument.objects.get().pk
    pages = {page.locale.language_code: page for page in MunicipalityPage.objects.filter(municipality=town).select_related("locale")}
    dutch, french = pages["nl"], pages["fr"]
    return [
        *(
            "/admin/",
            "/admin/account/",
            "/admin/hulp/",
            "/admin/hulp/uren/",
            "/admin/nakijken/",
            "/admin/winkels/import/",
            "/admin/winkels/import/nieuw/",
        ),
        *(SHOP, f"{SHOP}?q=kop", f"{SHOP}add/", *(f"{SHOP}{deed}/{shop}/" for deed in ("edit", "history", "delete", "copy", "unpublish"))),
        *(f"/admin/pages/{page.pk}/{view}" for page in (dutch, french) for view in ("", "edit/", "history/")),
        *("/admin/pages/", f"/admin/pages/{dutch.get_parent().pk}/", "/admin/pages/search/?q=tielt"),
        *("/admin/images/", "/admin/images/add/", "/admin/images/multiple/add/", f"/admin/images/{picture}/", f"/admin/images/{picture}/delete/"),
        *("/admin/documents/", "/admin/documents/multiple/add/", f"/admin/documents/edit/{document}/"),
        *(f"/admin/bulk/shops/shop/{deed}/?id={shop}" for deed in ("confirm", "delete")),
    ]


def shown(client: Client, address: str) -> Tag | None:
    """The page behind an address without what nobody sees; None where it leads elsewhere: that is another role's."""
    answer = client.get(address, headers={"Accept-Language": "en"})
    assert answer.status_code in {200, 302}
    if answer.status_code == 302:
        return None
    soup = BeautifulSoup(answer.content, "html.parser")
    for hidden in soup.select("script, style, svg, option, noscript, kbd, code, [data-side-panel-toggle-counter]"):
        hidden.decompose()
    return soup


def texts(soup: Tag) -> Iterator[str]:
    yield from (" ".join(text.split()) for text in soup.stripped_strings)
    for name in SAID:
        yield from (str(found[name]) for found in soup.select(f"[{name}]"))


def ways_on(soup: Tag) -> set[str]:
    """Links and forms that stay in the editors' tool. A dialog is asked for its content when a button opens it."""
    links = {str(found[name]) for name in ("href", "action") for found in soup.select(f"[{name}]")}
    return {link for link in links if link.startswith("/admin/") and link not in {"/admin/logout/", "/admin/login/"}}


def all_pages(user: object, town: Municipality) -> dict[str, Tag]:
    client = sign_in(Client(), user)  # type: ignore[arg-type]
    found = {address: shown(client, address) for address in addresses(town)}
    return {address: soup for address, soup in found.items() if soup}


WAGTAIL_LEAVES_FILES_OPEN = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


@WAGTAIL_LEAVES_FILES_OPEN
@pytest.mark.django_db
def test_an_editor_reads_no_english_and_meets_no_closed_door(tielt):
    user = roles.editor(tielt)
    pages = all_pages(user, tielt)
    english = {address: sorted({text for text in texts(soup) if ENGLISH.search(text)}) for address, soup in pages.items()}
    closed = {address: sorted(link for link in ways_on(soup) if not leads_somewhere(user, link)) for address, soup in pages.items()}
    assert {address: found for address, found in english.items() if found} == {}
    assert {address: found for address, found in closed.items() if found} == {}
    assert len(pages) == len(addresses(tielt))


@WAGTAIL_LEAVES_FILES_OPEN
@pytest.mark.django_db
def test_an_author_meets_no_closed_door(tielt):
    user = roles.author(tielt)
    closed = {address: sorted(link for link in ways_on(soup) if not leads_somewhere(user, link)) for address, soup in all_pages(user, tielt).items()}
    assert {address: found for address, found in closed.items() if found} == {}


def test_english_would_be_found():
    soup = BeautifulSoup('<p aria-label="Save draft">Bewaar</p><p>Alles klopt nog</p><p>Choose an image</p>', "html.parser")
    assert [text for text in texts(soup) if ENGLISH.search(text)] == ["Choose an image", "Save draft"]


@pytest.mark.django_db
def test_a_closed_door_would_be_found(tielt):
    user, other = roles.editor(tielt), Page.objects.get(title="Brugge", locale__language_code="nl")
    soup = BeautifulSoup(f'<a href="/admin/users/">x</a><a href="/admin/pages/{other.pk}/edit/">y</a><a href="/nl/">z</a>', "html.parser")
    assert {link for link in ways_on(soup) if not leads_somewhere(user, link)} == {"/admin/users/", f"/admin/pages/{other.pk}/edit/"}
