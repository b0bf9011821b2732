"""Who provides the site, as the law wants it told."""

import pytest
from django.core import checks

from home.first_pages import lay_out_first_pages
from home.provider import provider, provider_is_named

SAID = {
    "PROVIDER_NAME": "Provincie West-Vlaanderen",
    "PROVIDER_ADDRESS": "Koning Leopold III-laan 41, 8200 Brugge",
    "PROVIDER_EMAIL": "info@west-vlaanderen.example",
    "PROVIDER_NUMBER": "BE 0566988259",
    "PROVIDER_PHONE": "+32 50 00 00 00",
    "PROVIDER_VAT": "",
    "PROVIDER_REGISTER": "",
    "PROVIDER_AUTHORITY": "Agentschap Binnenlands Bestuur",
}


@pytest.fixture
def named(settings):
    for name, value in SAID.items():
        setattr(settings, name, value)


def warned() -> list[tuple[str, str]]:
    return [(message.id, message.msg) for message in provider_is_named()]


def test_production_warns_as_long_as_the_site_does_not_say_who_provides_it():
    assert warned() == [("home.W001", "the site does not say who provides it: PROVIDER_NAME, PROVIDER_ADDRESS, PROVIDER_EMAIL, PROVIDER_NUMBER")]
    assert provider_is_named in checks.registry.registry.get_checks(include_deployment_checks=True)
    assert provider_is_named not in checks.registry.registry.get_checks()


def test_one_that_is_named_is_no_warning(named):
    assert warned() == []


def test_a_number_that_is_none_is_a_warning_and_stays_as_it_was_written(named, settings):
    settings.PROVIDER_NUMBER = "0566.988.258"
    assert warned() == [("home.W002", "PROVIDER_NUMBER is no enterprise number")]
    assert provider().number == "0566.988.258"


def test_without_a_name_there_is_no_provider():
    assert provider() is None


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nl/contact/", "/fr/vie-privee/", "/en/accessibility/", "/de/kontakt/"])
def test_pages_that_stand_in_every_foot_say_who_it_is(named, laid_out, visit, address):
    lay_out_first_pages()
    told = visit(address).texts(".provider dd")
    assert told == [
        *("Provincie West-Vlaanderen", "Koning Leopold III-laan 41, 8200 Brugge", "info@west-vlaanderen.example", "+32 50 00 00 00"),
        *("0566.988.259", "Agentschap Binnenlands Bestuur"),
    ]
    assert address in [link for _title, link in visit(f"{address[:3]}/").links(".foot__list a")]


@pytest.mark.django_db
def test_search_engines_read_it_on_the_contact_page(named, laid_out, visit):
    lay_out_first_pages()
    assert visit("/nl/contact/").facts_for_machines["GovernmentOrganization"] == {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "name": "Provincie West-Vlaanderen",
        "url": "http://localhost:8000",
        "address": "Koning Leopold III-laan 41, 8200 Brugge",
        "email": "info@west-vlaanderen.example",
        "telephone": "+32 50 00 00 00",
        "identifier": "0566.988.259",
    }


@pytest.mark.django_db
def test_pages_of_a_site_that_does_not_say_who_it_is_show_nothing(laid_out, visit):
    lay_out_first_pages()
    assert visit("/nl/contact/").texts(".provider") == []
