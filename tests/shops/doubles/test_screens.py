"""The list of likely doubles and the comparison, each for one's own municipality only."""

import re

import pytest
from django.test import Client
from wagtail.models import Revision

from media_library.models import Rendition, SiteImage
from municipalities.models import Municipality
from shops.models import NotDouble, OwnerRequest, Shop
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

LIST = "/admin/winkels/dubbels/"


@pytest.fixture
def tielt() -> Municipality:
    return MunicipalityFactory(nis="37022", name="Tielt", slug="tielt", longitude=3.3, postcodes=["8700"])


@pytest.fixture
def other() -> Municipality:
    return MunicipalityFactory(nis="37023", name="Gemeente 2", slug="gemeente-2", longitude=3.9, postcodes=["8701"])


@pytest.fixture
def editor(client, tielt) -> Client:
    return sign_in(client, roles.editor(tielt))


def pair(town: Municipality, name: str = "De Kroon") -> tuple[Shop, Shop]:
    return (
        ShopFactory(municipality=town, name=f"Bakkerij {name}", house_number="52", phone="+3251401122"),
        ShopFactory(municipality=town, name=name, house_number="52", website="https://kroon.example"),
    )


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode().partition("<main")[2]).split())


def fields(answer) -> dict[str, str]:
    """What a browser would send of the comparison as it stands."""
    page = answer.content.decode()
    chosen = dict(re.findall(r'name="(feit-[a-z_]+)" value="([a-z]*)" checked', page))
    return chosen | {"zegel": re.findall(r'name="zegel" value="([^"]+)"', page)[0]}


def test_an_editor_finds_a_pair_compares_and_merges(editor, tielt):
    stays, goes = pair(tielt)
    assert "Bakkerij De Kroon Bruggestraat 52, 8700 Tielt De Kroon Bruggestraat 52, 8700 Tielt zelfde adres en bijna dezelfde naam" in words(
        editor.get(LIST)
    )
    address = f"{LIST}{stays.pk}/{goes.pk}/"
    page = editor.get(address)
    sent = fields(page)
    assert {key: sent[key] for key in ("feit-name", "feit-website")} == {"feit-name": "", "feit-website": "ander"}
    answer = editor.post(address, sent, follow=True)
    assert "De Kroon en Bakkerij De Kroon zijn nu één winkel." in answer.content.decode()
    assert [(shop.name, shop.website) for shop in Shop.objects.all()] == [("Bakkerij De Kroon", "https://kroon.example")]
    assert editor.get(address).status_code in (302, 404)


def test_who_regrets_a_merger_finds_the_version_from_before_it_in_the_history_and_puts_it_back(editor, tielt):
    stays, goes = pair(tielt)
    address = f"{LIST}{stays.pk}/{goes.pk}/"
    shown = editor.get(address)
    assert "zet je de vorige versie terug" in words(shown)
    editor.post(address, fields(shown))
    stays.refresh_from_db()
    assert (stays.website, stays.has_unpublished_changes) == ("https://kroon.example", False)
    history = editor.get(f"/admin/snippets/shops/shop/history/{stays.pk}/").content.decode()
    assert "Samengevoegd met De Kroon" in history
    revert = re.findall(rf"/admin/snippets/shops/shop/history/{stays.pk}/revisions/(\d+)/revert/", history)
    form = editor.get(f"/admin/snippets/shops/shop/history/{stays.pk}/revisions/{revert[0]}/revert/").content.decode()
    assert ('value="Bakkerij De Kroon"' in form, "https://kroon.example" in form) == (True, False)
    Revision.objects.get(pk=revert[0]).publish()
    stays.refresh_from_db()
    assert (stays.name, stays.website, str(stays.phone)) == ("Bakkerij De Kroon", "", "+3251401122")


def test_a_merger_publishes_nothing_and_answers_nobody(editor, tielt):
    stays, goes = pair(tielt)
    request = OwnerRequest.objects.create(shop=stays, kind="claim", created_at="2026-11-20T10:00Z", consented_at="2026-11-20T10:00Z")
    address = f"{LIST}{stays.pk}/{goes.pk}/"
    editor.post(address, fields(editor.get(address)))
    stays.refresh_from_db()
    request.refresh_from_db()
    assert (request.state, stays.first_published_at, stays.live, stays.live_revision) == ("waiting", None, True, stays.latest_revision)


def test_beside_each_fact_stands_who_said_it_and_when(editor, tielt):
    stays, goes = pair(tielt)
    Shop.objects.filter(pk=stays.pk).update(provenance={"name": {"source": "shopkeeper", "date": "2026-03-01"}})
    Shop.objects.filter(pk=goes.pk).update(provenance={"name": {"source": "gids", "date": ""}})
    page = words(editor.get(f"{LIST}{stays.pk}/{goes.pk}/"))
    assert "Bakkerij De Kroon de winkel zelf, 1 maart 2026 De Kroon gids " in page


def test_left_and_right_can_be_changed_over(editor, tielt):
    stays, goes = pair(tielt)
    assert f"{LIST}{goes.pk}/{stays.pk}/" in editor.get(f"{LIST}{stays.pk}/{goes.pk}/").content.decode()


def test_two_shops_stay_two_for_good(editor, tielt):
    stays, goes = pair(tielt)
    editor.post(f"{LIST}{goes.pk}/{stays.pk}/", {"apart": "ja"})
    said = NotDouble.objects.get()
    assert (said.one, said.other, said.by.email) == (stays, goes, "editor.tielt@ikkooplokaal.example")
    assert "Niets gevonden" in words(editor.get(LIST))


def test_a_page_that_grew_old_changes_nothing(editor, tielt):
    stays, goes = pair(tielt)
    address = f"{LIST}{stays.pk}/{goes.pk}/"
    sent = fields(editor.get(address))
    Shop.objects.filter(pk=goes.pk).update(phone="+3251407777")
    answer = editor.post(address, sent, follow=True)
    assert "Een van de twee winkels veranderde intussen. Kijk nog eens." in answer.content.decode()
    assert Shop.objects.count() == 2


@pytest.mark.parametrize("sent", [{}, {"zegel": "x"}, {"zegel": " ", "feit-x": "ander"}])
def test_what_no_page_sends_changes_nothing(editor, tielt, sent):
    stays, goes = pair(tielt)
    assert editor.post(f"{LIST}{stays.pk}/{goes.pk}/", sent).status_code == 302
    assert Shop.objects.count() == 2


def test_nobody_sees_or_touches_a_pair_of_another_town(editor, tielt, other):
    theirs, own = pair(other, "Geheim"), pair(tielt)
    assert "Geheim" not in editor.get(f"{LIST}?gemeente={other.slug}").content.decode()
    for one, two in ((theirs[0], theirs[1]), (own[0], theirs[0]), (theirs[0], own[0])):
        for answer in (editor.get(f"{LIST}{one.pk}/{two.pk}/"), editor.post(f"{LIST}{one.pk}/{two.pk}/", {"apart": "ja"})):
            assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert (Shop.objects.count(), NotDouble.objects.count()) == (4, 0)


def test_an_author_has_no_doubles_and_the_province_chooses_a_town(client, tielt, other):
    pair(other)
    author = sign_in(client, roles.author(tielt))
    assert author.get(LIST)["Location"] == "/admin/"
    province = sign_in(Client(), roles.province())
    assert "De Kroon" in words(province.get(f"{LIST}?gemeente=gemeente-2"))
    assert "Niets gevonden" in words(province.get(f"{LIST}?gemeente=tielt"))


def test_a_shop_is_not_its_own_double(editor, tielt):
    shop, _other = pair(tielt)
    assert editor.get(f"{LIST}{shop.pk}/{shop.pk}/").status_code == 404


@pytest.mark.parametrize("pairs", [1, 30])
def test_the_list_asks_as_many_questions_for_one_pair_as_for_thirty(editor, tielt, pairs, django_assert_max_num_queries):
    for number in range(pairs):
        for name in ("Bakkerij De Kroon", "De Kroon"):
            ShopFactory(municipality=tielt, name=f"{name} {number}", street=f"Straat {number}", house_number="1", latitude=51 + number / 50)
    editor.get(LIST)
    with django_assert_max_num_queries(20):
        assert len(editor.get(LIST).context["lines"]) == pairs


def photo(title: str) -> SiteImage:
    """Its small version stands there already: none is made."""
    image = SiteImage.objects.create(title=title, file=f"{title}.jpg", width=600, height=400)
    Rendition.objects.create(image=image, filter_spec="max-240x160", focal_point_key="", file=f"{title}.klein.jpg", width=240, height=160)
    return image


def test_of_two_photos_the_editor_chooses_one_and_of_one_there_is_nothing_to_choose(editor, tielt):
    stays, goes = pair(tielt)
    address = f"{LIST}{stays.pk}/{goes.pk}/"
    Shop.objects.filter(pk=stays.pk).update(photo=photo("Toen"))
    assert 'name="feit-photo"' not in editor.get(address).content.decode()
    theirs = photo("Nu")
    Shop.objects.filter(pk=goes.pk).update(photo=theirs)
    page = editor.get(address)
    assert [alt in page.content.decode() for alt in ('alt="Toen"', 'alt="Nu"')] == [True, True]
    assert fields(page)["feit-photo"] == ""
    editor.post(address, fields(page) | {"feit-photo": "ander"})
    assert Shop.objects.get().photo == theirs
