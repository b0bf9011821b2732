"""Real maps: three snapshots of Habay over a year, and half of a shopping district of Helsinki."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from municipalities.actions import add_municipality
from shops.importing.facts import FACTS, value_of
from shops.importing.storing import import_shops
from shops.models import ImportBatch, Shop, ShopSource, ShopSuggestion
from tests.factories import roles
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
SCHOOLS = {
    *("way/165518498", "way/202985839", "way/320331085", "way/320331096", "way/320331102", "way/321070325", "way/321073977", "way/322994089"),
    *("way/327172457", "way/327178364", "way/327180846", "way/443191570"),
}
LIBRARIES_AND_RECYCLING = {"node/746727358", "node/4604426053", "node/2033111190"}
KINDERGARTEN = "node/3045110656"


@pytest.fixture
def habay():
    return add_municipality(name="Habay", nis="85046", postcodes=["6720", "6721", "6723", "6724"], centre=(49.7272, 5.6469)).municipality


@pytest.fixture
def helsinki():
    return add_municipality(name="Helsinki", nis="091", postcodes=["00100", "00120"], centre=(60.17, 24.94)).municipality


def bring(folder, name, municipality):
    report = import_shops(folder / "winkels" / name, municipality=municipality, at=AT)
    print(f"{name}: {report.counts()} {dict(report.reasons())}")
    assert report.read == report.new + report.changed + report.unchanged + report.duplicates + report.suppressed + report.refused
    return report


def refused(report, reason) -> set[str]:
    return {refusal.line for refusal in report.refusals if refusal.reason == reason}


def test_three_snapshots_of_habay_each_twice(real_data, habay):
    """The files differ by 8 new objects, then by 9 new and 6 gone. Of the 8 the town hall and the crèche are no business; four more that stood
    nameless in the first have a name in the second. Of the 9 the hotel's two wings are the hotel that stood there already, and two are known
    shops under another number: a butcher drawn anew, and a clothes shop whose number went to its successor, which is the sixth new shop.
    Of the 6 a nameless school and a nameless vet never came in, and the butcher lives on.
    """
    first = bring(real_data, "osm_be_Habay_26012017.geojson", habay)
    assert (first.read, first.new, first.refused) == (78, 53, 25)
    assert refused(first, "not_a_business") == SCHOOLS | LIBRARIES_AND_RECYCLING | {KINDERGARTEN}
    assert len(refused(first, "no_name")) == 9
    assert unchanged(bring(real_data, "osm_be_Habay_26012017.geojson", habay)) == 53

    second = bring(real_data, "osm_be_Habay_04022017.geojson", habay)
    assert (second.read, second.new, second.changed, second.unchanged, second.refused, second.vanished) == (86, 10, 3, 50, 23, 0)
    assert refused(second, "not_a_business") - refused(first, "not_a_business") == {"way/304525483", "node/4660172675"}
    assert unchanged(bring(real_data, "osm_be_Habay_04022017.geojson", habay)) == 63

    third = bring(real_data, "osm_be_Habay_07012018.geojson", habay)
    assert (third.read, third.new, third.changed, third.unchanged, third.duplicates, third.refused) == (89, 6, 7, 53, 2, 21)
    assert (third.vanished, third.renumbered) == (4, 1)
    assert unchanged(bring(real_data, "osm_be_Habay_07012018.geojson", habay)) == 66
    assert Shop.objects.filter(municipality=habay).count() == 69
    gone = ShopSource.objects.exclude(vanished_at=None)
    assert set(gone.values_list("ref", "shop__name")) == {
        ("node/4337593619", "Chez Johanna"),
        ("node/3586339622", "Chez Tante Laure"),
        ("node/3722743475", "Route 66"),
        ("way/202988622", "Boucherie Thomas"),
    }
    assert all(source.shop.live for source in gone)


def test_a_shop_of_habay_keeps_its_page_when_the_map_gives_its_number_to_its_successor(real_data, habay):
    for name in ("osm_be_Habay_04022017.geojson", "osm_be_Habay_07012018.geojson"):
        bring(real_data, name, habay)
    assert {
        shop.name: [source.ref for source in shop.sources.all()] for shop in Shop.objects.filter(house_number="1A", street="Rue d'Hoffschmidt")
    } == {
        "L'Essentiel sur Soie": ["node/5136987330"],
        "Max & Eme": ["node/4198185801"],
    }


def test_what_the_owner_of_a_shop_in_habay_confirmed_outlives_the_later_snapshots(real_data, habay):
    bring(real_data, "osm_be_Habay_26012017.geojson", habay)
    for shop in Shop.objects.all():
        shop.phone, shop.website, shop.opening_hours = "+3263000000", "https://winkel.example", "Mo-Fr 10:00-12:00"
        shop.provenance |= {fact: {"source": "shopkeeper", "date": "2017-02-01"} for fact in ("phone", "website", "opening_hours")}
        shop.save()
    keys = set(Shop.objects.values_list("pk", flat=True))
    for name in ("osm_be_Habay_04022017.geojson", "osm_be_Habay_07012018.geojson"):
        bring(real_data, name, habay)
    confirmed = Shop.objects.filter(pk__in=keys).order_by().values_list("phone", "website", "opening_hours").distinct()
    assert [tuple(map(str, facts)) for facts in confirmed] == [("+3263000000", "https://winkel.example", "Mo-Fr 10:00-12:00")]


def test_the_shops_of_helsinki_with_a_name_are_imported_and_the_16_nameless_refused(real_data, helsinki):
    report = bring(real_data, "osm_helsinki_overpass_dev.json", helsinki)
    assert (report.read, report.new, report.duplicates, report.refused) == (539, 521, 2, 16)
    assert refused(report, "no_name") == {refusal.line for refusal in report.refusals}
    again = bring(real_data, "osm_helsinki_overpass_dev.json", helsinki)
    assert (again.new, again.changed, again.unchanged, again.duplicates, again.refused, again.vanished) == (0, 0, 521, 2, 16, 0)


def unchanged(report) -> int:
    """How many shops a second run left as they were; it makes, changes and misses none."""
    assert (report.new, report.changed, report.vanished) == (0, 0, 0)
    return report.unchanged


def test_a_real_map_goes_in_and_out_through_the_editors_tool(real_data, habay, client, django_capture_on_commit_callbacks):
    """The last snapshot of Habay as its editor brings it in: seen first, stored, shown as unchanged the second time, and taken back."""
    sign_in(client, roles.editor(habay))

    def step(name: str, **sent: object) -> ImportBatch:
        address = reverse(f"shops_import:{name}", args=[] if name == "upload" else [ImportBatch.objects.latest("pk").pk])
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(address, sent).status_code == 302
        return ImportBatch.objects.latest("pk")

    def send() -> ImportBatch:
        path = real_data / "winkels" / "osm_be_Habay_07012018.geojson"
        return step("upload", file=SimpleUploadedFile(path.name, path.read_bytes()), source="")

    foretold = send()
    assert (foretold.state, foretold.source, foretold.foretold["new"], Shop.objects.count()) == ("ready", "osm", 66, 0)
    done = step("confirm")
    assert (done.state, done.counts, done.rows.filter(differs=True).count()) == ("done", foretold.foretold, 0)
    assert (Shop.objects.filter(municipality=habay).count(), done.refused_open) == (66, 3)
    assert client.get(reverse("shops_import:preview", args=[done.pk]) + "?toon=refused").status_code == 200
    again = send()
    assert (again.foretold["unchanged"], again.foretold["new"], again.foretold["changed"]) == (66, 0, 0)
    step("discard")
    assert step("undo").state == "undone"
    assert (Shop.objects.count(), ShopSource.objects.count()) == (0, 0)


def confirmed_facts(shops: list[Shop]) -> dict[int, dict]:
    """By key of the shop every fact that an import may write, as it stands."""
    return {shop.pk: {fact: value_of(shop, fact) for fact in FACTS} for shop in shops}


def test_no_fact_that_an_owner_confirmed_is_changed_by_any_import_of_the_real_files(real_data, habay, helsinki):
    """Each fact of each shop is confirmed, half of them with a value of their owner's; then every file comes in twice, in every order of time."""
    bring(real_data, "osm_be_Habay_26012017.geojson", habay)
    bring(real_data, "osm_helsinki_overpass_dev.json", helsinki)
    shops = list(Shop.objects.all())
    for shop in shops:
        if shop.pk % 2:
            shop.phone, shop.website, shop.opening_hours, shop.street, shop.house_number = (
                "",
                "https://winkel.example",
                "Mo 10:00-12:00",
                "Eigen straat",
                "1",
            )
        shop.provenance = {fact: {"source": "shopkeeper", "date": "2017-02-01"} for fact in FACTS}
        shop.save()
    before = confirmed_facts(shops)
    for name in ("07012018", "04022017", "26012017", "07012018"):
        bring(real_data, f"osm_be_Habay_{name}.geojson", habay)
    bring(real_data, "osm_helsinki_overpass_dev.json", helsinki)
    assert confirmed_facts(list(Shop.objects.filter(pk__in=before))) == before
    waiting = ShopSuggestion.objects.filter(shop__in=before)
    print(f"{len(before)} shops, {waiting.count()} suggestions")
    assert waiting.exists()
