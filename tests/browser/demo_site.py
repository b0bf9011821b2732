"""A small site for a browser to look at: all demo shops, the pages of three municipalities, and the shops that a look must not forget."""

import gc
import warnings
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO

from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image
from wagtail.models import Collection, Locale, Page

from ambassadors.drafts import make_drafts
from ambassadors.models import AmbassadorPage
from home.demo import load
from home.demo.campaign import load_campaign
from home.first_pages import lay_out_first_pages
from home.laying_out import lay_out_site, lay_out_towns
from media_library.models import SiteImage
from municipalities.actions import load_register
from municipalities.models import Municipality
from shops import openings
from shops.categories import load_categories
from shops.models import Shop

TOWNS = ["kortrijk", "langemark-poelkapelle", "tielt"]
PHOTO_SIZE = (1200, 800)
STORY = [
    ("heading", "Vroeg op"),
    ("text", "<p>Om drie uur gaat het <b>licht</b> aan.</p><ul><li>zelf malen</li></ul>"),
    ("quote", {"text": "Proef maar.", "by": "wie hier bakt"}),
    ("craft", {"title": "Zuurdesem van drie dagen", "text": "<p>Bloem, water en tijd.</p>"}),
    ("support", {"name": "De harmonie", "text": "<p>Elke zaterdag brood.</p>", "url": "https://harmonie.example"}),
    ("tips", {"title": "Tips van de winkel", "tips": [{"title": "Vries het in sneetjes in.", "text": "Dan haal je eruit wat je nodig hebt."}]}),
]


@dataclass(frozen=True)
class SpecialShops:
    """Paths behind "/nl/winkels/". told_in_dutch has a story, but not in French; silent has no hours and no phone; photographed has a photo.
    chosen: the address of an ambassador's page, with a story of every kind of piece."""

    with_hours: str
    silent: str
    told_in_dutch: str
    photographed: str
    chosen: str = ""


def fill(at: datetime) -> SpecialShops:
    """Load it into a database that may be empty; `at` is now."""
    lay_ground()
    load_register()
    load_categories()
    lay_out_site()
    lay_out_first_pages()
    words = {entry["nis"]: entry for entry in load.content("towns")}
    lay_out_towns(lambda town, language: load.words_in(words[town.nis], language), Municipality.objects.filter(slug__in=TOWNS))
    load.load_shops(at)
    openings.rebuild(Shop.objects.exclude(opening_hours=""), at)
    load.load_events(at)
    load_campaign(at)
    load.make_logins()
    special = replace(special_shops(), chosen=choose_ambassador(at))
    draw_photos(special)
    return special


def choose_ambassador(at: datetime) -> str:
    """The first shop of Langemark-Poelkapelle, two years long; the address of the last."""
    shop = Shop.objects.filter(municipality__slug="langemark-poelkapelle").order_by("pk")[0]
    facts = {"shop": shop, "municipality": shop.municipality, "pitch": "Kom proeven tot je het weet.", "supports": "De harmonie", "picture": None}
    for year in (at.year - 3, at.year):
        drafts = make_drafts(
            year=year, edition_name=f"Ik koop lokaal {year}", is_shared=year < at.year, is_provincial=year == at.year, at=at, **facts
        )
        drafts[0].story = STORY
        drafts[0].save_revision().publish()
    return AmbassadorPage.objects.live().get(year=at.year).url


def lay_ground() -> None:
    """What Wagtail's first migration makes and a transactional test takes away."""
    dutch, _ = Locale.objects.get_or_create(language_code="nl")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    if not Page.get_first_root_node():
        Page.add_root(title="Root", slug="root", locale=dutch)


def special_shops() -> SpecialShops:
    told = Shop.objects.filter(texts__language="nl").exclude(opening_hours="").order_by("pk")
    with_hours, told_in_dutch, photographed = told.filter(texts__description__gt="").distinct()[:3]
    silent = Shop.objects.filter(opening_hours="", phone="").order_by("pk")[0]
    told_in_dutch.texts.exclude(language="nl").delete()
    photographed.photo = a_photo()
    photographed.save()
    return SpecialShops(*(f"{shop.municipality.slug}/{shop.slug}/" for shop in [with_hours, silent, told_in_dutch, photographed]))


def draw_photos(special: SpecialShops) -> None:
    """Make the smaller copies now: Wagtail leaves it to the garbage collector to close their files, which would fail a test."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        Client().get(f"/nl/winkels/{special.photographed}")
        gc.collect()


def a_photo() -> SiteImage:
    content = BytesIO()
    Image.new("RGB", PHOTO_SIZE, (180, 120, 90)).save(content, "JPEG")
    return SiteImage.objects.create(title="De toog", file=ImageFile(content, "toog.jpg"), width=PHOTO_SIZE[0], height=PHOTO_SIZE[1])
