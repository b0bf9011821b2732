"""The page of one action or event. The Dutch page is the event: what happens when and where; other languages tell it in their words."""

from functools import cached_property
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from phonenumber_field.modelfields import PhoneNumberField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField, StreamField

from content.blocks import StoryBlock
from content.navigation import LANGUAGES, Near
from content.pages import SitePage
from content.translated import FOR_SEARCH_ENGINES, facts, words
from events import panels, publishing
from events.forms import EventCopyForm, EventForm
from events.kinds import Access, Kind, Status, Stock
from events.models.agenda import AgendaPage
from events.querysets import EventPageManager
from municipalities.models import DEGREES_LATITUDE, DEGREES_LONGITUDE
from municipalities.page_rights import SitePageRights

if TYPE_CHECKING:
    from wagtail.models import Revision

    from municipalities.models import Municipality

SUMMARY = 160  # signs
PLAIN_TEXT = ["bold", "italic", "link", "ul"]
TOLD = ("summary", "body", "conditions", "price", "audience", "access_note", "status_note", "stock_note")
WHEN_AND_WHAT = ("kind", "status", "moments", "changes", "is_free", "for_children", "access", "stock", "picture", "show_in_menus")
WHERE = ("venue_shop", "venue", "street", "postcode", "place", "latitude", "longitude")
WHO = ("organiser", "phone", "email", "website", "licence_number", "has_prize_by_lot", "source_ref")
HELD = (*WHEN_AND_WHAT, *WHERE, *WHO)  # said the same in every language


class EventPage(RoutablePageMixin, SitePage):
    """What is on, under the page of the municipality where it is, or under the agenda when it is for several.

    What stands under "facts" is true on the Dutch page (`facts`); its moments, changes and shops are rows of that page. Publishing it fills
    `Occurrence` (events.keeping). What is told stands per language; a title always does, where the rest is empty the Dutch words stand there.
    """

    # -- facts
    kind = models.CharField(_("wat is het"), max_length=16, choices=Kind, default=Kind.EVENT)
    status = models.CharField(_("gaat het door"), max_length=12, choices=Status, default=Status.PLANNED)
    towns = ParentalManyToManyField(
        "municipalities.Municipality",
        verbose_name=_("gemeenten die meedoen"),
        blank=True,
        related_name="+",
        help_text=_("Voor een actie van meer gemeenten. Leeg: alle gemeenten."),
    )
    venue_shop = models.ForeignKey(
        "shops.Shop", verbose_name=_("in de winkel"), on_delete=models.SET_NULL, null=True, blank=True, related_name="events_here"
    )
    venue = models.CharField(_("plaats"), max_length=120, blank=True, help_text=_("De naam van plein, zaal of gebouw: Grote Markt, de bib."))
    street = models.CharField(_("straat en nummer"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=12, blank=True)
    place = models.CharField(_("gemeente of dorp"), max_length=80, blank=True)
    latitude = models.FloatField(_("breedtegraad"), null=True, blank=True, validators=DEGREES_LATITUDE)
    longitude = models.FloatField(_("lengtegraad"), null=True, blank=True, validators=DEGREES_LONGITUDE)
    is_free = models.BooleanField(_("gratis"), default=False)
    for_children = models.BooleanField(_("leuk voor kinderen"), default=False)
    access = models.CharField(_("toegang"), max_length=8, choices=Access, default=Access.UNKNOWN, blank=True)
    stock = models.CharField(_("nog te krijgen"), max_length=10, choices=Stock, default=Stock.UNKNOWN, blank=True)
    has_prize_by_lot = models.BooleanField(_("de prijs wordt verloot"), default=False)
    licence_number = models.CharField(_("vergunning"), max_length=80, blank=True)
    organiser = models.CharField(_("wie organiseert"), max_length=120, blank=True)
    phone = PhoneNumberField(_("telefoon"), blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    picture = models.ForeignKey("media_library.SiteImage", verbose_name=_("foto"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    source_ref = models.CharField(max_length=255, blank=True, editable=False)
    is_demo = models.BooleanField(_("verzonnen, voor de demo"), default=False, editable=False)

    # -- what is told, in the language of the page
    summary = models.CharField(_("in één zin"), max_length=SUMMARY, blank=True, help_text=_("Wat er te doen is, en waarom iemand zou komen."))
    body = StreamField(StoryBlock(), verbose_name=_("meer erover"), blank=True)
    price = models.CharField(_("prijs"), max_length=120, blank=True, help_text=_("Bijvoorbeeld: 5 euro, kinderen gratis."))
    audience = models.CharField(_("voor wie"), max_length=120, blank=True, help_text=_("Bijvoorbeeld: gezinnen, of vanaf 8 jaar. Leeg: iedereen."))
    access_note = models.CharField(_("over de toegang"), max_length=200, blank=True)
    stock_note = models.CharField(_("over de voorraad"), max_length=120, blank=True)
    status_note = models.CharField(
        _("uitleg bij afgelast, verplaatst of volzet"), max_length=200, blank=True, help_text=_("Waarom, en wat kan iemand nu doen?")
    )
    conditions = RichTextField(_("voorwaarden"), blank=True, features=PLAIN_TEXT)
    qualifying_question = models.CharField(_("schiftingsvraag"), max_length=200, blank=True)

    objects = EventPageManager()

    parent_page_types: ClassVar = ["home.MunicipalityPage", "events.AgendaPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "events/event.html"
    content_panels: ClassVar = panels.CONTENT
    promote_panels: ClassVar = panels.PROMOTE
    base_form_class = EventForm
    copy_form_class = EventCopyForm
    exclude_fields_in_copy: ClassVar = ["source_ref"]
    is_made_by_editors = True  # municipalities.page_rights
    translatable_fields: ClassVar = [*words("title", "slug", *TOLD, "qualifying_question", *FOR_SEARCH_ENGINES), *facts(*HELD)]

    class Meta:
        verbose_name = _("actie of evenement")
        verbose_name_plural = _("acties en evenementen")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | page_view().context(self, request, timezone.now())

    @path("")
    def whole_page(self, request: HttpRequest) -> HttpResponse:
        return self.render(request)

    @path("kalender.ics/")
    def calendar_file(self, request: HttpRequest) -> HttpResponse:
        return page_view().serve_calendar(self, timezone.now())

    @path("beeld/")
    def share_image(self, request: HttpRequest) -> HttpResponse:
        return page_view().serve_share_image(self, timezone.now())

    def permissions_for_user(self, user: Any) -> SitePageRights:
        return SitePageRights(user, self)

    def publish(self, revision: "Revision", *args: Any, log_action: Any = True, **kwargs: Any) -> None:
        """Whoever asks for it. Raises publishing.NotReady."""
        if publishing.lets_through(revision, log_action):
            super().publish(revision, *args, log_action=log_action, **kwargs)

    @cached_property
    def dutch(self) -> "EventPage | None":
        """The published Dutch page of the same event; None when this is it, or there is none. Asks the database once at most."""
        if self.locale.language_code == "nl":
            return None
        found: EventPage | None = EventPage.objects.live().filter(translation_key=self.translation_key, locale__language_code="nl").first()
        return found

    @property
    def facts(self) -> "EventPage":
        """The page whose facts hold."""
        return self.dutch or self

    def told(self, name: str) -> Any:
        """What this page says in the field `name`, else what the Dutch page says."""
        return getattr(self, name) or getattr(self.facts, name)

    @property
    def sequence(self) -> int:
        """Seconds from the first publication to the last: a number that grows, for calendars that follow the event (SEQUENCE of RFC 5545)."""
        if not (self.first_published_at and self.last_published_at):
            return 0
        return int((self.last_published_at - self.first_published_at).total_seconds())

    def stands_near(self) -> list[Near]:
        """What is on in its own municipality comes before the page of that."""
        town = self.own_municipality()
        agenda = AgendaPage.objects.filter(locale=self.locale_id).first() if town else None
        narrowed = [Near(agenda, f"{town.slug}/", {code: town.name_in(code) for code in LANGUAGES})] if town and agenda else []
        return narrowed + super().stands_near()

    def own_municipality(self) -> "Municipality | None":
        """The municipality under whose page it stands; None for what is of several."""
        parent = self.get_parent()
        return getattr(parent.specific, "municipality", None) if parent else None


def page_view() -> ModuleType:
    """The page's view; imported late, because it reads the models of this package."""
    return import_module("events.event_page")
