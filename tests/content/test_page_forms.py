"""The address of a page: what it is when nobody types one, and which ones belong to the search of the site."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Locale, get_page_models
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail_localize.models import StringSegment, StringTranslation

from content.page_forms import SitePageForm
from content.pages import SitePage
from home.models import HomePage, StandardPage
from ikkooplokaal.translating import publishing
from ikkooplokaal.translating.starting import start
from municipalities.onboarding import open_province
from tests.events.town_with_editors import filled
from tests.factories import roles
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
SAID = "Op dit adres staat de zoekpagina van de site. Kies een ander."


@pytest.fixture
def province(laid_out) -> Client:
    open_province()
    return sign_in(Client(), roles.province())


def sent(slug: str) -> dict:
    return nested_form_data({"title": "Zo zoek je", "slug": slug, "intro": "", "body": streamfield([]), "picture": "", "seo_title": ""}) | {
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
    }


def home(language: str = "nl") -> HomePage:
    found: HomePage = HomePage.objects.get(locale__language_code=language)
    return found


def below(page, slug: str) -> StandardPage:
    return page.add_child(instance=StandardPage(title="Zo zoek je", slug=slug, locale=page.locale))


@pytest.mark.parametrize("slug", ["zoeken", "recherche", "search", "suche"])
def test_a_new_page_does_not_take_an_address_of_the_search(province, slug):
    address = f"/admin/pages/add/home/standardpage/{home().pk}/"
    refused = province.post(address, sent(slug))
    assert (refused.status_code, SAID in refused.content.decode()) == (200, True)
    assert not StandardPage.objects.filter(slug=slug).exists()
    province.post(address, sent(f"{slug}-hoe"))
    assert StandardPage.objects.filter(slug=f"{slug}-hoe").exists()


def test_a_page_that_stands_there_does_not_get_it_either(province):
    page = below(home(), "hoe")
    refused = province.post(f"/admin/pages/{page.pk}/edit/", sent("zoeken"))
    assert refused.content.decode().count(SAID) == 1
    with pytest.raises(ValidationError):
        below(home(), "search")


def test_deeper_it_is_an_address_like_another(province):
    page = below(home(), "hoe")
    province.post(f"/admin/pages/add/home/standardpage/{page.pk}/", sent("zoeken"))
    assert StandardPage.objects.get(slug="zoeken").url == "/nl/hoe/zoeken/"


def test_a_translated_address_is_refused_and_the_text_is_marked(province):
    page = below(home(), "hoe")
    translation = start(page=page, locale=Locale.objects.get(language_code="fr"), user=None)
    segment = StringSegment.objects.get(source=translation.source, context__path="slug")
    place = {"translation_of": segment.string, "context": segment.context, "locale": translation.target_locale}
    StringTranslation.objects.create(**place, data="recherche", translation_type="manual")
    with pytest.raises(ValidationError):
        publishing.save(translation, user=None, publish=True)
    assert StringTranslation.objects.get().has_error


# -- an address that nobody typed is made from the title


def titled(title: str, slug: str = "") -> dict:
    return sent(slug) | {"title": title}


@pytest.mark.parametrize("pressed", [{}, {"action-publish": "1"}])
def test_a_title_is_enough_for_a_story_as_a_draft_and_published(province, pressed):
    answer = province.post(f"/admin/pages/add/home/standardpage/{home().pk}/", titled("Breicafé & thee") | pressed)
    made = StandardPage.objects.get(title="Breicafé & thee")
    assert (answer.status_code, made.slug, made.live) == (302, "breicafe-thee", bool(pressed))


@pytest.mark.parametrize("kind", ["campaignpage", "contactpage"])
def test_a_title_is_enough_for_the_other_pages_of_the_province(province, kind):
    home().get_children().filter(content_type__model="contactpage").delete()  # there is one at most
    add = f"/admin/pages/add/home/{kind}/{home().pk}/"
    answer = province.post(add, filled(province, add, {"title": "Eén warm licht", "slug": "", "materials-count": "0"}))
    assert (answer.status_code, home().get_children().get(title="Eén warm licht").slug) == (302, "een-warm-licht")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Hoe", "hoe-2"),
        ("Zoeken", "zoeken-2"),
        ("Noël à l'œuvre", "noel-a-l-oeuvre"),
        ("Straßenfest", "strassenfest"),
        ("冬", "pagina"),
        ("…", "pagina"),
    ],
)
def test_it_is_free_and_plain_letters_only(province, title, slug):
    below(home(), "hoe")
    province.post(f"/admin/pages/add/home/standardpage/{home().pk}/", titled(title))
    assert StandardPage.objects.get(title=title).slug == slug


def test_a_long_title_gives_an_address_that_fits(province):
    below(home(), "a" * 80)
    province.post(f"/admin/pages/add/home/standardpage/{home().pk}/", titled("a" * 255))
    assert StandardPage.objects.get(title="a" * 255).slug == "a" * 80 + "-2"


def test_an_address_that_is_wiped_is_made_anew_and_may_be_its_own(province):
    page = below(home(), "zo-zoek-je")
    province.post(f"/admin/pages/{page.pk}/edit/", titled("Zo zoek je") | {"action-publish": "1"})
    page.refresh_from_db()
    assert page.slug == "zo-zoek-je"


def test_without_a_title_only_the_title_is_asked(province):
    refused = province.post(f"/admin/pages/add/home/standardpage/{home().pk}/", titled(""))
    assert list(refused.context["form"].errors) == ["title"]


def test_no_page_of_ours_asks_for_its_address():
    ours = [kind for kind in get_page_models() if issubclass(kind, SitePage)]
    assert [kind for kind in ours if not issubclass(kind.get_edit_handler().get_form_class(), SitePageForm)] == []
