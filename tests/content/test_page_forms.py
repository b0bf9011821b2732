"""Where a page may stand: the search of the site has addresses of its own."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Locale
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail_localize.models import StringSegment, StringTranslation

from home.models import HomePage, StandardPage
from ikkooplokaal.translating import publishing
from ikkooplokaal.translating.starting import start
from municipalities.onboarding import open_province
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
