"""manage.py import_shops."""

import json

import pytest
from django.core.management import CommandError, call_command

from municipalities import actions
from municipalities.models import Municipality
from shops.importing.columns import Chosen
from shops.importing.mapping import remember
from shops.models import Shop

pytestmark = pytest.mark.django_db

CSV = "id;naam;soort;straat;nr;postcode\n1;Bakkerij De Kroon;bakker;Markt;1;8700\n2;;bakker;Markt;2;8700\n"


@pytest.fixture(autouse=True)
def register():
    actions.load_register()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "winkels.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def test_the_report_for_people_is_dutch_and_names_each_refused_row(file, capsys):
    call_command("import_shops", str(file))
    assert capsys.readouterr().out.splitlines() == [
        "2 gelezen uit winkels.csv (winkels): 1 nieuw, 0 gewijzigd, 0 ongewijzigd, 0 dubbel, 0 op vraag weggelaten, 1 geweigerd.",
        "0 verdwenen uit de bron.",
        "  geweigerd: rij 3: Geen naam",
    ]


def test_json_ends_with_one_line_of_counts_that_add_up(file, capsys):
    call_command("import_shops", str(file), "--json", "--municipality", "37022", "--source", "gids")
    line = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert {name: line[name] for name in ("read", "new", "changed", "unchanged", "duplicates", "suppressed", "refused", "vanished")} == {
        "read": 2,
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "duplicates": 0,
        "suppressed": 0,
        "refused": 1,
        "vanished": 0,
    }
    assert line["refusals"] == [{"line": "rij 3", "name": "", "reason": "no_name", "text": "Geen naam"}]
    assert line["source"] == "gids"


def test_progress_stands_on_standard_error(file, capsys):
    call_command("import_shops", str(file))
    progress = capsys.readouterr().err
    assert "lezen        [##############################] 2 van 2" in progress
    assert "bewaren      [##############################] 1 van 1" in progress


def test_what_editors_said_of_the_columns_of_a_source_holds_for_that_source_of_that_town_only(tmp_path, capsys):
    tielt = Municipality.objects.get(nis="37022")
    path = tmp_path / "gids.csv"
    path.write_text("uithang;straat;nr;postcode;opmerking;bel ons\nDe Kroon;Markt;1;8700;vriendelijk;051 40 11 22\n", encoding="utf-8")
    said = Chosen(("uithang", "straat", "nr", "postcode", "opmerking", "bel ons"), ("name", "street", "house_number", "postcode", "", "phone"))
    remember(source="gids", municipality=tielt, chosen=said)
    for other in ([], ["--municipality", "tielt", "--source", "lijst"], ["--municipality", "31005"]):
        with pytest.raises(CommandError, match="Er is geen kolom met de naam"):
            call_command("import_shops", str(path), *other)
    call_command("import_shops", str(path), "--municipality", "tielt")
    assert [(shop.name, shop.phone) for shop in Shop.objects.all()] == [("De Kroon", "+3251401122")]
    assert "uithang" not in capsys.readouterr().out


def test_a_new_column_of_a_known_source_is_named_and_does_not_stop_the_list(tmp_path, capsys):
    remember(source="gids", municipality=None, chosen=Chosen(("uithang", "straat", "nr", "postcode"), ("name", "street", "house_number", "postcode")))
    path = tmp_path / "gids.csv"
    path.write_text("postcode;uithang;straat;nr;tel;humeur\n8700;De Kroon;Markt;1;051 40 11 22;goed\n", encoding="utf-8")
    call_command("import_shops", str(path))
    assert [(shop.name, shop.phone) for shop in Shop.objects.all()] == [("De Kroon", "+3251401122")]
    assert "humeur" in capsys.readouterr().out


def test_a_dry_run_says_that_nothing_changed(file, capsys):
    call_command("import_shops", str(file), "--dry-run")
    assert capsys.readouterr().out.startswith("Proefrit, er is niets veranderd. 2 gelezen")
    assert not Shop.objects.exists()


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--municipality", "atlantis"], "De gemeente “atlantis” kennen we niet. Geef haar NIS-code, of voeg haar toe met add_municipality."),
        (["--format", "geojson"], "Het bestand is geen geldige JSON"),
    ],
)
def test_what_cannot_be_imported_ends_in_an_error_and_changes_nothing(file, options, reason):
    with pytest.raises(CommandError) as refusal:
        call_command("import_shops", str(file), *options)
    assert str(refusal.value).startswith(reason)
    assert str(refusal.value).endswith("Er is niets veranderd.")
    assert not Shop.objects.exists()


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"weg\.csv bestaat niet"):
        call_command("import_shops", str(tmp_path / "weg.csv"))


def test_the_daily_job_fills_the_table_of_openings(file, capsys, wednesday):
    call_command("import_shops", str(file))
    Shop.objects.update(opening_hours="Mo-Su 09:00-18:00")
    capsys.readouterr()
    call_command("refresh_openings")
    assert capsys.readouterr().out == "1 winkels met openingsuren, 16 keer open in de komende twee weken.\n"


def test_the_categories_are_loaded_once_and_their_mapping_follows_the_table(capsys):
    from shops.models import Category

    call_command("load_categories")
    Category.objects.filter(slug="bakker").update(name_nl="Bakkerij", osm_tags=[])
    call_command("load_categories")
    assert capsys.readouterr().out == "91 soorten toegevoegd, 0 bijgewerkt.\n0 soorten toegevoegd, 1 bijgewerkt.\n"
    baker = Category.objects.get(slug="bakker")
    assert (baker.name_nl, baker.parent.slug, "shop=bakery" in baker.osm_tags) == ("Bakkerij", "brood", True)
