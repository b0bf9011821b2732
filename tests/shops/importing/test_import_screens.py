"""Importing from the editors' tool: upload, look, confirm, follow, take back; each for one's own municipality only."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from content.tables import BrokenFile
from municipalities.models import Role
from shops.import_screens.forms import examined
from shops.importing.waiting import address_of, batches_with_refused_rows
from shops.models import ImportBatch, ImportPiece, ImportRow, Shop
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.shops.importing.pages import ELSEWHERE, HEAD, KROON, MAES, NAMELESS, UPLOAD, errors, step, words
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]


def test_an_uploaded_file_is_shown_before_anything_is_stored(editor, tielt, other, upload):
    batch = upload(editor, HEAD + KROON + MAES + NAMELESS + ELSEWHERE, source="gids")
    assert (batch.state, batch.municipality, batch.source) == ("ready", tielt, "gids")
    assert {name: batch.foretold[name] for name in ("read", "new", "changed", "refused")} == {"read": 4, "new": 2, "changed": 0, "refused": 2}
    assert not Shop.objects.exists()
    page = editor.get(step(batch, "preview"))
    assert "Zo zou het worden" in words(page)
    assert "rij 2 Bakkerij De Kroon Bruggestraat 52, 8700 Tielt" in words(page)
    refused = words(editor.get(step(batch, "preview") + "?toon=refused"))
    assert "rij 4 – Geen naam" in refused
    assert "rij 5 Bakkerij Verderop Ligt niet in deze gemeente: ligt in Gemeente 2 (8701)" in refused


def test_a_confirmed_import_is_stored_and_its_file_is_not_kept(editor, upload, send):
    batch = upload(editor, HEAD + KROON + NAMELESS)
    send(editor, step(batch, "confirm"))
    batch.refresh_from_db()
    assert (batch.state, batch.counts["new"], batch.refused_open, batch.confirmed_by.email) == ("done", 1, 1, "editor.tielt@ikkooplokaal.example")
    assert [shop.name for shop in Shop.objects.all()] == ["Bakkerij De Kroon"]
    assert not ImportPiece.objects.exists()
    answer = editor.get(step(batch, "progress"))
    assert (answer.status_code, answer["Location"]) == (302, step(batch, "preview"))
    assert "ingevoerd" in words(editor.get(step(batch, "preview")))


def test_a_change_is_told_fact_by_fact(editor, upload, send):
    send(editor, step(upload(editor, HEAD + KROON), "confirm"))
    batch = upload(editor, HEAD + KROON.replace("11 22", "11 23").replace(";52;", ";54;"))
    assert "telefoon : was 051 40 11 22 , wordt 051 40 11 23" in words(editor.get(step(batch, "preview")))
    assert "nummer : was 52 , wordt 54" in words(editor.get(step(batch, "preview")))
    assert str(Shop.objects.get().phone) == "+3251401122"


def test_the_preview_of_a_new_shop_shows_what_tells_that_two_columns_were_swapped(editor, upload):
    page = words(editor.get(step(upload(editor, HEAD + KROON), "preview")))
    assert "Bakkerij De Kroon Bruggestraat 52, 8700 Tielt soort winkel : Bakker telefoon : 051 40 11 22" in page


def test_a_list_that_tells_no_kinds_says_so_before_it_comes_in(editor, upload):
    batch = upload(editor, "id;naam;straat;nr;postcode\n1;De Kroon;Markt;1;8700\n")
    page = words(editor.get(step(batch, "preview") + "?toon=doubt"))
    assert "Geen kolom zegt de soort winkel: nieuwe winkels komen bij “Andere zaken”" in page


def test_what_changed_between_the_preview_and_the_import_is_told(editor, tielt, upload, send):
    send(editor, step(upload(editor, HEAD + KROON + MAES), "confirm"))
    batch = upload(editor, HEAD + KROON.replace("11 22", "11 23") + MAES.replace(";3;", ";7;"))
    shop = Shop.objects.get(name="Bakkerij De Kroon")
    shop.phone = "+3251401199"
    shop.provenance["phone"] = {"source": "municipality", "date": "2026-11-25"}
    shop.save()
    send(editor, step(batch, "confirm"))
    batch.refresh_from_db()
    assert (batch.foretold["changed"], batch.counts["changed"]) == (2, 1)
    page = words(editor.get(step(batch, "preview")))
    assert "gewijzigd 1 in het voorbeeld 2" in page
    assert "Anders dan voorzien (1)" in page
    assert list(batch.rows.filter(differs=True).values_list("kind", "line", "name")) == [("as_before", "rij 2", "Bakkerij De Kroon")]


def test_a_second_click_does_not_run_an_import_twice(editor, upload, send):
    batch = upload(editor, HEAD + KROON)
    send(editor, step(batch, "confirm"))
    answer = send(editor, step(batch, "confirm"), follow=True)
    assert "Dat is intussen al gebeurd." in answer.content.decode()
    assert (Shop.objects.count(), batch.journal.count()) == (1, 1)


def test_taking_an_import_back_removes_its_shops_and_keeps_those_that_somebody_touched(editor, upload, send):
    batch = upload(editor, HEAD + KROON + MAES)
    send(editor, step(batch, "confirm"))
    shop = Shop.objects.get(name="Slagerij Maes")
    shop.website = "https://maes.example"
    shop.save()
    assert "Nieuw waren er 2 en gewijzigd 0." in words(editor.get(step(batch, "undo")))
    assert Shop.objects.count() == 2
    send(editor, step(batch, "undo"))
    batch.refresh_from_db()
    assert (batch.state, batch.undone_by.email) == ("undone", "editor.tielt@ikkooplokaal.example")
    assert [shop.name for shop in Shop.objects.all()] == ["Slagerij Maes"]
    assert "Slagerij Maes Is na de import nog aangepast" in words(editor.get(step(batch, "preview")))
    answer = send(editor, step(batch, "undo"), follow=True)
    assert "Deze import kan niet meer ongedaan gemaakt worden." in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "leeg.csv", "Dit bestand is leeg. Kies een ander, of bewaar de lijst opnieuw."),
        (b"%PDF-1.7 ...", "lijst.pdf", "Dit is een PDF. Vraag de lijst als Excel (.xlsx) of CSV."),
        (HEAD.encode(), "winkels.csv", "Er staat geen enkele winkel in dit bestand. Kijk na of je het juiste hebt, of haal het opnieuw op."),
    ],
)
def test_a_wrong_file_is_refused_at_its_field_and_what_was_chosen_stays(editor, content, name, message):
    answer = editor.post(UPLOAD, {"file": SimpleUploadedFile(name, content), "source": "gids 2026"})
    assert errors(answer) == {"file": [message]}
    assert 'value="gids 2026"' in answer.content.decode()
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize(("over", "told"), [(1, "20,1 MB"), (100_000, "20,1 MB"), (1024 * 1024, "21,0 MB")])
def test_a_file_of_over_20_megabytes_is_refused_kindly_and_reads_as_more_than_that(over, told):
    upload = SimpleUploadedFile("groot.csv", b"")
    upload.size = 20 * 1024 * 1024 + over
    with pytest.raises(BrokenFile) as refusal:
        examined(upload)
    assert str(refusal.value) == f"Dit bestand is {told} groot, meer dan 20 MB. Splits de lijst, of haal foto's en opmaak eruit."


@pytest.mark.parametrize("name", ["municipality", "shopkeeper", "Municipality"])
def test_a_source_cannot_take_the_name_that_means_that_a_person_vouches(editor, name):
    answer = editor.post(UPLOAD, {"file": SimpleUploadedFile("winkels.csv", (HEAD + KROON).encode()), "source": name})
    assert list(errors(answer)) == ["source"]


def test_an_editor_of_one_municipality_cannot_choose_another(editor, tielt, other, upload):
    batch = upload(editor, HEAD + KROON, municipality=other.pk)
    assert batch.municipality == tielt
    assert "Gemeente 2" not in editor.get(UPLOAD).content.decode()


def test_an_editor_of_two_municipalities_chooses_between_those(client, tielt, other):
    user = roles.editor(tielt)
    roles.give(user=user, role=Role.EDITOR, municipality=other)
    MunicipalityFactory(nis="37024", name="Gemeente 3", slug="gemeente-3")
    page = sign_in(client, user).get(UPLOAD)
    assert [label for _, label in page.context["form"].fields["municipality"].choices] == ["Gemeente 2", "Tielt"]


@pytest.mark.parametrize("name", ["preview", "progress", "undo", "refused", "refused_file", "refused_workbook", "columns"])
def test_an_import_of_another_municipality_opens_for_nobody_else(editor, other, name):
    batch = ImportBatch.objects.create(source="gids", file_name="geheim.csv", municipality=other, started_at=timezone.now(), state="ready")
    answer = editor.get(step(batch, name))
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


@pytest.mark.parametrize("name", ["confirm", "try_again", "undo", "discard", "settle", "columns"])
def test_nobody_acts_on_an_import_of_another_municipality(editor, other, name):
    batch = ImportBatch.objects.create(source="gids", file_name="geheim.csv", municipality=other, started_at=timezone.now(), state="ready")
    before = ImportBatch.objects.filter(pk=batch.pk).values().get()
    answer = editor.post(step(batch, name))
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert ImportBatch.objects.filter(pk=batch.pk).values().get() == before


def test_an_import_of_the_whole_region_is_for_the_province(editor, tielt, upload, send):
    batch = ImportBatch.objects.create(source="gids", file_name="alles.csv", started_at=timezone.now(), state="ready")
    assert editor.get(step(batch, "preview"))["Location"] == "/admin/"
    province = sign_in(Client(), roles.province())
    assert province.get(step(batch, "preview")).status_code == 200
    whole = upload(province, HEAD + KROON, municipality="")
    send(province, step(whole, "confirm"))
    assert [shop.municipality for shop in Shop.objects.all()] == [tielt]


def test_an_author_may_not_import_and_does_not_see_it_in_the_menu(client, tielt):
    author = sign_in(client, roles.author(tielt))
    assert author.get(UPLOAD)["Location"] == "/admin/"
    assert UPLOAD not in author.get("/admin/").content.decode()


def test_the_menu_leads_an_editor_to_the_import(editor):
    assert UPLOAD in editor.get("/admin/").content.decode()


def test_the_list_names_the_imports_of_the_own_municipality_only(editor, tielt, other):
    for town, name in ((tielt, "van-ons.csv"), (other, "geheim.csv")):
        ImportBatch.objects.create(source="gids", file_name=name, municipality=town, started_at=timezone.now(), refused_open=2)
    page = words(editor.get("/admin/winkels/import/"))
    assert ("van-ons.csv" in page, "geheim.csv" in page) == (True, False)


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_of_imports_asks_as_many_questions_for_one_as_for_thirty(editor, tielt, count, django_assert_max_num_queries):
    for number in range(count):
        ImportBatch.objects.create(source="gids", file_name=f"{number}.csv", municipality=tielt, started_at=timezone.now())
    editor.get("/admin/winkels/import/")
    with django_assert_max_num_queries(16):
        editor.get("/admin/winkels/import/")


def test_refused_rows_wait_until_they_are_settled_or_a_newer_list_came(editor, tielt, other, upload, send):
    batch = upload(editor, HEAD + KROON + NAMELESS, source="gids")
    assert not batches_with_refused_rows([tielt.pk]).exists()
    send(editor, step(batch, "confirm"))
    assert (list(batches_with_refused_rows([tielt.pk])), list(batches_with_refused_rows([other.pk]))) == ([batch], [])
    assert address_of(batch) == f"/admin/winkels/import/{batch.pk}/geweigerd/"
    again = upload(editor, HEAD + KROON + NAMELESS, source="gids")
    send(editor, step(again, "confirm"))
    assert list(batches_with_refused_rows(None)) == [again]
    send(editor, step(again, "settle"))
    assert not batches_with_refused_rows(None).exists()


def test_the_refused_rows_come_as_a_table_in_which_no_cell_is_a_formula(editor, upload):
    batch = upload(editor, HEAD + "1;=HYPERLINK(A1);bakker;;;;;\n" + NAMELESS + KROON)
    answer = editor.get(step(batch, "refused_file"))
    assert answer["Content-Disposition"] == 'attachment; filename="geweigerd-winkels.csv"'
    assert answer.content.decode("utf-8-sig").splitlines() == [
        f"id;naam;soort;straat;nr;postcode;plaats;telefoon;waarom [import {batch.pk}]",
        "1;'=HYPERLINK(A1);bakker;;;;;;rij 2: Geen adres en geen coördinaten",
        "3;;bakker;Markt;4;8700;Tielt;;rij 3: Geen naam",
    ]


def test_an_import_that_was_thrown_away_leaves_nothing(editor, upload, send):
    batch = upload(editor, HEAD + KROON)
    answer = send(editor, step(batch, "discard"), follow=True)
    assert "Weggegooid. Er is niets veranderd." in answer.content.decode()
    assert (ImportBatch.objects.count(), ImportPiece.objects.count(), ImportRow.objects.count(), Shop.objects.count()) == (0, 0, 0, 0)


def test_looking_at_an_import_changes_nothing(editor, upload):
    batch = upload(editor, HEAD + KROON)
    before = list(ImportBatch.objects.values()), list(ImportRow.objects.values())
    for name in ("preview", "progress", "undo", "refused", "refused_file", "refused_workbook", "columns"):
        editor.get(step(batch, name))
    assert (list(ImportBatch.objects.values()), list(ImportRow.objects.values())) == before


def test_a_long_preview_is_paged_by_fifty(editor, upload):
    rows = "".join(f"{number};Winkel {number};bakker;Straat;{number};8700;Tielt;\n" for number in range(1, 61))
    batch = upload(editor, HEAD + rows)
    page = editor.get(step(batch, "preview"))
    assert (len(page.context["lines"]), page.context["page"].paginator.num_pages) == (50, 2)
    assert "?toon=new&amp;p=2" in page.content.decode()
    assert len(editor.get(step(batch, "preview") + "?toon=new&p=2").context["lines"]) == 10


def test_progress_is_shown_without_a_script_and_a_worker_that_fell_silent_is_told(editor, tielt):
    batch = ImportBatch.objects.create(
        source="gids", file_name="a.csv", municipality=tielt, started_at=timezone.now(), state="running", claim="x", since=timezone.now()
    )
    page = editor.get(step(batch, "progress")).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
    assert "<progress" in page
    ImportBatch.objects.update(since=timezone.now() - timedelta(minutes=5))
    page = editor.get(step(batch, "progress"))
    assert "Mislukt De verwerking is onderweg gestopt. Er is niets half gebeurd." in words(page)
    assert "refresh" not in page.content.decode()


def test_a_list_of_one_town_never_touches_a_shop_of_another(editor, other, upload, send):
    """Both lists count from 1, and one row has the establishment number of a shop over there."""
    theirs = ShopFactory(name="Bakkerij De Kroon", municipality=other, establishment_number="2147812701", phone="+3251999999", longitude=3.9)
    theirs.sources.create(source="gids", ref="1", region=other.nis, first_seen=timezone.now(), last_seen=timezone.now())
    before = Shop.objects.filter(pk=theirs.pk).values().get(), theirs.sources.values().get()
    table = "id;naam;soort;straat;nr;postcode;plaats;telefoon;vestigingsnummer\n"
    rows = "1;Bakkerij De Kroon;bakker;Bruggestraat;52;8700;Tielt;051 40 11 22;\n2;Slagerij Maes;slager;Markt;3;8700;Tielt;;2147812701\n"
    batch = upload(editor, table + rows, source="gids")
    send(editor, step(batch, "confirm"))
    batch.refresh_from_db()
    assert (batch.counts["new"], batch.counts["refused"]) == (1, 1)
    assert batch.rows.get(kind="refused").text == "Ligt niet in deze gemeente: dit vestigingsnummer staat al bij een andere gemeente"
    assert (Shop.objects.filter(pk=theirs.pk).values().get(), theirs.sources.values().get()) == before
    again = upload(editor, table + rows, source="gids")
    assert (again.foretold["new"], again.foretold["unchanged"], again.foretold["vanished"]) == (0, 1, 0)


def test_a_shop_that_moved_to_another_municipality_is_not_named_to_who_does_not_reach_it(editor, other, upload, send):
    send(editor, step(upload(editor, HEAD + KROON), "confirm"))
    batch = upload(editor, HEAD + KROON.replace("11 22", "11 23"))
    send(editor, step(batch, "confirm"))
    shop = Shop.objects.get()
    shop.name, shop.municipality = "Geheime Bakker", other
    shop.save()
    hidden = "rij 2 een winkel die nu van een andere gemeente is"
    page = editor.get(step(batch, "preview"))
    assert hidden in words(page)
    assert not any(told in page.content.decode() for told in ("Kroon", "Geheime", "051 40 11", f"/shop/edit/{shop.pk}/"))
    send(editor, step(batch, "undo"))
    shop.refresh_from_db()
    assert str(shop.phone) == "+3251401123"
    page = editor.get(step(batch, "preview"))
    assert "Gebleven (1)" in words(page)
    assert "– een winkel die nu van een andere gemeente is" in words(page)
    assert not any(told in page.content.decode() for told in ("Kroon", "Geheime", "telefoon", f"/shop/edit/{shop.pk}/"))
    province = sign_in(Client(), roles.province()).get(step(batch, "preview"))
    assert "– Geheime Bakker Is nu van een andere gemeente" in words(province)


@pytest.mark.parametrize(
    ("name", "called"), [("winkels.exe", "eindigt op .exe"), ("winkels.csv.EXE", "eindigt op .exe"), ("winkels", "heeft geen extensie")]
)
def test_a_list_in_a_file_that_is_called_something_else_is_refused_and_what_was_chosen_stays(client, tielt, other, name, called):
    province = sign_in(client, roles.province())
    file = SimpleUploadedFile(name, (HEAD + KROON).encode())
    answer = province.post(UPLOAD, {"file": file, "source": "gids 2026", "municipality": other.pk})
    told = f"De naam van dit bestand {called}. Bewaar de lijst als .csv, .txt, .tsv, .xlsx, .json of .geojson en kies ze dan opnieuw."
    assert errors(answer) == {"file": [told]}
    page = answer.content.decode()
    assert 'value="gids 2026"' in page
    assert f'<option value="{other.pk}" selected>' in page
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("name", ["winkels.CSV", "winkels.txt", "winkels.tsv"])
def test_a_list_may_be_called_any_of_what_lists_are_called(editor, upload, name):
    assert upload(editor, HEAD + KROON, name=name).foretold["new"] == 1
