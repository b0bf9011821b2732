"""What a keeper sees and takes along of a shop, and what becomes of it when the shop leaves."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from PIL import Image

from media_library.models import SiteImage
from shops.models import OwnerRequest, OwnerVisit, Shop, Shopkeeper, ShopReport, ShopText, Suppression
from shops.shopkeepers import everything, mailing
from tests.conftest import WEDNESDAY
from tests.factories.keepers import keeper_of
from tests.factories.shops import ShopFactory
from tests.factories.votes import round_with_candidates
from tests.public_page import PublicPage
from votes.models import Candidate, Nomination

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("laid_out", "wednesday")]
PAGE = "/nl/mijn-zaak/gegevens/"
LEAVE = "/nl/mijn-zaak/weg/"
# Of each model that points at a shop: the part that tells it, or why none does.
TOLD_BY = {
    "ambassadors.AmbassadorPage": "ambassador",
    "events.EventPage": "events_here",
    "events.EventShop": "events",
    "events.LostAnswer": "lost_answers",
    "shops.ImportChange": "imports",
    "shops.OwnerRequest": "requests",
    "shops.OwnerVisit": "visits",
    "shops.ShopReport": "reports",
    "shops.ShopSlug": "addresses",
    "shops.ShopSource": "sources",
    "shops.ShopSuggestion": "suggestions",
    "shops.ShopText": "texts",
    "shops.Shopkeeper": "keeper",
    "shops.Shop_more_categories": "facts",
    "shops.SpecialOpening": "special_openings",
    "votes.Application": "submissions",
    "votes.Candidate": "candidates",
    "votes.Nomination": "submissions",
}
MADE_OF_THE_REST = {"shops.ImportDecision", "shops.ImportRow", "shops.NotDouble", "shops.OpenInterval", "shops.ShopWord"}


@pytest.fixture
def browser(kroon):
    return keeper_of(kroon, WEDNESDAY)


def told(browser) -> dict[str, list[str]]:
    page = PublicPage(browser.get(PAGE))
    return {
        part["aria-labelledby"].removeprefix("deel-"): [" ".join(row.get_text().split()) for row in part.select("li")]
        for part in page.soup.select(".keeper__part")
    }


def taken(browser) -> ZipFile:
    answer = browser.post(PAGE)
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, "application/zip", "private, no-store")
    assert answer["Content-Disposition"] == 'attachment; filename="kroon-ikkooplokaal.zip"'
    return ZipFile(BytesIO(answer.content))


def test_every_model_that_points_at_a_shop_is_told_or_made_of_what_is():
    pointing = {
        relation.related_model._meta.label
        for relation in Shop._meta.get_fields(include_hidden=True)
        if relation.auto_created and relation.is_relation
    }
    assert pointing - set(TOLD_BY) - MADE_OF_THE_REST == set()


def test_each_part_has_a_name_of_its_own(kroon):
    names = [part_of(kroon, kroon.email).name for _order, part_of in everything._PARTS]
    assert len(names) == len(set(names))
    assert set(TOLD_BY.values()) - set(names) == set()


def test_facts_stand_there_with_who_said_them_and_when(kroon, browser):
    facts = told(browser)["facts"]
    assert "Naam: De Kroon (van OpenStreetMap, 1 januari 2026)" in facts
    assert "E-mailadres: info@kroon.example" in facts
    assert any(fact.endswith("(van de winkel zelf, 1 januari 2024)") for fact in facts if fact.startswith("Openingsuren"))


def test_the_file_says_the_same_to_a_machine_and_to_a_reader(kroon, browser):
    ShopText.objects.create(shop=kroon, language="nl", tagline="Alles over tuinen.")
    archive = taken(browser)
    assert sorted(archive.namelist()) == ["gegevens.json", "lees-mij.html"]
    data = json.loads(archive.read("gegevens.json"))
    assert data["shop"] == "De Kroon"
    assert data["made_at"] == "2026-11-25T10:40:00+00:00"
    assert {"fact": "email", "value": "info@kroon.example", "in_words": "info@kroon.example", "source": None, "date": None} in data["facts"]
    assert data["texts"] == [{"language": "nl", "tagline": "Alles over tuinen."}]
    readable = archive.read("lees-mij.html").decode()
    assert "Alles over tuinen." in readable
    assert "25 november 2026, 11:40" in readable
    assert "https://" not in readable


def picture() -> SiteImage:
    made = BytesIO()
    Image.new("RGB", (20, 10), "red").save(made, "JPEG")
    return SiteImage.objects.create(title="Gevel", description="De gevel", file=ContentFile(made.getvalue(), "gevel.jpg"), width=20, height=10)


def test_the_photo_goes_along(kroon, browser):
    Shop.objects.filter(pk=kroon.pk).update(photo=picture())
    archive = taken(browser)
    assert Image.open(BytesIO(archive.read("foto.jpg"))).size == (20, 10)
    assert '<img src="foto.jpg"' in archive.read("lees-mij.html").decode()


def test_a_photo_that_cannot_be_read_is_left_out_and_said(kroon, browser):
    image = picture()
    Shop.objects.filter(pk=kroon.pk).update(photo=image)
    image.file.storage.delete(image.file.name)
    archive = taken(browser)
    assert sorted(archive.namelist()) == ["gegevens.json", "lees-mij.html"]
    assert "De foto konden we nu niet ophalen." in archive.read("lees-mij.html").decode()


def test_a_report_is_told_without_the_words_of_who_reported_it(kroon, browser):
    ShopReport.objects.create(shop=kroon, what="hours", words="Ik ben Jan van hiernaast.", created_at=WEDNESDAY)
    assert told(browser)["reports"] == ["De openingsuren kloppen niet, 25 november 2026"]
    assert b"Jan" not in taken(browser).read("gegevens.json")


def claim(shop: Shop, email: str) -> None:
    given = {"consented_at": WEDNESDAY, "consent_version": "2026-11", "created_at": WEDNESDAY}
    OwnerRequest.objects.create(shop=shop, kind="claim", email=email, contact_name="Piet", words="Het is van mij.", **given)
    OwnerVisit.objects.create(shop=shop, email=email, created_at=WEDNESDAY, until=WEDNESDAY)


def test_nothing_of_another_mailbox_that_asked_for_the_same_shop_is_told(kroon, browser):
    claim(kroon, "piet@elders.example")
    assert "requests" not in told(browser)
    assert len(told(browser)["visits"]) == 1  # this one
    data = taken(browser).read("gegevens.json")
    assert b"piet" not in data.lower()


def test_who_nominated_the_shop_is_not_told_and_why_is(kroon, browser):
    voting_round = round_with_candidates(1, municipality=kroon.municipality)
    Nomination.objects.create(round=voting_round, shop=kroon, email="buur@elders.example", pitch="De beste.", state="waiting", created_at=WEDNESDAY)
    assert told(browser)["submissions"] == ["Voordracht, 25 november 2026: wacht op nazicht. De beste."]
    assert b"buur" not in taken(browser).read("gegevens.json")


def test_what_is_kept_of_the_keeper_is_told(kroon, browser):
    Shopkeeper.objects.create(shop=kroon, email="info@kroon.example", consented_at=WEDNESDAY, asked_at=WEDNESDAY)
    found = told(browser)
    assert found["keeper"] == ["Mailadres: info@kroon.example", "Je stemde in: 25 november 2026"]
    assert "De vraag of alles nog klopt: 25 november 2026" in found["mails"]


def test_nothing_is_told_of_another_shop(kroon, browser):
    ShopFactory(name="De Leeuw", slug="leeuw", email="info@leeuw.example")
    assert b"leeuw" not in browser.get(PAGE).content.lower()


def test_a_mailbox_that_the_directory_does_not_know_for_the_shop_sees_nothing(kroon, client):
    stranger = keeper_of(kroon, WEDNESDAY)
    OwnerVisit.objects.update(is_known=False)
    for answer in (stranger.get(PAGE), stranger.post(PAGE)):
        assert (answer.status_code, answer["Location"]) == (303, "/nl/mijn-zaak/")
    assert client.get(PAGE).status_code == 403


def test_a_visit_that_is_over_sees_nothing(kroon, browser, clock):
    clock(2026, 11, 25, 12, 40)
    assert (browser.get(PAGE).status_code, browser.post(PAGE).status_code) == (403, 403)


def test_who_asks_for_the_file_without_end_has_to_wait(kroon, browser):
    answers = [browser.post(PAGE).status_code for _ in range(41)]
    assert answers == [200] * 40 + [429]


# -- leaving


def test_the_screen_says_what_goes_and_what_stays_and_why(kroon, browser):
    voting_round = round_with_candidates(1, municipality=kroon.municipality)
    Candidate.objects.create(round=voting_round, number=2, shop=kroon, name="De Kroon", slug="kroon", face="tielt/kroon")
    page = PublicPage(browser.get(LEAVE))
    going, staying = page.texts("[aria-labelledby=weg] li"), page.texts("[aria-labelledby=blijft] li")
    assert going == ["Gegevens van je zaak", "Adressen van je pagina, ook vroegere", "Mails die we je stuurden", "Keren dat je hier was"]
    assert [line.partition(".")[0] for line in staying] == [
        "Een code waaruit niemand kan lezen welke zaak het was",
        "In reservekopieën hoogstens dertig dagen",
        "Stemmingen waarin je kandidaat was",
    ]


def test_after_it_nothing_that_the_screen_named_is_left(kroon, browser):
    Shopkeeper.objects.create(shop=kroon, email="info@kroon.example")
    ShopReport.objects.create(shop=kroon, what="hours", created_at=WEDNESDAY)
    gone = everything.parts(kroon, "info@kroon.example")
    browser.post(LEAVE, {"zeker": "on"})
    assert not Shop.objects.filter(pk=kroon.pk).exists()
    assert {part.name for part in gone} >= {"facts", "keeper", "reports"}
    assert [model.objects.count() for model in (Shopkeeper, ShopReport, OwnerVisit)] == [0, 0, 0]
    assert Suppression.objects.exists()
    assert mailing.mailbox("info@kroon.example") not in {one.key_hash for one in Suppression.objects.all()}


def test_every_room_was_asked(kroon):
    rooms = {part_of.__module__.partition(".")[0] for _order, part_of in everything._PARTS}
    assert rooms == {"shops", "events", "votes", "ambassadors"}
    assert all(apps.is_installed(room) for room in rooms)
