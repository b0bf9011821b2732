"""Taking an import back: what it did goes, what anybody did after it stays."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from media_library.models import SiteImage
from municipalities.models import Municipality
from shops.importing import batches
from shops.importing.batches import NotNow
from shops.importing.work import work
from shops.models import ImportBatch, ImportChange, OpenInterval, Shop, ShopSlug, ShopSource
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.roles import superuser
from tests.factories.shops import CategoryFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)
HEAD = "id;naam;soort;straat;nr;postcode;plaats;telefoon;openingsuren\n"
KROON = "1;Bakkerij De Kroon;bakker;Bruggestraat;52;8700;Tielt;051 40 11 22;Mo-Fr 07:00-18:00\n"
MAES = "2;Slagerij Maes;slager;Markt;3;8700;Tielt;;\n"


@pytest.fixture
def tielt() -> Municipality:
    for slug in ("bakker", "slager", "andere"):
        CategoryFactory(slug=slug)
    return MunicipalityFactory(nis="37022", name="Tielt", slug="tielt", postcodes=["8700"])


@pytest.fixture
def bring(tielt):
    """An import from upload to done: bring(HEAD + KROON, at=LATER)."""
    by = superuser()

    def brought(text: str, *, at: datetime = AT) -> ImportBatch:
        batch = batches.receive(upload=SimpleUploadedFile("gids.csv", text.encode()), source="gids", municipality=tielt, by=by, at=at)
        work(batch.pk, at=at)
        batch.refresh_from_db()
        batches.confirm(batch=batch, by=by, at=at)
        work(batch.pk, at=at)
        batch.refresh_from_db()
        assert (batch.state, batch.trouble) == ("done", "")
        return batch

    return brought


def undo(batch: ImportBatch, at: datetime = LATER) -> ImportBatch:
    batches.undo(batch=batch, by=batch.started_by, at=at)
    work(batch.pk, at=at)
    batch.refresh_from_db()
    return batch


def stand() -> dict[str, list]:
    """Everything that an import writes on, but for when a number was seen last and when intervals run out."""
    shops = [{key: value for key, value in row.items() if key != "openings_until"} for row in Shop.objects.order_by("pk").values()]
    sources = list(ShopSource.objects.order_by("pk").values("source", "ref", "shop", "region", "fingerprint", "vanished_at"))
    return {"shops": shops, "sources": sources, "intervals": list(OpenInterval.objects.order_by("shop", "starts_at").values("shop", "starts_at"))}


def kept(batch: ImportBatch) -> list[tuple[str, str]]:
    return list(batch.rows.filter(kind="kept").values_list("name", "text"))


def test_the_first_import_of_a_list_leaves_nothing_behind(bring):
    batch = undo(bring(HEAD + KROON + MAES))
    assert stand() == {"shops": [], "sources": [], "intervals": []}
    assert (batch.state, batch.undone_at, ShopSlug.objects.count(), ImportChange.objects.count(), kept(batch)) == ("undone", LATER, 0, 0, [])


def test_changed_facts_their_sources_and_the_numbers_of_the_source_become_what_they_were(bring):
    bring(HEAD + KROON + MAES)
    before = stand()
    batch = bring(HEAD + "1;Bakkerij De Kroon;bakker;Markt;9;8700;Tielt;zie site;Mo-Fr 08:00-17:00\n", at=AT + timedelta(hours=1))
    assert stand() != before
    assert ShopSource.objects.exclude(vanished_at=None).count() == 1
    undo(batch, at=AT + timedelta(hours=2))
    assert stand() == before


def test_the_same_list_again_after_an_undo_sees_the_shops_as_it_did_before(bring):
    bring(HEAD + KROON)
    undo(bring(HEAD + KROON.replace("07:00", "08:00"), at=LATER))
    assert bring(HEAD + KROON, at=LATER).counts["unchanged"] == 1
    assert bring(HEAD + KROON.replace("07:00", "08:00"), at=LATER).counts["changed"] == 1


def test_a_fact_that_somebody_changed_after_it_stays_and_the_others_go_back(bring):
    bring(HEAD + KROON)
    batch = bring(HEAD + KROON.replace("07:00", "08:00").replace("11 22", "11 23"), at=LATER)
    shop = Shop.objects.get()
    shop.phone = "+3251401199"
    shop.provenance["phone"] = {"source": "shopkeeper", "date": "2026-12-02"}
    shop.save()
    undo(batch)
    shop.refresh_from_db()
    assert (str(shop.phone), shop.opening_hours) == ("+3251401199", "Mo-Fr 07:00-18:00")
    assert shop.provenance["phone"]["source"] == "shopkeeper"
    assert kept(batch) == [("Bakkerij De Kroon", "Is na de import nog aangepast: telefoon")]


def test_a_fact_that_somebody_confirmed_as_it_stood_stays(bring):
    bring(HEAD + KROON)
    batch = bring(HEAD + KROON.replace("11 22", "11 23"))
    shop = Shop.objects.get()
    shop.provenance["phone"] = {"source": "municipality", "date": "2026-11-22"}
    shop.save()
    undo(batch)
    assert str(Shop.objects.get().phone) == "+3251401123"


def test_an_address_goes_back_whole_or_not_at_all(bring):
    bring(HEAD + KROON)
    batch = bring(HEAD + KROON.replace("Bruggestraat;52", "Markt;9").replace("07:00", "08:00"))
    shop = Shop.objects.get()
    shop.house_number = "9A"
    shop.save()
    undo(batch)
    shop.refresh_from_db()
    assert (shop.street, shop.house_number, shop.opening_hours) == ("Markt", "9A", "Mo-Fr 07:00-18:00")


def test_a_renamed_shop_gets_its_address_on_the_site_back_and_the_other_still_leads_to_it(bring):
    bring(HEAD + KROON)
    batch = bring(HEAD + KROON.replace("De Kroon", "De Kroon en Zoon"))
    assert Shop.objects.get().slug == "bakkerij-de-kroon-en-zoon"
    undo(batch)
    shop = Shop.objects.get()
    assert (shop.name, shop.slug) == ("Bakkerij De Kroon", "bakkerij-de-kroon")
    assert set(shop.slugs.values_list("slug", flat=True)) == {"bakkerij-de-kroon", "bakkerij-de-kroon-en-zoon"}


def test_a_shop_with_a_draft_a_photo_or_another_import_after_it_is_kept(bring):
    batch = bring(HEAD + KROON + MAES + "3;Kapsalon Ann;;Markt;5;8700;Tielt;;\n" + "4;Boekhandel Lies;;Markt;6;8700;Tielt;;\n")
    drafted = Shop.objects.get(name="Bakkerij De Kroon")
    drafted.save_revision()
    photographed = Shop.objects.get(name="Slagerij Maes")
    photographed.photo = SiteImage.objects.create(title="Toog", width=1, height=1)
    photographed.save()
    bring(HEAD + "3;Kapsalon Ann;;Markt;5;8700;Tielt;051 40 11 33;\n", at=LATER)
    undo(batch)
    assert set(Shop.objects.values_list("name", flat=True)) == {"Bakkerij De Kroon", "Slagerij Maes", "Kapsalon Ann"}
    assert {name for name, _ in kept(batch)} == {"Bakkerij De Kroon", "Slagerij Maes", "Kapsalon Ann"}
    assert ShopSource.objects.filter(shop=drafted).exists()


def test_a_draft_that_somebody_has_open_goes_back_too_where_its_writer_left_it(bring):
    bring(HEAD + KROON)
    shop = Shop.objects.get()
    shop.website = "https://dekroon.example"
    shop.save_revision()
    batch = bring(HEAD + KROON.replace("11 22", "11 23"))
    assert Shop.objects.get().latest_revision.content["phone"] == "+3251401123"
    undo(batch)
    content = Shop.objects.get().latest_revision.content
    assert (content["phone"], content["website"]) == ("+3251401122", "https://dekroon.example")


def test_two_imports_taken_back_from_the_last_to_the_first_leave_nothing(bring):
    first, second = bring(HEAD + KROON), bring(HEAD + KROON.replace("11 22", "11 23") + MAES)
    undo(second)
    undo(first)
    assert stand() == {"shops": [], "sources": [], "intervals": []}


def test_an_import_is_taken_back_once_and_not_after_its_journal_is_gone(bring):
    first, second = bring(HEAD + KROON), bring(HEAD + MAES)
    undo(first)
    with pytest.raises(NotNow):
        batches.undo(batch=first, by=first.started_by, at=LATER)
    with pytest.raises(NotNow, match="kan niet meer ongedaan"):
        batches.undo(batch=second, by=second.started_by, at=AT + timedelta(days=31))


def test_an_error_half_way_takes_nothing_back_and_the_import_stays_done(bring, monkeypatch):
    bring(HEAD + KROON)
    batch = bring(HEAD + KROON.replace("11 22", "11 23") + MAES)
    before, journal = stand(), ImportChange.objects.count()
    monkeypatch.setattr("shops.importing.undoing.remove_made", broken)
    with pytest.raises(ZeroDivisionError):
        undo(batch)
    batch.refresh_from_db()
    assert (stand(), ImportChange.objects.count(), batch.state) == (before, journal, "done")
    assert batch.trouble.startswith("Er ging iets mis dat we niet voorzagen. Er is niets veranderd")


def broken(*args: object) -> None:
    raise ZeroDivisionError


@pytest.fixture
def kortrijk() -> Municipality:
    return MunicipalityFactory(nis="34022", name="Kortrijk", slug="kortrijk", postcodes=["8500"])


def move(shop: Shop, town: Municipality) -> None:
    """As the province does."""
    shop.municipality = town
    shop.save()


def test_a_shop_that_is_of_another_municipality_by_now_stays_as_it_stands_there_with_its_draft_and_its_numbers(bring, kortrijk):
    bring(HEAD + KROON)
    shop = Shop.objects.get()
    shop.save_revision()
    batch = bring(HEAD + KROON.replace("11 22", "11 23"))
    shop.refresh_from_db()
    move(shop, kortrijk)
    before, content = stand(), Shop.objects.get().latest_revision.content
    assert (str(shop.phone), content["phone"]) == ("+3251401123", "+3251401123")
    undo(batch)
    assert (stand(), Shop.objects.get().latest_revision.content) == (before, content)
    assert kept(batch) == [("Bakkerij De Kroon", "Is nu van een andere gemeente")]


def test_a_new_shop_that_is_of_another_municipality_by_now_is_not_removed(bring, kortrijk):
    batch = bring(HEAD + KROON + MAES)
    move(Shop.objects.get(name="Slagerij Maes"), kortrijk)
    undo(batch)
    assert [(shop.name, shop.sources.count()) for shop in Shop.objects.all()] == [("Slagerij Maes", 1)]
    assert kept(batch) == [("Slagerij Maes", "Is nu van een andere gemeente")]


def test_a_number_of_the_source_stays_with_a_shop_that_is_of_another_municipality_by_now(bring, kortrijk):
    bring(HEAD + KROON + MAES)
    batch = bring(HEAD + KROON)
    move(Shop.objects.get(name="Slagerij Maes"), kortrijk)
    undo(batch)
    assert ShopSource.objects.get(shop__name="Slagerij Maes").vanished_at is not None


def test_an_import_of_the_whole_region_is_taken_back_wherever_its_shops_are(bring, kortrijk):
    bring(HEAD + KROON)
    batch = bring(HEAD + KROON.replace("11 22", "11 23"))
    ImportBatch.objects.filter(pk=batch.pk).update(municipality=None)
    batch.refresh_from_db()
    move(Shop.objects.get(), kortrijk)
    undo(batch)
    assert str(Shop.objects.get().phone) == "+3251401122"
