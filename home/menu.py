"""The menu of the editors' tool: what somebody can open, in the order of a working day, in the words of the site.

Who works for a municipality gets its shops, what waits, its own page, pictures, documents and help. What Wagtail adds for who looks after a
whole site (tree of pages, reports, settings, help in English) is left out; nothing is shown that leads to a closed door (municipalities.doors).
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, QueryDict
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from wagtail.admin.menu import MenuItem, SubmenuMenuItem

from ambassadors.models import AmbassadorPage
from home.models import MunicipalityPage
from municipalities.doors import is_open
from municipalities.rights import reach

DIRECTORY, TREE_OF_PAGES = "winkelgids", "explorer"  # names of menu items
IN_ENGLISH = ("whats-new-in-wagtail", "editor-guide")  # beginnings of names: Wagtail's news and manual, on another site
DIRECTORY_ORDER, OWN_PAGE_ORDER = 101, 160


def leads_somewhere(user: Any, url: str) -> bool:
    """Whether `user` may open an address. Those outside the editors' tool are always open."""
    address = urlsplit(url)
    if user.is_superuser or not address.path.startswith(reverse("wagtailadmin_home")):
        return True
    asked = HttpRequest()
    asked.user, asked.GET = user, QueryDict(address.query)
    try:
        asked.resolver_match = resolve(address.path)
    except Http404:
        return False
    return is_open(asked)


def put_main_menu_right(request: HttpRequest, items: list[MenuItem]) -> None:
    """The main menu for the user of `request`, in place; a level less deep for who works for a municipality."""
    user = request.user
    if is_local(user):
        items[:] = [*without_levels(request, items), *own_pages(user)]
    keep_open(user, items)


def keep_open(user: Any, items: list[Any]) -> None:
    """Leave out, in place, what leads to a closed door: menu items or buttons."""
    items[:] = [item for item in items if not item.url or leads_somewhere(user, str(item.url))]


def keep_dutch(items: list[MenuItem]) -> None:
    items[:] = [item for item in items if not str(item.name).startswith(IN_ENGLISH)]


def is_local(user: Any) -> bool:
    """Works for one or more municipalities, and not for all."""
    far = reach(user)
    return bool(far.written) and not far.everywhere


def without_levels(request: HttpRequest, items: Iterable[MenuItem]) -> list[MenuItem]:
    """What stands under "Winkelgids" beside the rest, and no tree of pages: of it they have one page."""
    flat: list[MenuItem] = []
    for item in items:
        if item.name == DIRECTORY and isinstance(item, SubmenuMenuItem):
            flat += [moved(child, DIRECTORY_ORDER + place / 100) for place, child in enumerate(item.menu.menu_items_for_request(request))]
        elif item.name != TREE_OF_PAGES:
            flat.append(item)
    return flat


def moved(item: MenuItem, order: float) -> MenuItem:
    """The same item at another place; items are shared between requests, so never changed."""
    return MenuItem(item.label, item.url, name=item.name, classname=item.classname, icon_name=item.icon_name, order=order)


def own_pages(user: Any) -> list[MenuItem]:
    """ "De pagina van Tielt": the Dutch one, from which the others are a click away; and its ambassadors below it, where it has any."""
    pages = MunicipalityPage.objects.filter(municipality__in=reach(user).written, locale__language_code="nl").select_related("municipality")
    items, own = [], list(pages.order_by("title", "pk"))
    having = set(AmbassadorPage.objects.filter(municipality__in=[page.municipality_id for page in own]).values_list("municipality_id", flat=True))
    for place, page in enumerate(own):
        town, order = {"town": page.municipality.name}, OWN_PAGE_ORDER + 2 * place
        edit, below = reverse("wagtailadmin_pages:edit", args=[page.pk]), reverse("wagtailadmin_explore", args=[page.pk])
        items.append(MenuItem(_("De pagina van %(town)s") % town, edit, name=f"pagina-{page.pk}", icon_name="doc-full", order=order))
        if page.municipality_id in having:
            name = f"ambassadeurs-{page.pk}"
            label = _("Ambassadeurs") if len(own) == 1 else _("%(town)s: ambassadeurs") % town
            items.append(MenuItem(label, below, name=name, icon_name="pick", order=order + 1))
    return items
