"""What an editor may not name in a text of blocks: each block says what was wrong with it."""

from datetime import UTC, datetime

import pytest
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.models import Collection
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import MunicipalityPage, StandardPage
from media_library.models import SiteImage
from municipalities.models import Municipality
from tests.factories import roles
from tests.factories.shops import ShopFactory
from tests.taking_part import takes_part

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]
PAGE = "Deze pagina kun je hier niet kiezen. Neem er een die gepubliceerd is."
FILE = "Dit beeld of document kun je hier niet kiezen. Neem er een van je eigen gemeente."
SHOP = "Dit kun je hier niet kiezen. Neem iets van je eigen gemeente."


def town(name: str, nis: str) -> Municipality:
    return takes_part(at=datetime(2026, 11, 23, 9, tzinfo=UTC), name=name, nis=nis)


def refused(editor_of: Municipality, blocks: list) -> StreamBlockValidationError:
    """What the form of a new story says of its text."""
    parent = MunicipalityPage.objects.get(municipality=editor_of, locale__language_code="nl")
    form_class = StandardPage.get_edit_handler().bind_to_model(StandardPage).get_form_class()
    data = nested_form_data({"title": "Verhaal", "slug": "verhaal", "intro": "", "body": streamfield(blocks)})
    form = form_class(data, instance=StandardPage(locale=parent.locale), for_user=roles.editor(editor_of), parent_page=parent)
    return form.errors.as_data()["body"][0]


def test_each_block_says_what_was_wrong_and_above_the_text_stands_which(site_tree):
    tielt, kortrijk = town("Tielt", "37022"), town("Kortrijk", "34022")
    theirs = MunicipalityPage.objects.get(municipality=kortrijk, locale__language_code="nl")
    draft = theirs.add_child(instance=StandardPage(title="Plan", slug="plan", live=False, locale=theirs.locale))
    picture = SiteImage.objects.create(title="Straat", collection=Collection.objects.get(name="Kortrijk (34022)"), file="x.png", width=3, height=2)
    shop = ShopFactory(municipality=kortrijk, live=False)
    said = refused(
        tielt,
        [
            ("heading", "Een kop"),
            ("call", {"title": "Kop", "text": "", "label": "Ga", "link": {"page": draft.pk, "address": ""}}),
            ("picture", {"image": picture.pk, "caption": ""}),
            ("named_shops", {"title": "Kop", "shops": streamfield([])}),
            ("named_shops", {"title": "Kop", "shops": {"count": "1", "0": {"deleted": "", "order": "0", "id": "", "value": shop.pk}}}),
        ],
    )
    assert {place: error.messages for place, error in said.block_errors.items()} == {1: [PAGE], 2: [FILE], 4: [SHOP]}
    assert said.as_json_data()["messages"] == ["Wat je koos, kan hier niet: kijk naar blok 2, 3, 5."]
