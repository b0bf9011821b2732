"""The page that owns the addresses of the vote: of the current edition, of its rounds, and of earlier ones under their year."""

from importlib import import_module
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from content.pages import SitePage
from content.translated import FOR_SEARCH_ENGINES, facts, words

ROUND = "<int:year>/<slug:town>/"


def view(module: str, name: str = "serve") -> Any:
    """A view of votes.pages or votes.candidacy; imported late, because it reads the models of this package."""
    return getattr(import_module(f"votes.{module}"), name)


class VotingPage(RoutablePageMixin, SitePage):
    """/nl/stemmen/ is the current edition, /nl/stemmen/2027/tielt/ a round for good, /nl/stemmen/tielt/ the way to the current one.

    The tails are those of votes.addresses.
    """

    intro = models.CharField(_("inleiding"), max_length=200, blank=True)

    max_count_per_parent = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "votes/edition.html"
    told_fields: ClassVar = ("intro",)
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]
    translatable_fields: ClassVar = [*words("title", "slug", "intro", *FOR_SEARCH_ENGINES), *facts("show_in_menus")]

    class Meta:
        verbose_name = _("stempagina")

    # -- of every edition
    @path("")
    def current(self, request: HttpRequest) -> HttpResponse:
        return view("pages.edition")(self, request)

    @path("zo-tellen-we/")
    def how_we_count(self, request: HttpRequest) -> HttpResponse:
        return view("pages.told", "how_we_count")(self, request)

    @path("wat-we-bewaren/")
    def what_we_keep(self, request: HttpRequest) -> HttpResponse:
        return view("pages.told", "what_we_keep")(self, request)

    @path("skyline/<slug:town>/")
    def skyline(self, request: HttpRequest, town: str) -> HttpResponse:
        return view("pages.edition", "skyline_of")(self, request, town)

    # -- of one edition
    @path("<int:year>/")
    def edition(self, request: HttpRequest, year: int) -> HttpResponse:
        return view("pages.edition")(self, request, year)

    @path("<int:year>/spelregels/")
    def rules(self, request: HttpRequest, year: int) -> HttpResponse:
        return view("pages.told", "rules")(self, request, year)

    @path("<int:year>/provincie/")
    def province(self, request: HttpRequest, year: int) -> HttpResponse:
        return view("pages.province")(self, request, year)

    # -- of one round
    @path(ROUND)
    def one_round(self, request: HttpRequest, **asked: Any) -> HttpResponse:
        return view("pages.round")(self, request, **asked)

    @path(f"{ROUND}kandidaat/<slug:slug>/")
    def candidate(self, request: HttpRequest, **asked: Any) -> HttpResponse:
        return view("pages.candidate")(self, request, **asked)

    @path(f"{ROUND}kandidaat/<slug:slug>/beeld/")
    def share_image(self, request: HttpRequest, **asked: Any) -> HttpResponse:
        return view("pages.candidate", "serve_share_image")(self, request, **asked)

    @path(f"{ROUND}kandidaat/<slug:slug>/affiche/")
    def poster(self, request: HttpRequest, **asked: Any) -> HttpResponse:
        return view("pages.candidate", "serve_poster")(self, request, **asked)

    @path(f"{ROUND}kandidaat-worden/")
    def stand(self, request: HttpRequest, **asked: Any) -> HttpResponse:
        return view("pages.candidacy", "stand")(self, request, **asked)

    @path(f"{ROUND}voordragen/")
    def nominate(self, request: HttpRequest, **asked: Any) -> HttpResponse:
        return view("pages.candidacy", "nominate")(self, request, **asked)

    @path(f"{ROUND}inzending/<slug:key>/")
    def submission(self, request: HttpRequest, **asked: Any) -> HttpResponse:
        return view("pages.candidacy", "submission")(self, request, **asked)

    @path(f"{ROUND}stem/")
    def vote(self, request: HttpRequest, **asked: Any) -> HttpResponse:
        return view("pages.form")(self, request, **asked)

    @path(f"{ROUND}stem/opgave/")
    def challenge(self, request: HttpRequest, **asked: Any) -> HttpResponse:
        return view("pages.form", "challenge")(self, request, **asked)

    @path(f"{ROUND}stem/c/<slug:key>/")
    def code(self, request: HttpRequest, **asked: Any) -> HttpResponse:
        return view("pages.code")(self, request, **asked)

    @path(f"{ROUND}stem/c/<slug:key>/bewijs/")
    def receipt(self, request: HttpRequest, **asked: Any) -> HttpResponse:
        return view("pages.code", "receipt")(self, request, **asked)

    @path(f"{ROUND}ontvangstbewijs/")
    def receipt_check(self, request: HttpRequest, **asked: Any) -> HttpResponse:
        return view("pages.check")(self, request, **asked)

    @path(f"{ROUND}zegel/")
    def seals(self, request: HttpRequest, **asked: Any) -> HttpResponse:
        return view("pages.seal")(self, request, **asked)

    @path(f"{ROUND}zegel/tekst/")
    def seal_text(self, request: HttpRequest, **asked: Any) -> HttpResponse:
        return view("pages.seal", "as_text")(self, request, **asked)

    @path(f"{ROUND}uitslag/")
    def result(self, request: HttpRequest, **asked: Any) -> HttpResponse:
        return view("pages.result")(self, request, **asked)

    @path(f"{ROUND}uitslag/<slug:file>/")
    def download(self, request: HttpRequest, **asked: Any) -> HttpResponse:
        return view("pages.result", "download")(self, request, **asked)

    # -- without a year: what people share while a vote runs
    @path("<slug:town>/")
    def current_round(self, request: HttpRequest, town: str) -> HttpResponse:
        return view("pages.short")(self, request, town)

    @path("<slug:town>/<path:rest>")
    def below_current_round(self, request: HttpRequest, town: str, rest: str) -> HttpResponse:
        return view("pages.short")(self, request, town, rest)
