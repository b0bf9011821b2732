"""What a translator gets to see of each kind of page, and what goes along untouched."""

from typing import Any

import pytest
from wagtail.models import Page, get_page_models
from wagtail_localize.fields import get_translatable_fields

from home.models import ContactField

GATHERING = {"title", "slug", "intro", "seo_title", "search_description"}
OFFERED = {
    "HomePage": {"title", "heading", "seo_title", "search_description"},
    "MunicipalityPage": {
        *("title", "townline", "about", "seo_title", "search_description", "strength_1", "strength_2", "strength_3"),
        *("quarters", "story", "reach", "service", "service_note"),
    },
    "StandardPage": {*GATHERING, "body"},
    "CampaignPage": {*GATHERING, "message", "body", "materials", "europe_note"},
    "ContactPage": {*GATHERING, "about", "form_fields", "thanks"},
    "PrivacyPage": {*GATHERING, "body", "responsible"},
    "AccessibilityPage": {*GATHERING, "measures", "gaps", "feedback", "enforcement"},
    "ShopDirectoryPage": GATHERING,
    "VotingPage": GATHERING,
    "AmbassadorIndexPage": GATHERING,
    "AgendaPage": GATHERING,
    "AmbassadorPage": {"pitch", "supports", "story", "seo_title", "search_description"},
    "EventPage": {
        *("title", "slug", "seo_title", "search_description", "summary", "body", "price", "audience", "conditions"),
        *("access_note", "stock_note", "status_note", "qualifying_question"),
    },
}
COPIED = {
    "HomePage": set(),
    "MunicipalityPage": {"municipality", "sky", "cloth", "show_in_menus", "street", "postcode", "place", "phone", "email", "website"},
    "StandardPage": {"picture", "show_in_menus"},
    "CampaignPage": {"first_day", "last_day", "has_europe", "picture", "show_in_menus"},
    "ContactPage": {"to_address", "months_kept", "show_in_menus"},
    "PrivacyPage": {"dpo_email", "show_in_menus"},
    "AccessibilityPage": {
        *("status", "prepared_on", "method", "reviewed_on", "answer_days", "feedback_email", "feedback_phone", "show_in_menus"),
    },
    "ShopDirectoryPage": {"show_in_menus"},
    "VotingPage": {"show_in_menus"},
    "AmbassadorIndexPage": {"show_in_menus"},
    "AgendaPage": {"show_in_menus"},
    "AmbassadorPage": {
        *("title", "municipality", "shop", "shop_name", "place", "category", "face"),
        *("year", "edition_name", "is_shared", "is_provincial", "result_url", "picture", "show_in_menus"),
    },
    "EventPage": {
        *("kind", "status", "moments", "changes", "is_free", "for_children", "access", "stock", "picture", "show_in_menus"),
        *("venue_shop", "venue", "street", "postcode", "place", "latitude", "longitude"),
        *("organiser", "phone", "email", "website", "licence_number", "has_prize_by_lot", "source_ref"),
    },
}
KINDS = [model for model in get_page_models() if model is not Page]


def named(model: type[Page], wanted: str) -> set[str]:
    """Names of the fields that are "translated" or "synchronized"."""
    return {field.field_name for field in get_translatable_fields(model) if type(field).__name__ == wanted}


def test_every_kind_of_page_is_in_the_list():
    assert {model.__name__ for model in KINDS} == set(OFFERED) == set(COPIED)


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_a_translator_gets_the_words_of_a_page_and_nothing_else(model):
    assert named(model, "TranslatableField") == OFFERED[model.__name__]


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_facts_are_copied_and_cannot_be_overridden_in_another_language(model):
    assert named(model, "SynchronizedField") == COPIED[model.__name__]
    assert not [field.field_name for field in get_translatable_fields(model) if getattr(field, "overridable", False)]


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_a_page_says_itself_what_is_offered_so_that_a_new_field_is_not(model: Any):
    assert "translatable_fields" in vars(model)


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_no_street_telephone_address_or_number_is_ever_offered(model):
    never = {"street", "postcode", "place", "venue", "phone", "email", "website", "licence_number", "shop_name", "result_url", "source_ref", "cloth"}
    assert named(model, "TranslatableField") & never == set()


def test_of_a_question_of_the_contact_form_a_translator_gets_its_words():
    assert named(ContactField, "TranslatableField") == {"label", "help_text", "choices"}
    assert named(ContactField, "SynchronizedField") == set()
