"""The kinds of pages that a visitor may see, by name, as addresses on the demo."""

from tests.browser.demo_site import SpecialShops

PAGES = {
    "front": "/nl/",
    "directory": "/nl/winkels/",
    "narrowed": "/nl/winkels/?q=bakker&gemeente=kortrijk&open=nu&categorie=brood",
    "nothing found": "/nl/winkels/?q=zzzxqy",
    "shop": "/nl/winkels/{special.with_hours}",
    "shop without hours": "/nl/winkels/{special.silent}",
    "shop told in Dutch": "/fr/commerces/{special.told_in_dutch}",
    "shop with photo": "/nl/winkels/{special.photographed}",
    "municipality": "/nl/langemark-poelkapelle/",
    "ambassadors": "/nl/ambassadeurs/",
    "ambassador": "{special.chosen}",
    "agenda": "/nl/agenda/",
    "month": "/nl/agenda/?toon=maand",
    "event": "/nl/tielt/soep-aan-de-toog/",
    "campaign": "/nl/winterstraten/",
    "about": "/nl/over/",
    "contact": "/nl/contact/",
    "search": "/nl/zoeken/?q=tielt",
    "search, nothing found": "/nl/zoeken/?q=zzzxqy",
    "missing": "/nl/bestaat-niet/",
    "refused": "/nl/winkels/?q=%00",
}
STATUS = {"missing": 404, "refused": 400}


def address(name: str, special: SpecialShops) -> str:
    return PAGES[name].format(special=special)
