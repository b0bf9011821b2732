"""The editors' form of a town's page: what it offers, and whose pictures."""

from datetime import UTC, datetime

import pytest
from wagtail.models import Collection
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from home.models import MunicipalityPage
from media_library.models import SiteImage
from municipalities.models import Municipality
from municipalities.onboarding import onboard
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.taking_part import takes_part

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def tielt() -> Municipality:
    return takes_part(at=AT)


def page_of(town: Municipality) -> MunicipalityPage:
    return MunicipalityPage.objects.get(municipality=town, locale__language_code="nl")


def picture_of(town: Municipality) -> SiteImage:
    collection = Collection.objects.get(name=f"{town.name} ({town.nis})")
    return SiteImage.objects.create(title="Straat", description="Een straat", collection=collection, file="straat.png", width=3, height=2)


def errors(town: Municipality, picture: SiteImage | None = None, *, query: str = "", is_draft: bool = False, **typed: object) -> dict:
    page, editor = page_of(town), roles.editor(town)
    quarter = {"name": "Ieperstraat", "character": rich_text("<p>Brood.</p>"), "query": query, "picture": picture.pk if picture else "", "cloth": ""}
    form_class = MunicipalityPage.get_edit_handler().bind_to_model(MunicipalityPage).get_form_class()
    data = nested_form_data({"title": "Tielt", "sky": 0, "cloth": "", "about": rich_text(""), "quarters": streamfield([("quarter", quarter)])})
    data |= nested_form_data({"story": streamfield([]), "reach": streamfield([])} | typed)
    form = form_class(data, instance=page, for_user=editor, parent_page=page.get_parent())
    if is_draft:
        form.defer_required_fields()
    form.is_valid()
    return form.errors


def test_an_editor_shows_pictures_of_their_own_town(tielt):
    assert "quarters" not in errors(tielt, picture_of(tielt))


def test_a_picture_of_another_town_is_refused(tielt):
    kortrijk = MunicipalityFactory(name="Kortrijk", slug="kortrijk", nis="34022")
    onboard(municipality=kortrijk, at=AT)
    assert "quarters" in errors(tielt, picture_of(kortrijk))


def test_a_town_that_joins_begins_with_nothing_said_of_what_only_it_can_know(tielt):
    page = page_of(tielt)
    assert [bool(getattr(page, name)) for name in ("strength_1", "quarters", "story", "reach", "service", "street")] == [False] * 6


FACTS = {"sky", "cloth", "street", "postcode", "place", "phone", "email", "website"}


def fields(page: MunicipalityPage, user: object) -> set[str]:
    form_class = MunicipalityPage.get_edit_handler().bind_to_model(MunicipalityPage).get_form_class()
    return set(form_class(instance=page, for_user=user, parent_page=page.get_parent()).fields)


def test_facts_are_asked_on_the_dutch_page_only(tielt):
    editor = roles.editor(tielt)
    french = MunicipalityPage.objects.get(municipality=tielt, locale__language_code="fr")
    dutch_fields = fields(page_of(tielt), editor)
    assert dutch_fields >= FACTS
    assert fields(french, editor) == dutch_fields - FACTS


def test_a_page_in_french_without_a_dutch_one_says_which_municipality_it_is_of(site_tree):
    new = MunicipalityPage(locale=site_tree["fr"].locale)
    form_class = MunicipalityPage.get_edit_handler().bind_to_model(MunicipalityPage).get_form_class()
    form = form_class(instance=new, for_user=roles.province(), parent_page=site_tree["fr"])
    assert ("municipality" in form.fields, "sky" in form.fields) == (True, False)


# -- what cannot be


def parking(latitude: str, longitude: str) -> tuple[str, dict]:
    return "car", {"text": rich_text("<p>Gratis.</p>"), "place": "Parking Stadspark", "latitude": latitude, "longitude": longitude}


def at_blocks(found: dict, field: str) -> dict[int, dict[str, str]]:
    """What is said, by the number of the block and the name of its field."""
    (said,) = found[field].as_data()
    return {number: {name: wrong.message for name, wrong in way.block_errors.items()} for number, way in said.block_errors.items()}


@pytest.mark.parametrize(
    ("latitude", "longitude", "wrong"),
    [
        ("50.9993", "33.3266", {"longitude": "Deze plek ligt 2.085 km van Tielt. Klopt de lengtegraad?"}),
        ("5.9993", "3.3266", {"latitude": "Deze plek ligt 5.004 km van Tielt. Klopt de breedtegraad?"}),
        ("50.9993", "3.5266", {"longitude": "Deze plek ligt 14 km van Tielt. Klopt de lengtegraad?"}),
    ],
)
def test_a_place_far_from_the_town_is_refused_at_the_coordinate_that_is_wrong(tielt, latitude, longitude, wrong):
    Municipality.objects.update(latitude=51.0, longitude=3.327)
    found = errors(tielt, reach=streamfield([parking("50.9993", "3.3266"), parking(latitude, longitude)]))
    assert at_blocks(found, "reach") == {1: wrong}


def test_a_place_on_the_map_and_one_without_coordinates_are_fine(tielt):
    Municipality.objects.update(latitude=51.0, longitude=3.327)
    without = ("bus", {"text": rich_text("<p>Halte.</p>"), "place": "", "latitude": "", "longitude": ""})
    assert "reach" not in errors(tielt, reach=streamfield([parking("50.9993", "3.3266"), without]))


@pytest.mark.parametrize("code", ["99", "0870", "87000", "B-8700", "acht"])
def test_what_is_no_belgian_postcode_is_refused(tielt, code):
    assert errors(tielt, postcode=code)["postcode"] == ["Een postcode heeft vier cijfers, zoals 8700."]


@pytest.mark.parametrize("code", ["8700", " 1000 ", ""])
def test_a_belgian_postcode_is_fine_and_may_be_left_out(tielt, code):
    assert "postcode" not in errors(tielt, postcode=code)


def test_a_telephone_number_is_asked_as_one_writes_it_in_belgium(tielt):
    said = ["Vul een telefoonnummer in zoals 012 34 56 78, of een met de landcode ervoor, zoals +32."]
    assert errors(tielt, phone="twee")["phone"] == said


NOTHING_FOUND = "Hiermee vinden we geen winkels. Schrijf het zoals in de winkelgids, of laat het leeg."


def test_a_quarter_whose_street_finds_no_shop_of_the_town_is_not_published(tielt):
    kortrijk = MunicipalityFactory(name="Kortrijk", slug="kortrijk", nis="34022")
    ShopFactory(name="De Kroon", street="Ieperstraat", municipality=kortrijk)
    assert at_blocks(errors(tielt, query="Ieperstraat"), "quarters") == {0: {"query": NOTHING_FOUND}}


def test_it_may_be_kept_as_a_draft(tielt):
    assert "quarters" not in errors(tielt, query="Ieperstraat", is_draft=True)


def test_a_quarter_whose_street_finds_shops_is_published(tielt):
    ShopFactory(name="De Kroon", street="Ieperstraat", municipality=tielt)
    assert "quarters" not in errors(tielt, query="Ieperstraat")
