import json
from collections import Counter
from dataclasses import fields, replace

import pytest

from shops.category_table import leaf_for_osm
from shops.importing.addresses import split_address, split_house_number, split_postcode, split_street
from shops.importing.cleaning import LONGEST, clean
from shops.importing.contacts import email_address, phone_numbers, web_address
from shops.importing.reading import read
from shops.importing.rows import CleanRow, Notice, Refusal, SourceRow, refuse
from shops.importing.words import centimetres, iso_date, payment_codes, step_free, year, yes_or_no

BAKER = SourceRow(
    line="rij 2", name="Bakkerij Den Oven", category_words="bakker", street="Kerkstraat", house_number="12", postcode="8500", place="Kortrijk"
)


def category_of(row):
    """Knows one word, and for the map which tags are a business."""
    if row.tags:
        return "bakker" if row.tags.get("shop") == "bakery" else None
    return "bakker" if row.category_words == "bakker" else None


def understand_hours(text):
    """Knows the grammar when it sees a day in capitals."""
    if not text.startswith(("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "24/7", "PH")):
        raise ValueError(text)
    return text


def cleaned(row=BAKER, region="BE", **changes):
    return clean(replace(row, **changes), region=region, category_of=category_of, understand_hours=understand_hours)


def test_a_row_of_which_everything_is_understood_leaves_no_doubt():
    row = cleaned(
        **{
            "ref": "7",
            "latitude": "50,8281398",
            "longitude": "3,2673675",
            "phone": "056 20 20 20",
            "email": "Info@DenOven.BE",
            "website": "denoven.be",
        },
        **{"webshop": "ja", "enterprise_number": "403.019.261", "hours": "Mo-Fr 09:00-12:00", "step_free": "beperkt", "door_width": "0,85 m"},
        **{
            "payment": "bancontact, contant",
            "gift_voucher": "ja",
            "delivers": "nee",
            "since": "1930",
            "kind": "Zelfstandige",
            "checked": "31/05/2026",
        },
    )

    assert row.facts() == {
        **{"name": "Bakkerij Den Oven", "category": "bakker", "street": "Kerkstraat", "house_number": "12", "postcode": "8500", "place": "Kortrijk"},
        **{"latitude": 50.8281398, "longitude": 3.2673675, "phone": "+3256202020", "email": "Info@denoven.be", "website": "https://denoven.be"},
        **{"webshop": "https://denoven.be", "enterprise_number": "0403019261", "opening_hours": "Mo-Fr 09:00-12:00", "step_free": "limited"},
        **{"door_width_cm": 85, "payment": ("bancontact", "cash"), "gift_voucher": True, "delivers": False, "since": 1930, "kind": "independent"},
    }
    assert (row.line, row.ref, row.checked, dict(row.raw), row.notices) == ("rij 2", "7", "2026-05-31", {}, ())


def test_what_a_source_is_silent_about_is_unknown_and_no_fact():
    row = cleaned(SourceRow(line="rij 2", name="Bakker", postcode="8500"))

    assert {fact: value for fact, value in row.facts().items() if fact not in ("name", "postcode")} == {"category": "andere", "kind": "unknown"}
    assert row.notices == ()


def test_bad_facts_never_refuse_a_shop_but_are_kept_as_they_came_and_remarked():
    row = cleaned(
        **{"phone": "zie website", "email": "info(at)bakker", "website": "javascript:alert(1)", "hours": "altijd als het licht brandt"},
        **{"enterprise_number": "0403019260", "establishment_number": "12", "latitude": "72000", "longitude": "168000", "since": "heel lang"},
        **{"category_words": "toverdranken", "postcode": "?", "house_number": "2014-12-01", "step_free": "ja, achteraan"},
    )

    assert isinstance(row, CleanRow)
    assert dict(row.raw) == {
        **{"phone": "zie website", "email": "info(at)bakker", "website": "javascript:alert(1)", "opening_hours": "altijd als het licht brandt"},
        **{"enterprise_number": "0403019260", "establishment_number": "12", "coordinates": "72000, 168000", "since": "heel lang"},
        **{"category": "toverdranken", "postcode": "?", "house_number": "2014-12-01", "step_free": "ja, achteraan"},
    }
    assert (row.phone, row.email, row.website, row.opening_hours, row.enterprise_number, row.establishment_number) == ("", "", "", "", "", "")
    assert (row.latitude, row.since, row.category, row.postcode, row.house_number, row.step_free) == (None, None, "andere", "", "", "")
    assert Notice("phone", "Telefoonnummer niet begrepen: “zie website”") in row.notices
    assert {notice.fact for notice in row.notices} == set(row.raw)


def test_hours_on_several_lines_reach_their_reader_on_one():
    assert cleaned(hours="Mo 09:00-12:00;\r\nTu 09:00-12:00\n\n").opening_hours == "Mo 09:00-12:00; Tu 09:00-12:00"


def test_an_empty_answer_about_hours_counts_as_not_understood():
    row = clean(replace(BAKER, hours="gesloten?"), category_of=category_of, understand_hours=lambda text: "")

    assert (row.opening_hours, dict(row.raw)) == ("", {"opening_hours": "gesloten?"})


def test_what_reading_remarked_is_passed_on():
    remark = Notice("phone", "De formule is nooit uitgerekend.")

    assert cleaned(notices=(remark,)).notices == (remark,)


@pytest.mark.parametrize("name", ["", "  \n ", "\x00\u200b", "???", "-"])
def test_a_row_without_a_letter_in_its_name_is_refused(name):
    refusal = cleaned(name=name)

    assert (refusal.line, refusal.reason) == ("rij 2", "no_name")


def test_a_row_without_address_and_coordinates_is_refused():
    assert cleaned(SourceRow(line="rij 9", name="Bakker")) == Refusal("rij 9", "Bakker", "no_place", "Geen adres en geen coördinaten")
    nowhere = cleaned(SourceRow(line="rij 9", name="Bakker", latitude="0", longitude="0", house_number="12"))
    assert nowhere == Refusal("rij 9", "Bakker", "no_place", "Geen adres en geen coördinaten: 0, 0")


@pytest.mark.parametrize(
    "place", [{"street": "Markt"}, {"postcode": "8500"}, {"place": "Heule"}, {"address": "Markt 1"}, {"latitude": "50.8", "longitude": "3.2"}]
)
def test_any_one_hint_of_a_place_is_enough(place):
    assert isinstance(cleaned(SourceRow(line="rij 2", name="Bakker", **place)), CleanRow)


@pytest.mark.parametrize(
    ("tags", "shown_by"),
    [
        ({"amenity": "school", "building": "yes"}, "amenity=school"),
        ({"amenity": "recycling"}, "amenity=recycling"),
        ({"shop": "vacant"}, "shop=vacant"),
        ({"name": "x"}, "geen enkel label zegt dat dit een zaak is"),
    ],
)
def test_an_object_of_the_map_without_a_category_is_no_business_and_the_tag_that_shows_it_is_told(tags, shown_by):
    refusal = cleaned(SourceRow(line="way/1", name="x", tags=tags, place="Habay"))

    assert refusal == Refusal("way/1", "x", "not_a_business", f"Geen winkel of zaak: {shown_by}")


@pytest.mark.parametrize("words", ["School", "winkel; Recyclagepark", "Leegstand"])
def test_a_table_may_say_itself_that_a_row_is_no_business(words):
    assert cleaned(category_words=words).reason == "not_a_business"


def test_a_driving_school_is_a_business():
    assert isinstance(cleaned(category_words="rijschool"), CleanRow)


def test_a_kind_that_nobody_knows_becomes_other_and_is_remarked():
    row = cleaned(category_words="edelstenen; mineralen")

    assert (row.category, dict(row.raw)) == ("andere", {"category": "edelstenen; mineralen"})
    assert row.notices == (Notice("category", "Soort zaak niet herkend, “andere” genomen: “edelstenen; mineralen”"),)


def test_of_several_names_on_the_map_the_first_is_taken_and_of_a_table_the_whole():
    assert cleaned(SourceRow(line="node/1", name="Oven; Den Oven", tags={"shop": "bakery"}, place="x")).name == "Oven"
    assert cleaned(name="Brood; Banket").name == "Brood; Banket"


def test_a_text_that_is_too_long_is_cut_and_kept_whole():
    row = cleaned(name="Bakker " * 100)

    assert len(row.name) <= LONGEST["name"]
    assert row.raw["name"] == ("Bakker " * 100).strip()


def test_the_country_of_a_row_goes_before_the_region_of_the_file():
    assert cleaned(phone="09 627161", country="FI").phone == "+3589627161"
    assert cleaned(phone="09 627161", region="FI").phone == "+3589627161"
    assert cleaned(phone="056 20 20 20", country="België", region="FI").phone == "+3256202020"


def test_of_several_phones_the_first_valid_one_is_taken_and_the_others_are_told():
    row = cleaned(phone="12; 056 20 20 20; 0475 12 34 56")

    assert (row.phone, dict(row.raw)) == ("+3256202020", {})
    assert row.notices == (Notice("phone", "Er staan meer nummers, het eerste geldige is genomen: “12; 056 20 20 20; 0475 12 34 56”"),)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("51550184", "+3251550184"),
        ("475123456", "+32475123456"),
        ("3251550184", "+3251550184"),
        ("+ 32 63 41 31 00", "+3263413100"),
        ("+32 (0)51 55 01 84", "+3251550184"),
        ("0475/12.34.56", "+32475123456"),
        ("0032 51 55 01 84", "+3251550184"),
        ("tel. 051-55.01.84", "+3251550184"),
        ("051 55 01 84/0475 12 34 56", "+3251550184"),
        ("051 55 01 84 of 0475 12 34 56", "+3251550184"),
        ("051 55 01 84\n0475 12 34 56", "+3251550184"),
        ("+358 (9) 652 147", "+3589652147"),
    ],
)
def test_a_phone_is_understood_in_every_dress(text, number):
    assert phone_numbers(text, "BE")[0] == number


@pytest.mark.parametrize("text", ["12", "geen", "051 55", "9" * 500, "+999 123456789"])
def test_what_is_no_phone_is_not_understood(text):
    with pytest.raises(ValueError, match="phone number"):
        phone_numbers(text, "BE")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("www.Peaudane.net", "https://www.peaudane.net"),
        ("http://www.stben.be", "http://www.stben.be"),
        ("HTTPS://A.be/Pad?x=1;y=2#z", "https://a.be/Pad?x=1;y=2#z"),
        ("denoven.be:8080/brood", "https://denoven.be:8080/brood"),
        ("http://a.be; http://b.be", "http://a.be"),
        ("http://a.be;http://b.be", "http://a.be"),
        ("www.a.be www.b.be", "https://www.a.be"),
        ("http://crêperie.be/menu", "http://crêperie.be/menu"),
    ],
)
def test_a_site_gets_a_scheme_and_keeps_its_path(text, address):
    assert web_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        *(
            "javascript:alert(1)",
            "JaVaScRiPt://a.be/%0aalert(1)",
            "data:text/html,x",
            "ftp://a.be",
            "http://",
            "geen",
            "info@a.be",
            "http://u:p@a.be",
        ),
        *(
            "http://localhost",
            "http://127.0.0.1/",
            'https://a.be/"onmouseover=x',
            "http://[::1",
            "http://a.be:99999",
            "x" * 400 + ".be",
            "volgt binnenkort",
        ),
    ],
)
def test_what_is_no_safe_site_is_not_understood(text):
    with pytest.raises(ValueError, match="no valid web address"):
        web_address(text)


def test_the_first_valid_mail_address_is_taken():
    assert email_address("mailto:Info@A.be; x@b.be") == "Info@a.be"
    assert email_address("Bakker Jan <jan@a.be>") == "jan@a.be"
    for text in ("info(at)a.be", "info@", "@a.be", "a@b@c.be"):
        with pytest.raises(ValueError, match="no valid e-mail"):
            email_address(text)


@pytest.mark.parametrize(
    ("text", "number", "box"),
    [
        ("12", "12", ""),
        ("12-14", "12-14", ""),
        ("12 - 14", "12-14", ""),
        ("29-27", "29-27", ""),
        ("2a", "2A", ""),
        ("2 A", "2A", ""),
        ("12+14", "12+14", ""),
        ("67 bis", "67bis", ""),
        ("22 bus 3", "22", "3"),
        ("22bus3", "22", "3"),
        ("22A bus 0101", "22A", "0101"),
        ("4 bte B", "4", "B"),
        ("12, boîte 2", "12", "2"),
        ("12/0001", "12", "0001"),
        ("z/n", "", ""),
        ("zonder nummer", "", ""),
    ],
)
def test_a_house_number_is_told_from_its_box(text, number, box):
    assert split_house_number(text) == (number, box)


@pytest.mark.parametrize("text", ["2014-12-01", "gelijkvloers", "2, 2. krs./Floor 2", "1" * 400])
def test_what_is_no_house_number_is_not_understood(text):
    with pytest.raises(ValueError, match=r".+"):
        split_house_number(text)


def test_of_a_number_with_a_remark_the_number_is_kept():
    row = cleaned(house_number="2, tweede verdieping")

    assert (row.house_number, dict(row.raw)) == ("2", {"house_number": "2, tweede verdieping"})


@pytest.mark.parametrize(
    ("text", "street", "number", "box"),
    [
        ("Kerkstraat 12", "Kerkstraat", "12", ""),
        ("Kerkstraat, 12 A bus 3", "Kerkstraat", "12A", "3"),
        ("Kerkstraat 12/0001", "Kerkstraat", "12", "0001"),
        ("Kerkstraat nr. 12-14", "Kerkstraat", "12-14", ""),
        ("Koning Albert I-laan 7", "Koning Albert I-laan", "7", ""),
        ("11 Novemberstraat 3", "11 Novemberstraat", "3", ""),
        ("Plein 1944 5", "Plein 1944", "5", ""),
        ("Place du 11 Novembre 1918", "Place du 11 Novembre 1918", "", ""),
        ("12, rue de l'Église", "rue de l'Église", "12", ""),
        ("Grote Markt", "Grote Markt", "", ""),
        ("1ste Mei-straat", "1ste Mei-straat", "", ""),
    ],
)
def test_a_street_is_told_from_its_number(text, street, number, box):
    assert split_street(text)[:3] == (street, number, box)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Kerkstraat 12 bus 3, 8500 Kortrijk", ("Kerkstraat", "12", "3", "8500", "Kortrijk")),
        ("Kerkstraat 12-14, B-8500 Kortrijk, België", ("Kerkstraat", "12-14", "", "8500", "Kortrijk")),
        ("Kerkstraat 12 8420 De Haan", ("Kerkstraat", "12", "", "8420", "De Haan")),
        ("Kerkstraat 12 - 8420 DE HAAN", ("Kerkstraat", "12", "", "8420", "DE HAAN")),
        ("Rue de la Courtière 3, 6720 Habay-la-Neuve", ("Rue de la Courtière", "3", "", "6720", "Habay-la-Neuve")),
        ("Mannerheimintie 20, 00100 Helsinki", ("Mannerheimintie", "20", "", "00100", "Helsinki")),
        ("8500 Kortrijk", ("", "", "", "8500", "Kortrijk")),
        ("8500", ("", "", "", "8500", "")),
        ("Kerkstraat 12, Heule", ("Kerkstraat", "12", "", "", "Heule")),
        ("Grote Markt", ("Grote Markt", "", "", "", "")),
    ],
)
def test_a_whole_address_is_split(text, address):
    assert split_address(text) == address


def test_split_facts_go_before_the_whole_address():
    row = cleaned(SourceRow(line="rij 2", name="x", address="Kerkstraat 12 bus 3, 8500 Kortrijk", place="Heule"))
    assert (row.street, row.house_number, row.box, row.postcode, row.place) == ("Kerkstraat", "12", "3", "8500", "Heule")

    row = cleaned(SourceRow(line="rij 2", name="x", address="Kerkstraat 12, 8500 Kortrijk", street="Markt"))
    assert (row.street, row.house_number, row.postcode) == ("Markt", "", "8500")


def test_the_street_of_a_tag_is_never_split():
    row = cleaned(SourceRow(line="node/1", name="x", tags={"shop": "bakery"}, street="Kaistraat 12"))

    assert (row.street, row.house_number) == ("Kaistraat 12", "")


@pytest.mark.parametrize(
    ("text", "postcode", "place"),
    [
        ("8500", "8500", ""),
        ("8500.0", "8500", ""),
        ("00100", "00100", ""),
        ("B-8500", "8500", ""),
        ("BE - 8500", "8500", ""),
        ("8420 De Haan", "8420", "De Haan"),
        ("8500;8501", "8500", ""),
        ("4501 AB", "4501 AB", ""),
    ],
)
def test_a_postcode_is_text_and_may_bring_its_place(text, postcode, place):
    assert split_postcode(text)[3:] == (postcode, place)


def test_words_are_understood_in_three_languages():
    assert [yes_or_no(text) for text in ("Ja", "oui", "YES", "x", "nee", "Non", "0")] == [True, True, True, True, False, False, False]
    assert [step_free(text) for text in ("ja", "deels", "limité", "no", "designated")] == ["yes", "limited", "limited", "no", "yes"]
    assert payment_codes("Visa; maestro, Payconiq + goudstaven / écochèques") == ("credit", "bancontact", "app", "eco_voucher")
    assert [year(text) for text in ("1930", "22/03/2019", "2019-03-22", "sinds 1888")] == [1930, 2019, 2019, 1888]
    assert [centimetres(text) for text in ("85", "85 cm", "0,85 m", "0.9")] == [85, 85, 85, 90]
    assert [iso_date(text) for text in ("2026-05-31", "31/05/2026", "1.5.2026", "2026-05-31 14:30")] == [
        "2026-05-31",
        "2026-05-31",
        "2026-05-01",
        "2026-05-31",
    ]


@pytest.mark.parametrize(
    ("read_as", "text"), [(yes_or_no, "misschien"), (year, "1930 of 1940"), (centimetres, "5 cm"), (iso_date, "31/02/2026"), (payment_codes, "?")]
)
def test_words_that_say_nothing_certain_are_not_understood(read_as, text):
    with pytest.raises(ValueError, match=r".+"):
        read_as(text)


def test_another_region_can_be_refused_by_who_knows_the_map():
    assert refuse(cleaned(), "other_region", "postcode 8500") == Refusal(
        "rij 2", "Bakkerij Den Oven", "other_region", "Ligt niet in deze gemeente: postcode 8500"
    )


def storable(thing):
    text = json.dumps(thing, default=str, ensure_ascii=False)
    text.encode()
    return "\\u0000" not in text and "\x00" not in text


def test_a_naughty_string_in_any_field_never_crashes(real_data):
    strings = json.loads((real_data / "email" / "blns_naughty_strings.json").read_text(encoding="utf-8"))
    strings += [
        "Bak\x00ker",
        "\ud800",
        "a\ud83d",
        "9" * 10_000,
        "1 " * 5000,
        "http://" + "a." * 5000,
        "Kerkstraat " * 400 + "12 bus",
        "\u202e" * 9,
        "1e999",
    ]
    texts = [entry.name for entry in fields(SourceRow) if entry.name not in ("line", "tags", "notices")]
    base = SourceRow(line="rij 2", name="Bakker", postcode="8500")

    for string in strings:
        everywhere = SourceRow(line="rij 2", **dict.fromkeys(texts, string))
        tagged = replace(base, tags={"shop": "bakery", string: string})
        for row in (everywhere, tagged, *(replace(base, **{field: string}) for field in texts)):
            result = cleaned(row)
            assert isinstance(result, (CleanRow, Refusal))
            assert result.line == "rij 2"
            if isinstance(result, CleanRow):
                assert storable(result.facts())
                assert storable([dict(result.raw), [notice.text for notice in result.notices]])
                assert result.website[:4] in ("", "http")
                assert all(len(getattr(result, fact)) <= limit for fact, limit in LONGEST.items())


def test_every_bad_string_but_in_the_name_still_gives_a_shop(real_data):
    strings = json.loads((real_data / "email" / "blns_naughty_strings.json").read_text(encoding="utf-8"))
    texts = [entry.name for entry in fields(SourceRow) if entry.name not in ("line", "name", "category_words", "tags", "notices")]

    results = [cleaned(SourceRow(line="rij 2", name="Bakker", **{**dict.fromkeys(texts, string), "postcode": "8500"})) for string in strings]

    assert Counter(type(result) for result in results) == {CleanRow: 485}


@pytest.mark.parametrize(
    ("name", "imported", "refused", "phones", "sites"),
    [
        ("osm_be_Habay_26012017.geojson", 53, {"no_name": 9, "not_a_business": 16}, 33, 19),
        ("osm_be_Habay_04022017.geojson", 63, {"no_name": 5, "not_a_business": 18}, 43, 24),
        ("osm_be_Habay_07012018.geojson", 68, {"no_name": 3, "not_a_business": 18}, 46, 25),
        ("osm_helsinki_overpass_dev.json", 523, {"no_name": 16}, 163, 325),
    ],
)
def test_real_objects_are_each_understood_or_refused_with_a_reason(real_data, name, imported, refused, phones, sites):
    reading = read(real_data / "winkels" / name)
    results = [
        clean(row, region=reading.region, category_of=lambda row: leaf_for_osm(dict(row.tags)), understand_hours=understand_hours)
        for row in reading.rows
    ]
    shops = [result for result in results if isinstance(result, CleanRow)]

    assert len(shops) == imported
    assert Counter(result.reason for result in results if isinstance(result, Refusal)) == refused
    assert (sum(bool(shop.phone) for shop in shops), sum(bool(shop.website) for shop in shops)) == (phones, sites)
    assert not {"phone", "website", "email", "coordinates", "postcode"} & {fact for shop in shops for fact in shop.raw}
