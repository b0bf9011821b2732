"""Importing a file: what is made, changed, kept, marked and refused."""

import json
from datetime import UTC, datetime

import pytest

from content.tables import BrokenFile
from municipalities import actions
from municipalities.models import Municipality
from shops.importing.storing import ImportRefused, import_shops
from shops.models import Category, ImportBatch, OpenInterval, Shop, ShopSlug, ShopSource
from tests.factories.shops import CategoryFactory, ShopFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)
HEAD = "id;naam;soort;straat;nr;postcode;plaats;telefoon;website;openingsuren\n"
KROON = "1;Bakkerij De Kroon;bakker;Bruggestraat;52;8700;Tielt;051 40 11 22;dekroon.example;Mo-Fr 07:00-18:00\n"
MAES = "2;Slagerij Maes;slager;Markt;3;8760;Meulebeke;;;\n"


@pytest.fixture(autouse=True)
def register():
    actions.load_register()


@pytest.fixture
def bring(tmp_path):
    """Import text as a CSV file: bring(HEAD + KROON, dry_run=True)."""

    def imported(text: str, *, name: str = "winkels.csv", at: datetime = AT, **options):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return import_shops(path, at=at, **options)

    return imported


def counted(report) -> dict[str, int]:
    """The counts that are not zero."""
    assert report.read == report.new + report.changed + report.unchanged + report.duplicates + report.suppressed + report.refused
    return {name: count for name, count in report.counts().items() if count}


def osm(*objects: dict) -> str:
    """Overpass JSON of nodes: {"id": 1, "lat": 51.0, "lon": 3.33, "name": ..., "shop": ...}."""
    own = ("id", "lat", "lon")
    elements = [
        {"type": "node", **{key: thing[key] for key in own}, "tags": {key: text for key, text in thing.items() if key not in own}}
        for thing in objects
    ]
    return json.dumps({"elements": elements})


BAKER = {"id": 1, "lat": 51.0, "lon": 3.33, "name": "De Kroon", "shop": "bakery", "phone": "+32 51 40 11 22"}


def test_a_file_becomes_shops_with_every_fact_its_source_and_its_date(bring):
    assert counted(bring(HEAD + KROON + MAES)) == {"read": 2, "new": 2}
    shop = Shop.objects.get(name="Bakkerij De Kroon")
    assert (shop.municipality.slug, shop.slug, shop.category.slug, shop.live) == ("tielt", "bakkerij-de-kroon", "bakker", True)
    assert (shop.street, shop.house_number, shop.postcode, shop.place) == ("Bruggestraat", "52", "8700", "Tielt")
    assert (str(shop.phone), shop.website, shop.opening_hours) == ("+3251401122", "https://dekroon.example", "Mo-Fr 07:00-18:00")
    assert shop.provenance["phone"] == {"source": "winkels", "date": "2026-11-22"}
    assert shop.words.filter(word="bakkerij de kroon").exists()
    assert set(shop.provenance) == {"name", "category", "street", "house_number", "postcode", "place", "phone", "website", "opening_hours"}
    assert Shop.objects.get(name="Slagerij Maes").municipality.slug == "tielt"  # Meulebeke is Tielt


def test_an_imported_shop_has_its_address_kept_and_its_openings_made(bring):
    bring(HEAD + KROON)
    shop = Shop.objects.get()
    assert ShopSlug.objects.get(shop=shop).slug == "bakkerij-de-kroon"
    assert OpenInterval.objects.filter(shop=shop).count() >= 10
    assert shop.openings_until is not None


def test_the_same_file_again_changes_nothing(bring):
    bring(HEAD + KROON + MAES)
    before = list(Shop.objects.order_by("pk").values())
    assert counted(bring(HEAD + KROON + MAES, at=LATER)) == {"read": 2, "unchanged": 2}
    assert list(Shop.objects.order_by("pk").values()) == before
    assert set(ShopSource.objects.values_list("last_seen", flat=True)) == {LATER}


def test_a_dry_run_counts_the_same_and_writes_nothing(bring):
    assert counted(bring(HEAD + KROON + MAES, dry_run=True)) == {"read": 2, "new": 2}
    assert (Shop.objects.count(), ShopSource.objects.count(), ImportBatch.objects.count(), Category.objects.count()) == (0, 0, 0, 0)
    bring(HEAD + KROON + MAES)
    assert counted(bring(HEAD + KROON.replace("11 22", "11 23"), dry_run=True)) == {"read": 1, "changed": 1, "vanished": 1}
    assert str(Shop.objects.get(name="Bakkerij De Kroon").phone) == "+3251401122"
    assert not ShopSource.objects.exclude(vanished_at=None).exists()


def test_a_fact_that_changed_is_changed_and_one_that_the_source_withdrew_is_emptied(bring):
    bring(HEAD + KROON)
    assert counted(bring(HEAD + "1;Bakkerij De Kroon;bakker;Bruggestraat;54;8700;Tielt;051 40 11 22;;\n", at=LATER)) == {"read": 1, "changed": 1}
    shop = Shop.objects.get()
    assert (shop.house_number, shop.website, shop.opening_hours, str(shop.phone)) == ("54", "", "", "+3251401122")
    assert shop.provenance["house_number"]["date"] == "2026-12-01"
    assert "website" not in shop.provenance
    assert not OpenInterval.objects.filter(shop=shop).exists()


@pytest.mark.parametrize("owner", ["shopkeeper", "municipality"])
def test_what_its_owner_confirmed_is_never_overwritten_and_never_emptied(bring, owner):
    bring(HEAD + KROON)
    shop = Shop.objects.get()
    shop.phone, shop.name, shop.house_number, shop.website = "+32477123456", "De Kroon van Tielt", "52A", ""
    for fact in ("phone", "name", "house_number", "website"):
        shop.provenance[fact] = {"source": owner, "date": "2026-11-23"}
    shop.save()
    bring(HEAD + KROON.replace("Bruggestraat", "Markt").replace("07:00", "06:30"), at=LATER)
    bring(HEAD + "1;Bakkerij De Kroon;;Markt;1;8700;Tielt;zie site;;\n", at=LATER)
    shop.refresh_from_db()
    assert (str(shop.phone), shop.name, shop.house_number, shop.street, shop.website) == (
        "+32477123456",
        "De Kroon van Tielt",
        "52A",
        "Bruggestraat",
        "",
    )
    assert shop.raw == {}
    assert shop.opening_hours == ""  # nobody confirmed the hours, and the source no longer tells them


def test_a_shop_that_its_owner_renamed_and_moved_is_still_the_one_of_its_number(bring):
    bring(HEAD + KROON)
    shop = Shop.objects.get()
    shop.name, shop.phone, shop.street, shop.house_number = "Chez Lucie", "+32477123456", "Dorp", "9"
    for fact in ("name", "phone", "street", "house_number"):
        shop.provenance[fact] = {"source": "shopkeeper", "date": "2026-11-23"}
    shop.save()
    assert counted(bring(HEAD + KROON)) == {"read": 1, "unchanged": 1}
    assert counted(bring(HEAD + KROON.replace("07:00", "06:30"))) == {"read": 1, "changed": 1}
    assert [shop.name for shop in Shop.objects.all()] == ["Chez Lucie"]


def test_what_somebody_typed_without_a_source_is_left_alone(bring):
    ShopFactory(name="Bakkerij De Kroon", street="Bruggestraat", house_number="52", phone="+3251999999", website="")
    assert counted(bring(HEAD + KROON)) == {"read": 1, "changed": 1}
    shop = Shop.objects.get()
    assert (str(shop.phone), shop.website) == ("+3251999999", "https://dekroon.example")


def test_a_bad_phone_site_or_hours_never_refuse_a_row_and_are_kept_as_they_came(bring):
    report = bring(HEAD + "1;De Kroon;bakker;Markt;1;8700;Tielt;zie deur;geen;als de vlag hangt\n")
    assert counted(report) == {"read": 1, "new": 1}
    assert {remark.fact for remark in report.remarks} == {"phone", "website", "opening_hours"}
    shop = Shop.objects.get()
    assert shop.raw == {"phone": "zie deur", "website": "geen", "opening_hours": "als de vlag hangt"}
    assert counted(bring(HEAD + "1;De Kroon;bakker;Markt;1;8700;Tielt;051 40 11 22;;als de vlag hangt\n")) == {"read": 1, "changed": 1}
    shop.refresh_from_db()
    assert (str(shop.phone), shop.raw) == ("+3251401122", {"opening_hours": "als de vlag hangt"})


def test_a_new_name_gives_a_new_address_and_the_old_one_still_leads_there(bring):
    bring(HEAD + KROON)
    bring(HEAD + KROON.replace("De Kroon", "De Gouden Kroon"))
    shop = Shop.objects.get()
    assert shop.slug == "bakkerij-de-gouden-kroon"
    assert set(ShopSlug.objects.filter(shop=shop).values_list("slug", flat=True)) == {"bakkerij-de-kroon", "bakkerij-de-gouden-kroon"}
    bring(HEAD + KROON)
    shop.refresh_from_db()
    assert shop.slug == "bakkerij-de-kroon"


def test_two_shops_of_one_name_get_addresses_of_their_own(bring):
    bring(HEAD + KROON + "2;Bakkerij De Kroon;bakker;Kortrijkstraat;99;8700;Tielt;;;\n")
    assert set(Shop.objects.values_list("slug", flat=True)) == {"bakkerij-de-kroon", "bakkerij-de-kroon-2"}


def test_two_rows_of_one_shop_are_one_shop_each_time(bring):
    twice = HEAD + KROON + KROON.replace("1;", "7;", 1)
    assert counted(bring(twice)) == {"read": 2, "new": 1, "duplicates": 1}
    assert set(ShopSource.objects.values_list("ref", flat=True)) == {"1", "7"}
    assert counted(bring(twice)) == {"read": 2, "unchanged": 1, "duplicates": 1}


def test_what_vanished_is_marked_once_and_stays_and_is_unmarked_when_it_is_back(bring):
    bring(HEAD + KROON + MAES)
    assert counted(bring(HEAD + KROON, at=LATER)) == {"read": 1, "unchanged": 1, "vanished": 1}
    gone = ShopSource.objects.get(ref="2")
    assert (gone.vanished_at, gone.shop.live) == (LATER, True)
    assert counted(bring(HEAD + KROON)) == {"read": 1, "unchanged": 1}
    assert counted(bring(HEAD + KROON + MAES)) == {"read": 2, "unchanged": 1, "changed": 1}
    assert not ShopSource.objects.exclude(vanished_at=None).exists()


def test_a_file_of_one_municipality_marks_nothing_of_another(bring):
    bring(HEAD + KROON, municipality="tielt")
    bring(HEAD + "9;Het Anker;cafe;Markt;1;8500;Kortrijk;;;\n", municipality="34022")
    assert not ShopSource.objects.exclude(vanished_at=None).exists()
    assert set(ShopSource.objects.values_list("region", flat=True)) == {"37022", "34022"}


def test_a_file_of_a_former_municipality_marks_nothing_of_the_rest_of_todays(bring):
    bring(HEAD + KROON, municipality="tielt")
    assert counted(bring(HEAD + MAES, municipality="meulebeke")) == {"read": 1, "new": 1}


def test_rows_without_a_number_of_their_own_are_recognised_when_their_name_is_mended(bring):
    head = "naam;straat;nr;postcode;telefoon\n"
    bring(head + "Bakerij De Kroon;Markt;1;8700;051 40 11 22\n")
    assert counted(bring(head + "Bakkerij De Kroon;Markt;1;8700;051 40 11 22\n")) == {"read": 1, "changed": 1}
    assert ShopSource.objects.count() == 1
    assert counted(bring(head + "Bakkerij De Kroon;Markt;1;8700;051 40 11 22\n")) == {"read": 1, "unchanged": 1}


def test_a_column_of_codes_that_stand_with_many_shops_is_no_number_of_a_shop(bring):
    head = "code;naam;straat;nr;postcode\n"
    rows = "A;De Kroon;Markt;1;8700\nA;Het Anker;Dorp;2;8700\nA;De Linde;Kerkstraat;3;8700\n"
    assert counted(bring(head + rows)) == {"read": 3, "new": 3}
    assert counted(bring(head + rows)) == {"read": 3, "unchanged": 3}


def test_the_same_numbers_in_the_file_of_another_town_are_other_shops(bring):
    bring(HEAD + KROON, municipality="tielt")
    assert counted(bring(HEAD + "1;Het Anker;cafe;Markt;1;8500;Kortrijk;;;\n", municipality="kortrijk")) == {"read": 1, "new": 1}
    assert Shop.objects.get(name="Bakkerij De Kroon").municipality.slug == "tielt"


def test_a_second_source_is_the_same_shop_and_says_only_what_it_knows_better(bring):
    bring(HEAD + KROON)
    assert counted(bring(osm(BAKER | {"wheelchair": "yes"}), name="kaart.json")) == {"read": 1, "changed": 1}
    shop = Shop.objects.get()
    assert (shop.name, shop.step_free, shop.street) == ("De Kroon", "yes", "Bruggestraat")
    assert (shop.provenance["step_free"]["source"], shop.provenance["street"]["source"]) == ("osm", "winkels")
    assert counted(bring(HEAD + KROON)) == {"read": 1, "unchanged": 1}  # it says nothing that it did not say before
    assert counted(bring(osm(BAKER | {"wheelchair": "yes"}), name="kaart.json")) == {"read": 1, "unchanged": 1}


def test_an_object_that_was_drawn_anew_is_the_same_shop_under_another_number(bring):
    bring(osm(BAKER), name="kaart.json")
    report = bring(osm(BAKER | {"id": 2, "lat": 51.0002}), name="kaart.json")
    assert counted(report) == {"read": 1, "changed": 1, "vanished": 1, "renumbered": 1}
    assert Shop.objects.count() == 1


def test_a_shop_whose_number_went_to_its_successor_keeps_its_own_page(bring):
    bring(osm(BAKER), name="kaart.json")
    old = Shop.objects.get()
    successor = {"id": 1, "lat": 51.0, "lon": 3.33, "name": "Max & Eme", "shop": "clothes", "phone": "+32 474 68 14 68"}
    both = osm(successor, BAKER | {"id": 2, "lat": 51.0001})
    assert counted(bring(both, name="kaart.json")) == {"read": 2, "new": 1, "changed": 1}
    assert [source.ref for source in old.sources.all()] == ["node/2"]
    assert Shop.objects.exclude(pk=old.pk).get().name == "Max & Eme"
    assert counted(bring(both, name="kaart.json")) == {"read": 2, "unchanged": 2}


def test_a_chain_is_recognised_and_an_independent_stays_one(bring):
    bring(HEAD + "1;Kruidvat Tielt;drogist;Markt;1;8700;Tielt;;;\n" + KROON.replace("1;", "2;", 1))
    assert list(Shop.objects.order_by("name").values_list("kind", "chain_name")) == [("unknown", ""), ("chain", "Kruidvat")]
    assert Shop.objects.get(chain_name="Kruidvat").provenance["kind"]["source"] == "winkels"


def test_an_establishment_number_stands_with_one_shop_only(bring):
    head = "id;naam;straat;nr;postcode;vestigingsnummer\n"
    bring(head + "1;De Kroon;Markt;1;8700;2147812701\n2;Het Anker;Dorp;2;8700;\n")
    report = bring(head + "1;De Kroon;Markt;1;8700;2147812701\n2;Het Anker;Dorp;2;8700;2147812701\n")
    assert counted(report) == {"read": 2, "unchanged": 2}
    assert [remark.fact for remark in report.remarks] == ["establishment_number"]


def reasons(report) -> list[tuple[str, str, str]]:
    return [(refusal.line, refusal.reason, refusal.text) for refusal in report.refusals]


def test_only_no_name_no_place_no_business_and_another_region_are_refused(bring):
    rows = "1;;bakker;Markt;1;8700;;;;\n2;De Kroon;bakker;;;;;;;\n3;De Ark;basisschool;Markt;1;8700;;;;\n4;Het Anker;cafe;Markt;1;8800;Roeselare;;;\n"
    report = bring(HEAD + rows + MAES.replace("2;", "5;", 1), municipality="tielt")
    assert counted(report) == {"read": 5, "new": 1, "refused": 4}
    assert reasons(report) == [
        ("rij 2", "no_name", "Geen naam"),
        ("rij 3", "no_place", "Geen adres en geen coördinaten"),
        ("rij 4", "not_a_business", "Geen winkel of zaak: basisschool"),
        ("rij 5", "other_region", "Ligt niet in deze gemeente: ligt in Roeselare (8800)"),
    ]


def test_a_file_of_one_municipality_takes_postcodes_that_nobody_registered_but_nothing_far_away(bring):
    actions.add_municipality(name="Helsinki", nis="091", postcodes=["00100"], centre=(60.17, 24.94))
    near = {"id": 1, "lat": 60.16, "lon": 24.93, "name": "Kahvila", "amenity": "cafe", "addr:postcode": "00930"}
    far = {"id": 2, "lat": 61.5, "lon": 23.76, "name": "Ravintola", "amenity": "restaurant"}
    report = bring(osm(near, far), name="kaart.json", municipality="helsinki")
    assert counted(report) == {"read": 2, "new": 1, "refused": 1}
    assert reasons(report) == [("node/2", "other_region", "Ligt niet in deze gemeente: ligt op 161 km van het centrum van Helsinki")]
    assert Shop.objects.get().municipality.nis == "091"


def test_a_row_of_a_place_outside_of_the_register_is_no_shop_of_the_town_of_the_file(bring):
    """Refused where postcode and place deny the town, a doubt where the postcode alone does."""
    head = "id;naam;straat;nr;postcode;plaats\n"
    rows = "1;Zaak Gent;Korenmarkt;1;9000;Gent\n2;Zaak zonder plaats;Markt;2;9000;\n3;De Kroon;Markt;3;3390;Tielt\n4;Het Anker;Markt;4;8701;Gehucht\n"
    report = bring(head + rows, municipality="tielt")
    assert [(refusal.line, refusal.text) for refusal in report.refusals] == [("rij 2", "Ligt niet in deze gemeente: 9000 Gent")]
    assert {(remark.line, remark.text) for remark in report.remarks if remark.fact == "postcode"} == {
        ("rij 3", "De postcode 9000 is niet van Tielt"),
        ("rij 4", "De postcode 3390 is niet van Tielt"),
    }


def test_without_a_municipality_the_postcode_the_place_or_the_spot_tells_it(bring):
    head = "id;naam;straat;postcode;plaats;latitude;longitude\n"
    rows = (
        "1;Postcode;Markt;8800;;;\n2;Plaats;Markt;;Meulebeke;;\n3;Exoniem;Markt;;Courtrai;;\n4;Ligging;Markt;;;50.828;3.265\n5;Drie;Markt;;Beveren;;\n"
        "6;Elders;Markt;9000;Gent;;\n7;Elders ook;Markt;9120;Beveren;;\n8;Nergens;Markt;;;;\n9;Ver;Markt;;;49.6;6.1\n"
        "10;Ander Tielt;Markt;3390;Tielt;;\n"
    )
    report = bring(head + rows)
    assert dict(Shop.objects.values_list("name", "municipality__slug")) == {
        "Postcode": "roeselare",
        "Plaats": "tielt",
        "Exoniem": "kortrijk",
        "Ligging": "kortrijk",
    }
    assert [remark.text for remark in report.remarks if remark.fact == "municipality"] == ["Gemeente Kortrijk afgeleid van de ligging"]
    assert {(line, reason) for line, reason, _ in reasons(report)} == {
        ("rij 6", "no_place"),
        ("rij 7", "other_region"),
        ("rij 8", "other_region"),
        ("rij 9", "no_place"),
        ("rij 10", "other_region"),
        ("rij 11", "other_region"),
    }


@pytest.mark.parametrize(
    "content", ['{"elements": [{"type": "node"', "", "%PDF-1.7", 'naam;postcode\n"De Kroon;8700\n', "straat;postcode\nMarkt;8700\n"]
)
def test_a_broken_file_says_so_and_changes_nothing(bring, content):
    bring(HEAD + KROON + MAES)
    with pytest.raises(BrokenFile):
        bring(content)
    assert Shop.objects.count() == 2
    assert not ShopSource.objects.exclude(vanished_at=None).exists()
    assert ImportBatch.objects.count() == 1


def test_an_error_half_way_undoes_all_of_it(bring, monkeypatch):
    def fails(*args, **kwargs):
        raise RuntimeError("the power went out")

    monkeypatch.setattr("shops.importing.storing.finish_at_once", fails)
    with pytest.raises(RuntimeError):
        bring(HEAD + KROON)
    assert (Shop.objects.count(), ShopSource.objects.count(), ShopSlug.objects.count()) == (0, 0, 0)


def test_an_unknown_municipality_is_refused_in_words(bring):
    with pytest.raises(ImportRefused, match="De gemeente “atlantis” kennen we niet"):
        bring(HEAD + KROON, municipality="atlantis")


def test_without_any_municipality_the_way_out_is_told(bring):
    Municipality.objects.filter(successor__isnull=False).delete()
    Municipality.objects.all().delete()
    from municipalities import places

    places.forget()
    with pytest.raises(ImportRefused, match="load_register"):
        bring(HEAD + KROON)


def test_each_import_is_kept_with_who_did_it_and_what_it_counted(bring, django_user_model):
    editor = django_user_model.objects.create_user("redactie@example.be", password="x")
    bring(HEAD + KROON, started_by=editor, municipality="tielt")
    batch = ImportBatch.objects.get()
    assert (batch.source, batch.file_name, batch.municipality.slug, batch.started_by) == ("winkels", "winkels.csv", "tielt", editor)
    assert (batch.counts["new"], batch.counts["read"]) == (1, 1)


def test_a_draft_that_somebody_has_open_survives_and_publishing_it_keeps_what_was_imported(bring):
    bring(HEAD + KROON)
    shop = Shop.objects.get()
    shop.name = "De Kroon, sinds 1930"
    shop.save_revision()
    Shop.objects.filter(pk=shop.pk).update(has_unpublished_changes=True)
    bring(HEAD + KROON.replace("052", "52").replace("07:00", "06:00").replace("Bruggestraat", "Markt"))
    shop = Shop.objects.get()
    assert (shop.name, shop.street, shop.has_unpublished_changes) == ("Bakkerij De Kroon", "Markt", True)
    shop.latest_revision.publish()
    shop = Shop.objects.get()
    assert (shop.name, shop.street, shop.opening_hours) == ("De Kroon, sinds 1930", "Markt", "Mo-Fr 06:00-18:00")


def test_a_shop_that_was_taken_offline_stays_offline(bring):
    bring(HEAD + KROON)
    Shop.objects.update(live=False)
    bring(HEAD + KROON.replace("07:00", "06:00"))
    assert not Shop.objects.get().live


def test_a_vague_kind_does_not_replace_a_known_one(bring):
    ShopFactory(
        name="De Kroon", street="Bruggestraat", house_number="52", category=CategoryFactory(slug="bakker"), provenance={"category": {"source": "osm"}}
    )
    bring(HEAD + KROON.replace(";bakker;", ";iets met deeg;"))
    assert Shop.objects.get().category.slug == "bakker"


@pytest.mark.parametrize("rows", [30, 600])
def test_the_number_of_queries_does_not_grow_with_every_row(bring, rows, django_assert_max_num_queries):
    text = HEAD + "".join(f"{n};Zaak {n} {chr(97 + n % 26)};bakker;Straat {n};{n + 1};8700;Tielt;;;\n" for n in range(rows))
    bring(HEAD + KROON)
    with django_assert_max_num_queries(110 if rows == 30 else 260):
        bring(text)
    with django_assert_max_num_queries(25):
        bring(text)


def test_the_source_of_a_table_is_its_name_and_may_be_given(bring):
    assert bring(HEAD + KROON, name="Lijst Tielt.csv").source == "Lijst Tielt"
    assert bring(HEAD + KROON, source="gids").source == "gids"
    assert bring(osm(BAKER), name="kaart.json").source == "osm"


@pytest.mark.parametrize(("given", "kept"), [("gids", "osm:gids"), ("osm", "osm"), ("osm:gids", "osm:gids"), (" ", "osm")])
def test_a_map_under_a_name_of_its_own_still_names_openstreetmap(bring, given, kept):
    assert bring(osm(BAKER), name="kaart.json", source=given).source == kept
    shop = Shop.objects.get()
    assert (shop.provenance["name"]["source"], shop.is_from_osm, ShopSource.objects.get().source) == (kept, True, kept)


@pytest.mark.parametrize(
    ("content", "name"),
    [(HEAD, "winkels.csv"), ('{"elements": []}', "winkels.json"), ('{"type": "FeatureCollection", "features": []}', "winkels.geojson")],
)
def test_a_file_without_one_row_is_refused_and_marks_nothing_as_vanished(bring, content, name):
    bring(HEAD + KROON)
    bring(osm(BAKER), name="kaart.json")
    with pytest.raises(ImportRefused, match="Er staat geen enkele winkel in dit bestand"):
        bring(content, name=name, at=LATER)
    assert not ShopSource.objects.exclude(vanished_at=None).exists()
    assert ImportBatch.objects.count() == 2


def test_a_spot_at_the_centre_of_another_town_is_refused_unless_its_postcode_is_ours(bring):
    in_ardooie = {"id": 1, "lat": 50.971, "lon": 3.205, "name": "De Linde", "amenity": "cafe"}
    halfway = {"id": 2, "lat": 50.985, "lon": 3.27, "name": "De Halte", "amenity": "cafe"}
    report = bring(
        osm(in_ardooie, halfway, in_ardooie | {"id": 3, "name": "De Kroon", "addr:postcode": "8700"}), name="kaart.json", municipality="tielt"
    )
    assert reasons(report) == [
        ("node/1", "other_region", "Ligt niet in deze gemeente: ligt bij het centrum van Ardooie, op 10 km van dat van Tielt"),
    ]
    assert set(Shop.objects.values_list("name", flat=True)) == {"De Halte", "De Kroon"}


def test_a_known_row_that_is_no_shop_any_more_has_vanished(bring):
    bring(HEAD + KROON + MAES)
    report = bring(HEAD + KROON.replace(";bakker;", ";basisschool;") + MAES, at=LATER)
    assert counted(report) == {"read": 2, "unchanged": 1, "refused": 1, "vanished": 1}
    assert ShopSource.objects.get(ref="1").vanished_at == LATER


@pytest.mark.parametrize("refused", [KROON.replace("Bakkerij De Kroon", ""), "1;Bakkerij De Kroon;bakker;;;;;;;\n"])
def test_a_known_row_that_is_refused_this_time_was_seen_and_has_not_vanished(bring, refused):
    bring(HEAD + KROON + MAES)
    assert counted(bring(HEAD + refused + MAES, at=LATER)) == {"read": 2, "unchanged": 1, "refused": 1}
    source = ShopSource.objects.get(ref="1")
    assert (source.vanished_at, source.last_seen, source.shop.name) == (None, LATER, "Bakkerij De Kroon")
