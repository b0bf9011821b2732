"""Lay out the pages of the site: front page, directory and agenda in four languages, and a page for each municipality. Safe to repeat."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from ambassadors.models import AmbassadorIndexPage
from content.pages import SitePage
from events.models import AgendaPage
from home.models import HomePage, MunicipalityPage
from municipalities.models import Municipality
from shops.models import ShopDirectoryPage
from votes.models import VotingPage

LANGUAGES = [code for code, _ in settings.LANGUAGES]
HEADINGS = {
    "nl": "Ik koop lokaal bij een winkelier van hier.",
    "fr": "J’achète local, chez un commerçant d’ici.",
    "en": "I buy local, from a shopkeeper round here.",
    "de": "Ich kaufe lokal, bei einem Händler von hier.",
}
TITLES = {"nl": "Ik koop lokaal", "fr": "J’achète local", "en": "I buy local", "de": "Ich kaufe lokal"}
DIRECTORY = {
    "nl": ("Winkels", "winkels", "Zoek op wat je nodig hebt, of op waar je bent."),
    "fr": ("Commerces", "commerces", "Cherchez ce qu’il vous faut, ou là où vous êtes."),
    "en": ("Shops", "shops", "Search by what you need, or by where you are."),
    "de": ("Geschäfte", "geschaefte", "Suchen Sie nach dem, was Sie brauchen, oder dort, wo Sie gerade sind."),
}

AGENDA = {
    "nl": ("Agenda", "agenda", "Markten, koopzondagen en acties van winkeliers, van Poperinge tot Knokke."),
    "fr": ("Agenda", "agenda", "Marchés, dimanches d’ouverture et actions des commerçants, de Poperinge à Knokke."),
    "en": ("What’s on", "whats-on", "Markets, shopping Sundays and what shopkeepers are up to, from Poperinge to Knokke."),
    "de": ("Veranstaltungen", "veranstaltungen", "Märkte, verkaufsoffene Sonntage und Aktionen der Händler, von Poperinge bis Knokke."),
}

AMBASSADORS = {
    "nl": ("Ambassadeurs", "ambassadeurs", "Elke gemeente kiest de winkelier die haar kern doet leven. Hier staan ze samen in één straat."),
    "fr": ("Ambassadeurs", "ambassadeurs", "Chaque commune choisit le commerçant qui fait vivre son centre. Les voici, dans une même rue."),
    "en": ("Ambassadors", "ambassadors", "Each town chooses the shopkeeper who keeps its centre alive. Here they stand, in one street."),
    "de": ("Botschafter", "botschafter", "Jede Gemeinde wählt den Händler, der ihren Ortskern belebt. Hier stehen sie in einer Straße."),
}

VOTING = {
    "nl": ("Stemmen", "stemmen", "Kies de winkelier die jouw gemeente een jaar lang vertegenwoordigt."),
    "fr": ("Voter", "voter", "Choisissez le commerçant qui représentera votre commune pendant un an."),
    "en": ("Vote", "vote", "Choose the shopkeeper who will stand for your town for a year."),
    "de": ("Abstimmen", "abstimmen", "Wählen Sie den Händler, der Ihre Gemeinde ein Jahr lang vertritt."),
}


@dataclass(frozen=True)
class TownWords:
    """What a municipality's page says in one language, and its look."""

    townline: str = ""
    about: str = ""
    sky: int = 0
    cloth: str = ""
    more: dict[str, Any] = field(default_factory=dict)  # other fields of the page, by name


def lay_out_site() -> HomePage:
    """The front page, directory, agenda, vote and ambassadors in every language, and the site that shows them; returns the Dutch front page."""
    with transaction.atomic():
        locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES}
        homes = lay_out_homes(locales)
        for code in LANGUAGES:
            lay_out_page(ShopDirectoryPage, DIRECTORY, homes[code], homes["nl"])
            lay_out_page(AgendaPage, AGENDA, homes[code], homes["nl"], after=ShopDirectoryPage)
            lay_out_page(VotingPage, VOTING, homes[code], homes["nl"])
            lay_out_page(AmbassadorIndexPage, AMBASSADORS, homes[code], homes["nl"])
        point_site_to(homes["nl"])
    return homes["nl"]


def lay_out_homes(locales: dict[str, Locale]) -> dict[str, HomePage]:
    root = Page.get_first_root_node()
    homes: dict[str, HomePage] = {}
    for code in LANGUAGES:
        known = HomePage.objects.filter(locale=locales[code]).first()
        homes[code] = known or root.add_child(instance=new_home(code, locales[code], homes.get("nl")))
    return homes


def new_home(code: str, locale: Locale, dutch: HomePage | None) -> HomePage:
    home = HomePage(title=TITLES[code], slug=f"home-{code}", heading=HEADINGS[code], locale=locale)
    if dutch:
        home.translation_key = dutch.translation_key
    return home


def lay_out_page(
    model: type[SitePage], words: dict[str, tuple[str, str, str]], home: HomePage, dutch_home: HomePage, *, after: type[SitePage] | None = None
) -> None:
    """The one page of `model` right under `home`, in the menu, when there is none. words: by language, its title, slug and introduction.

    after: the kind of page behind which it stands in the menu, on a site that has others by now; None for the last place.
    """
    if model.objects.child_of(home).exists():
        return
    title, slug, intro = words[home.locale.language_code]
    page = model(title=title, slug=slug, intro=intro, locale=home.locale, show_in_menus=True)
    dutch = model.objects.child_of(dutch_home).first()
    if dutch:
        page.translation_key = dutch.translation_key
    neighbour = after.objects.child_of(home).first() if after else None
    if neighbour:
        neighbour.add_sibling("right", instance=page)
    else:
        home.add_child(instance=page)


def point_site_to(home: HomePage) -> None:
    """Show `home` at BASE_URL, and take away the welcome page that Wagtail starts with."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    welcome = site.root_page if site.root_page_id and site.root_page_id != home.pk else None
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    site.hostname = address.hostname or "localhost"
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.root_page, site.site_name = home.page_ptr, settings.WAGTAIL_SITE_NAME
    site.save()
    if welcome and not isinstance(welcome.specific, HomePage) and not welcome.get_children().exists():
        welcome.delete()


def lay_out_towns(words: Callable[[Municipality, str], TownWords], towns: Iterable[Municipality]) -> int:
    """A page for each of `towns` under the front page of each language that has none; returns how many were made."""
    made = 0
    homes = {home.locale.language_code: home for home in HomePage.objects.select_related("locale")}
    known = set(MunicipalityPage.objects.values_list("municipality_id", "locale__language_code"))
    for town in towns:
        for code in LANGUAGES:
            if (town.pk, code) not in known:
                add_town_page(homes[code], town, code, words(town, code))
                made += 1
    return made


def add_town_page(home: HomePage, town: Municipality, code: str, words: TownWords, *, live: bool = True) -> MunicipalityPage:
    page = MunicipalityPage(
        title=town.name_in(code),
        slug=town.slug,
        municipality=town,
        locale=home.locale,
        townline=words.townline,
        about=words.about,
        sky=words.sky,
        cloth=words.cloth,
        **words.more,
        live=live,
        has_unpublished_changes=not live,
    )
    sibling = MunicipalityPage.objects.filter(municipality=town).first()
    if sibling:
        page.translation_key = sibling.translation_key
    return home.add_child(instance=page)
