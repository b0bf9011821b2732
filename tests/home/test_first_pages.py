"""The pages that every site needs."""

import json
import re

import pytest

from content import navigation
from home.demo.campaign import load_campaign
from home.first_pages import lay_out_first_pages, words
from home.models import AccessibilityPage, CampaignPage, ContactPage, PrivacyPage, StandardPage
from tests.conftest import WEDNESDAY

pytestmark = pytest.mark.django_db
LANGUAGES = ("nl", "fr", "en", "de")


def test_they_are_laid_out_in_four_languages_and_once(laid_out):
    assert lay_out_first_pages() == 16
    assert lay_out_first_pages() == 0
    assert [link.title for link in navigation.links("nl").foot] == ["Over de campagne", "Privacy", "Toegankelijkheid", "Contact"]
    assert [link.url for link in navigation.links("de").foot] == ["/de/ueber/", "/de/datenschutz/", "/de/barrierefreiheit/", "/de/kontakt/"]
    for model in (StandardPage, PrivacyPage, AccessibilityPage, ContactPage):
        assert (model.objects.count(), model.objects.values("translation_key").distinct().count()) == (4, 1), model


def test_one_that_editors_renamed_is_not_laid_out_again(laid_out):
    lay_out_first_pages()
    page = StandardPage.objects.get(slug="over")
    page.title, page.slug = "Wie we zijn", "wie-we-zijn"
    page.save_revision().publish()
    assert lay_out_first_pages() == 0


def test_each_says_the_same_things_in_each_language():
    for name, told in words().items():
        assert set(told) == set(LANGUAGES), name
        shapes = {code: [kind for kind, _ in said.get("body", [])] for code, said in told.items()}
        assert len({json.dumps(shape) for shape in shapes.values()}) == 1, name
        assert len({len(said.get("gaps", [])) for said in told.values()}) == 1, name
        assert len({len(said.get("fields", [])) for said in told.values()}) == 1, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_laid_out_reads_whole_and_leads_somewhere(laid_out, client, language):
    lay_out_first_pages()
    for link in navigation.links(language).foot:
        page = client.get(link.url)
        text = page.content.decode()
        assert page.status_code == 200
        assert not re.findall(r"\{\w+\}|linktype", text), link.url
        assert text.count("<h1") == 1


def test_a_link_in_a_text_leads_to_the_contact_page_of_its_language(laid_out, client):
    lay_out_first_pages()
    assert f'href="{ContactPage.objects.get(locale__language_code="fr").url}"' in client.get("/fr/vie-privee/").content.decode()


def test_the_demo_has_a_campaign_that_says_it_is_invented(laid_out, client):
    assert load_campaign(WEDNESDAY) == 4
    assert load_campaign(WEDNESDAY) == 0
    page = CampaignPage.objects.get(locale__language_code="nl")
    assert all("verzonnen" in partner.name for partner in page.partners.all())
    assert "Demo:" in client.get(page.url).content.decode()
