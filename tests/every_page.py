"""One page of each kind that a visitor can open, on a day on which people vote; for what must hold on all of them."""

from ambassadors.models import AmbassadorPage
from home.first_pages import lay_out_first_pages
from home.models import CampaignPage, HomePage, MunicipalityPage
from tests.factories.events import added, make_event, town_page
from tests.factories.votes import round_with_candidates

KEPT = {
    "front page": "/nl/",
    "municipality": "/nl/tielt/",
    "directory": "/nl/winkels/",
    "directory of a town": "/nl/winkels/tielt/",
    "narrowed directory": "/nl/winkels/tielt/?open=nu&q=winkel",
    "map": "/nl/winkels/?kaart=1",
    "markers": "/nl/winkels/kaart.json",
    "suggestions": "/nl/winkels/suggesties/?q=wi",
    "shop": "/nl/winkels/tielt/winkel-1/",
    "agenda": "/nl/agenda/",
    "agenda of a town": "/nl/agenda/tielt/?wanneer=weekend",
    "calendar": "/nl/agenda/agenda.ics",
    "event": "/nl/tielt/braderie/",
    "ambassadors": "/nl/ambassadeurs/",
    "ambassador": "/nl/tielt/winkel-1/",
    "standard page": "/nl/over/",
    "campaign": "/nl/weekend/",
    "privacy": "/nl/privacy/",
    "accessibility": "/nl/toegankelijkheid/",
    "search": "/nl/zoeken/?q=winkel",
    "voting": "/nl/stemmen/",
    "how we count": "/nl/stemmen/zo-tellen-we/",
    "what we keep": "/nl/stemmen/wat-we-bewaren/",
    "edition": "/nl/stemmen/2027/",
    "rules": "/nl/stemmen/2027/spelregels/",
    "round": "/nl/stemmen/2027/tielt/",
    "candidate": "/nl/stemmen/2027/tielt/kandidaat/winkel-1/",
    "French front page": "/fr/",
    "missing page": "/nl/bestaat-niet/",
}
FORMS = {
    "report": "/nl/winkels/tielt/winkel-1/melden/",
    "shopkeeper": "/nl/winkels/tielt/winkel-1/mijn-zaak/",
    "contact": "/nl/contact/",
    "vote": "/nl/stemmen/2027/tielt/stem/",
    "login": "/account/login/",
}


def make() -> None:
    """All of them, in a site that is laid out."""
    town = round_with_candidates(2).municipality
    home = HomePage.objects.get(locale__language_code="nl")
    in_town = town_page(town)
    make_event(in_town)
    added(in_town, AmbassadorPage(title="Winkel 1", slug="winkel-1", municipality=town, year=2026, locale=home.locale))
    added(home, CampaignPage(title="Weekend", slug="weekend", locale=home.locale))
    lay_out_first_pages()
    assert MunicipalityPage.objects.get().live
