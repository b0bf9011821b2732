"""What the site knows of a shop, for who keeps it: to read, and as a file to take along."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from shops.models import OwnerVisit
from shops.shopkeepers import everything
from shops.shopkeepers.everything import Part
from shops.shopkeepers.frame import language_now, shown
from shops.shopkeepers.own_page import cloth_of, of_a_visit, to_own_page
from shops.shopkeepers.package import packed
from shops.unkept import not_kept


@of_a_visit
def serve(request: HttpRequest, visit: OwnerVisit, at: datetime) -> HttpResponse:
    """A file for who presses the button: it is made anew each time, so it is counted as a form is."""
    if visit.shop is None or not visit.is_known:
        return to_own_page()
    parts = everything.parts(visit.shop, visit.email)
    if request.method == "POST":
        return as_file(visit, parts, at)
    return shown(request, "data.html", {"shop": visit.shop, "parts": parts, "cloth": cloth_of(visit.shop)})


def as_file(visit: OwnerVisit, parts: list[Part], at: datetime) -> HttpResponse:
    assert visit.shop  # noqa: S101  for the types: serve asked
    response = HttpResponse(packed(visit.shop, parts, at, language_now()), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{visit.shop.slug}-ikkooplokaal.zip"'
    return not_kept(response)
