import json
from datetime import UTC, datetime

import pytest

from shops.importing.reading import BrokenFile, read


@pytest.fixture
def saved(tmp_path):
    def write(content):
        file = tmp_path / "export.json"
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return file

    return write


def collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


def feature(ref, geometry, **tags):
    return {"type": "Feature", "id": ref, "properties": {"@id": ref, **tags}, "geometry": geometry}


SQUARE = {"type": "Polygon", "coordinates": [[[3.0, 50.0], [3.002, 50.0], [3.002, 50.002], [3.0, 50.002], [3.0, 50.0]]]}


def test_the_tags_become_raw_facts(saved):
    tags = {
        **{"name": "Bakkerij Den Oven", "shop": "bakery", "addr:street": "Kerkstraat", "addr:housenumber": "12", "addr:unit": "3"},
        **{"addr:postcode": "8500", "addr:city": "Kortrijk", "addr:country": "BE", "phone": "+32 56 20 20 20", "contact:mobile": "0475 12 34 56"},
        **{"contact:website": "www.denoven.be", "contact:email": "info@denoven.be", "opening_hours": "Mo-Sa 07:00-18:00", "wheelchair": "limited"},
        **{"toilets:wheelchair": "no", "payment:cash": "yes", "payment:visa": "yes", "payment:coins": "no", "delivery": "yes"},
        **{"start_date": "1930", "brand": "Oven", "check_date": "2026-05-31"},
    }
    row = next(iter(read(saved({"elements": [{"type": "node", "id": 123, "lat": 50.8, "lon": 3.2, "tags": tags}]})).rows))

    assert (row.line, row.ref, row.name, row.tags["shop"]) == ("node/123", "node/123", "Bakkerij Den Oven", "bakery")
    assert (row.street, row.house_number, row.box, row.postcode, row.place, row.country) == ("Kerkstraat", "12", "3", "8500", "Kortrijk", "BE")
    assert (row.latitude, row.longitude, row.phone) == ("50.8", "3.2", "+32 56 20 20 20; 0475 12 34 56")
    assert (row.website, row.email, row.hours) == ("www.denoven.be", "info@denoven.be", "Mo-Sa 07:00-18:00")
    assert (row.step_free, row.accessible_toilet, row.payment, row.delivers) == ("limited", "no", "cash; visa", "yes")
    assert (row.since, row.brand, row.checked) == ("1930", "Oven", "2026-05-31")


def test_an_object_without_a_name_tag_has_no_name_whatever_its_brand_or_operator(saved):
    tags = {"shop": "yes", "brand": "Spar", "operator": "Colruyt", "alt_name": "Sparke", "name:en": "Spar"}
    reading = read(saved({"elements": [{"type": "node", "id": 1, "lat": 50, "lon": 3, "tags": tags}]}))

    assert [row.name for row in reading.rows] == [""]


def test_a_polygon_and_its_centre_are_one_object_with_the_tags_of_both(saved):
    polygon = feature("way/1", SQUARE, name="Bakker", shop="bakery")
    centre = feature("way/1", {"type": "Point", "coordinates": [9, 9]}, phone="051 20 20 20", **{"@geometry": "center"})

    for features in ((polygon, centre), (centre, polygon)):
        reading = read(saved(collection(*features)))
        rows = list(reading.rows)
        assert (reading.total, len(rows)) == (1, 1)
        assert dict(rows[0].tags) == {"name": "Bakker", "shop": "bakery", "phone": "051 20 20 20"}
        assert (rows[0].latitude, rows[0].longitude) == ("50.001", "3.001")


def test_the_middle_of_a_shape_is_weighted_by_its_area_and_not_by_its_corners(saved):
    corners = [[0, 0], [2, 0], [2, 1], [1.9, 1], [1.8, 1], [1.7, 1], [0, 1], [0, 0]]
    row = next(iter(read(saved(collection(feature("way/1", {"type": "Polygon", "coordinates": [corners]}, name="x")))).rows))

    assert (row.longitude, row.latitude) == ("1.0", "0.5")


@pytest.mark.parametrize(
    ("geometry", "where"),
    [
        ({"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"]]}, ("50.001", "3.001")),
        ({"type": "LineString", "coordinates": [[3, 50], [3.2, 50.2]]}, ("50.1", "3.1")),
        ({"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [3, 50]}]}, ("50.0", "3.0")),
        (None, ("", "")),
        ({"type": "Point", "coordinates": ["3", None]}, ("", "")),
        ({"type": "Point", "coordinates": [300, 50]}, ("", "")),
        ({"type": "Polygon", "coordinates": [[]]}, ("", "")),
        ({"type": "Polygon", "coordinates": 5}, ("", "")),
    ],
)
def test_any_geometry_has_a_middle_or_none(saved, geometry, where):
    row = next(iter(read(saved(collection(feature("way/1", geometry, name="x")))).rows))

    assert (row.latitude, row.longitude) == where


@pytest.mark.parametrize(
    "shape",
    [
        {"center": {"lat": 50.1, "lon": 3.1}},
        {"bounds": {"minlat": 50.0, "minlon": 3.0, "maxlat": 50.2, "maxlon": 3.2}},
        {"geometry": [{"lat": 50.0, "lon": 3.0}, {"lat": 50.2, "lon": 3.2}]},
        {"nodes": [7, 8]},
    ],
    ids=["center", "bounds", "geometry", "nodes"],
)
def test_a_way_of_overpass_has_a_middle_however_it_was_asked_for(saved, shape):
    nodes = [{"type": "node", "id": 7, "lat": 50.0, "lon": 3.0}, {"type": "node", "id": 8, "lat": 50.2, "lon": 3.2}]
    reading = read(saved({"elements": [{"type": "way", "id": 1, "tags": {"name": "x"}, **shape}, *nodes]}))

    rows = list(reading.rows)

    assert [(row.ref, row.latitude, row.longitude) for row in rows] == [("way/1", "50.1", "3.1")]
    assert reading.total == 1


def test_objects_without_an_id_stand_each_alone(saved):
    point = {"type": "Feature", "properties": {"name": "x"}, "geometry": None}

    assert [(row.line, row.ref) for row in read(saved(collection(point, point))).rows] == [("object 1", ""), ("object 2", "")]


def test_the_file_tells_when_it_was_made_and_in_which_country_most_of_it_lies(saved):
    countries = enumerate(["fi", "FI", "SE"], start=1)
    elements = [{"type": "node", "id": number, "tags": {"name": "x", "addr:country": country}} for number, country in countries]
    reading = read(saved({"osm3s": {"timestamp_osm_base": "2026-05-31T12:00:00Z"}, "elements": elements}))

    assert (reading.made_at, reading.region) == (datetime(2026, 5, 31, 12, tzinfo=UTC), "FI")


def test_an_overpass_answer_that_timed_out_is_incomplete(saved):
    remark = 'runtime error: Query timed out in "query" at line 3 after 26 seconds.'
    with pytest.raises(BrokenFile, match="Het antwoord van Overpass is onvolledig"):
        read(saved({"elements": [{"type": "node", "id": 1, "tags": {"name": "x"}}], "remark": remark}))


def test_a_file_that_was_cut_off_says_after_which_byte(saved):
    whole = json.dumps(collection(feature("node/1", SQUARE, name="Crêperie")), ensure_ascii=False)

    for length in (30, 60, len(whole) - 1):
        cut = whole[:length]
        with pytest.raises(BrokenFile, match=rf"afgebroken na byte {len(cut.encode())}\."):
            read(saved(cut))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"elements": [}', "geen geldige JSON: op regel 1, kolom 15"),
        ('{"elements": ' + "[" * 100_000, "onleesbaar|afgebroken"),
        ('{"elements": {}}', "de lijst met objecten ontbreekt"),
        ('{"type": "FeatureCollection"}', "de lijst met objecten ontbreekt"),
        ('{"type": "Feature"}', "maar niet"),
        ('{"elements": [' + "9" * 5000 + "]}", "onleesbaar"),
    ],
)
def test_json_that_is_no_map_is_broken(saved, content, message):
    with pytest.raises(BrokenFile, match=message):
        read(saved(content))


def test_values_that_are_no_text_do_not_stop_the_reading(saved):
    worst = {"type": "node", "id": [1], "lat": True, "lon": "x", "tags": {"name": 5, "shop": None, "x": {}}}
    strange = [None, 5, "x", {"type": "node"}, {"tags": []}, worst]

    assert [(row.name, row.latitude) for row in read(saved({"elements": strange})).rows] == [("5", "")]


@pytest.mark.parametrize(
    ("name", "features", "objects", "nameless"),
    [("osm_be_Habay_26012017", 103, 78, 9), ("osm_be_Habay_04022017", 112, 86, 5), ("osm_be_Habay_07012018", 116, 89, 3)],
)
def test_the_snapshots_of_habay_hold_each_object_once(real_data, name, features, objects, nameless):
    file = real_data / "winkels" / f"{name}.geojson"
    reading = read(file)
    rows = list(reading.rows)

    assert len(json.loads(file.read_text())["features"]) == features
    assert (reading.total, len(rows), len({row.ref for row in rows})) == (objects, objects, objects)
    assert sum(not row.name for row in rows) == nameless
    assert (reading.region, sum(not row.latitude for row in rows)) == ("BE", 0)


def test_half_of_helsinki_is_read_with_its_nameless_objects(real_data):
    reading = read(real_data / "winkels" / "osm_helsinki_overpass_dev.json")
    rows = list(reading.rows)

    assert (reading.format, reading.total, len(rows), reading.region) == ("overpass", 539, 539, "FI")
    assert (sum(not row.name for row in rows), sum(not row.latitude for row in rows)) == (16, 0)
