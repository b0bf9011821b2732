"""The page of one ambassador, as visitors read it."""

import io
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from ambassadors import results
from ambassadors.models import AmbassadorPage
from media_library.models import Rendition, SiteImage
from municipalities.models import Municipality
from shops.models import Shop

pytestmark = pytest.mark.django_db

SITE = "http://localhost:8000"
KROON = "/nl/tielt/ambassadeur-2026-de-kroon/"
STORY = [
    ("heading", "Vroeg op"),
    ("text", "<p>Om drie uur gaat het <b>licht</b> aan.</p>"),
    ("quote", {"text": "Proef maar.", "by": "de bakkerin"}),
    ("craft", {"title": "Zuurdesem", "text": "<p>Drie dagen.</p>"}),
    ("support", {"name": "KSA Sint-Pieter", "text": "<p>Elke zaterdag brood.</p>", "url": "https://ksa.example"}),
    ("tips", {"title": "Tips", "tips": [{"title": "Vries het in.", "text": "In sneetjes."}, {"title": "Eet het op.", "text": ""}]}),
]


@pytest.fixture
def picture(db) -> SiteImage:
    """One of which every size is there already: cutting it is not what is tested."""
    image = SiteImage.objects.create(title="IMG_1", description="Een oven vol brood", credit="De bakkerin", file="oven.jpg", width=1600, height=900)
    for form, width in product(("avif", "webp", "jpeg"), (400, 800, 1200)):
        spec = f"format-{form}|width-{width}"
        Rendition.objects.create(image=image, filter_spec=spec, focal_point_key="", file=f"oven.{width}.{form}", width=width, height=width)
    return image


def test_a_page_tells_who_was_chosen_and_why(kroon, choose, visit):
    choose(kroon, story=STORY)
    page = visit(KROON)
    assert (page.status, page.text("h1"), page.text(".award__name")) == (200, "De Kroon", "Ambassadeur van Tielt 2026")
    assert page.text(".portrait__quote") == "“Brood van gisteren bestaat niet.”"
    assert page.texts(".prose h2") == ["Vroeg op", "Zuurdesem", "KSA Sint-Pieter", "Tips"]
    assert page.texts(".craft__kind") == ["Vakkennis", "Ze steunen"]
    assert (page.text(".said"), page.texts(".tips li")) == ("“Proef maar.”de bakkerin", ["Vries het in.In sneetjes.", "Eet het op."])
    assert list(zip(page.texts(".facts dt"), page.texts(".facts dd"), strict=True)) == [
        ("Gekozen in", "2026 Ik koop lokaal 2026"),
        ("Soort winkel", "Bakker"),
        ("Waar", "Aarsele, Tielt"),
        ("Steunt", "KSA Sint-Pieter"),
    ]
    assert page.links(".actions a") == [("Naar de winkel", "/nl/winkels/tielt/de-kroon/")]
    assert page.links(".trail a") == [("Ambassadeurs", "/nl/ambassadeurs/"), ("Tielt", "/nl/tielt/")]


def test_no_page_is_seen_before_it_is_published(kroon, choose, visit):
    choose(kroon, languages="")
    assert visit(KROON).status == 404


def test_pictures_carry_their_own_description_and_maker(kroon, choose, visit, picture):
    choose(kroon, picture=picture, story=[("picture", {"image": picture, "caption": "De oven van 1954."})])
    page = visit(KROON)
    assert [image["alt"] for image in page.soup.select(".photo img")] == ["Een oven vol brood", "Een oven vol brood"]
    assert page.texts("figcaption") == ["De oven van 1954. Foto: De bakkerin", "Foto: De bakkerin"]


def test_the_page_stands_when_the_shop_is_gone_or_moved(kroon, choose, visit):
    choose(kroon)
    before = visit(KROON).soup.select_one(".shophead__front svg")
    Shop.objects.filter(pk=kroon.pk).update(name="De Ster", slug="de-ster")
    assert visit(KROON).links(".actions a") == [("Naar de winkel", "/nl/winkels/tielt/de-ster/")]
    Shop.objects.filter(pk=kroon.pk).update(live=False)
    assert visit(KROON).links(".actions a") == []
    Shop.objects.get(pk=kroon.pk).delete()
    page = visit(KROON)
    assert (page.status, page.text("h1"), page.links(".actions a"), page.soup.select_one(".shophead__front svg")) == (200, "De Kroon", [], before)


def test_what_is_told_in_dutch_only_is_shown_in_dutch_and_says_so(kroon, choose, visit):
    choose(kroon, languages="nl fr", story=STORY)
    page = visit("/fr/tielt/ambassadeur-2026-de-kroon/")
    assert (page.status, page.text("h1"), page.texts(".fallback")) == (200, "De Kroon", ["Ce texte n’existe qu’en néerlandais."])
    assert (page.soup.select_one(".told__words")["lang"], page.text(".prose h2")) == ("nl", "Vroeg op")
    assert visit(KROON).texts(".fallback") == []


def test_a_translation_tells_its_own_story_with_the_facts_of_the_dutch_page(kroon, choose, visit):
    pages = choose(kroon, languages="nl")
    french = pages["fr"]
    french.pitch, french.year, french.shop_name = "Le pain d’hier n’existe pas.", 2001, "Oud"
    french.save_revision().publish()
    page = visit("/fr/tielt/ambassadeur-2026-de-kroon/")
    assert (page.text(".portrait__quote"), page.texts(".fallback")) == ("“Le pain d’hier n’existe pas.”", [])
    assert (page.text("h1"), page.text(".facts dd").partition(" ")[0]) == ("De Kroon", "2026")
    assert page.texts(".facts dt")[-1] != "Steunt"


def test_honours_stand_in_words(kroon, choose, visit):
    choose(kroon, is_provincial=True, is_shared=True)
    assert visit(KROON).texts(".award__more") == ["en van heel de provincie", "ex aequo: meer winkels kregen evenveel stemmen"]


def test_the_other_ambassadors_of_the_municipality_stand_below_newest_first(kroon, choose, visit):
    for year in (2018, 2026, 2022):
        choose(kroon, year=year)
    page = visit("/nl/tielt/ambassadeur-2022-de-kroon/")
    assert page.links(".next a") == [("De Kroon", KROON), ("De Kroon", "/nl/tielt/ambassadeur-2018-de-kroon/")]
    assert page.texts(".next__text") == ["De Kroon2026, bakker", "De Kroon2018, bakker"]


def test_the_result_is_linked_when_somebody_knows_where_it_stands(kroon, choose, visit, monkeypatch):
    choose(kroon)
    monkeypatch.setattr(results, "_ASKED", [])
    assert "Uitslag" not in visit(KROON).texts(".facts dt")
    results.register(lambda page: f"/nl/stemmen/{page.year}/{page.municipality.slug}/")
    assert ("Zo werd er gestemd", "/nl/stemmen/2026/tielt/") in visit(KROON).links(".facts a")
    AmbassadorPage.objects.update(result_url="https://elders.example/uitslag")
    assert ("Zo werd er gestemd", "https://elders.example/uitslag") in visit(KROON).links(".facts a")


def test_search_engines_learn_who_got_which_award(kroon, choose, visit):
    choose(kroon, languages="nl fr")
    page = visit(KROON)
    profile = page.facts_for_machines["ProfilePage"]
    assert (profile["url"], profile["name"], profile["inLanguage"]) == (f"{SITE}{KROON}", "De Kroon, Ambassadeur van Tielt 2026", "nl")
    assert profile["mainEntity"] == {
        "@type": "Store",
        "@id": f"{SITE}/nl/winkels/tielt/de-kroon/#shop",
        "url": f"{SITE}/nl/winkels/tielt/de-kroon/",
        "name": "De Kroon",
        "image": f"{SITE}{KROON}beeld/",
        "address": {"@type": "PostalAddress", "addressLocality": "Aarsele"},
        "award": "Ambassadeur van Tielt 2026",
    }
    assert [step["name"] for step in page.facts_for_machines["BreadcrumbList"]["itemListElement"]] == ["Ambassadeurs", "Tielt"]
    assert (page.canonical, set(page.versions)) == (f"{SITE}{KROON}", {"nl", "fr", "x-default"})
    assert (page.text("title"), page.soup.select_one('meta[property="og:image"]')["content"]) == (
        "De Kroon, Ambassadeur van Tielt 2026 · Ik koop lokaal",
        f"{SITE}{KROON}beeld/",
    )


def test_the_share_image_is_a_picture_of_the_front_with_the_badge(kroon, choose, client):
    choose(kroon)
    answer = client.get(f"{KROON}beeld/")
    assert (answer["Content-Type"], Image.open(io.BytesIO(answer.content)).size) == ("image/png", (1200, 630))
    assert "max-age=86400" in answer["Cache-Control"]
    AmbassadorPage.objects.update(year=2022)
    assert client.get(f"{KROON}beeld/").content != answer.content


def test_what_somebody_wrote_is_text(kroon, choose, visit):
    choose(kroon, pitch="<script>x</script>", supports='"><b>')
    page = visit(KROON)
    assert (page.text(".portrait__quote"), page.texts(".facts dd")[-1]) == ("“<script>x</script>”", '"><b>')
    assert page.soup.select("main script:not([type]), .facts b") == []


def test_a_page_asks_as_much_with_30_others_as_with_one(kroon, choose, choose_many, client):
    def queries() -> int:
        client.get(KROON)  # what is kept between requests is read first
        with CaptureQueriesContext(connection) as asked:
            assert client.get(KROON).status_code == 200
        return len(asked)

    choose(kroon)
    choose_many(kroon, [2025])
    one = queries()
    choose_many(kroon, range(2030, 2059))
    assert (one, one <= 12) == (queries(), True)


def test_a_page_sets_no_cookie_and_may_be_kept(kroon, choose, visit):
    choose(kroon)
    answer = visit(KROON).answer
    assert (answer.cookies, "public" in answer["Cache-Control"]) == ({}, True)


def test_ambassadors_of_a_merged_municipality_lead_to_that_page_and_name_it(kroon, choose, visit):
    choose(kroon)
    tielt = kroon.municipality
    later = Municipality.objects.create(nis="99999", name="Groot-Tielt", slug="groot-tielt", latitude=51, longitude=3.3)
    Municipality.objects.filter(pk=tielt.pk).update(successor=later)
    assert visit(KROON).text(".award__name") == "Ambassadeur van Tielt 2026"
