"""The screens of "Talen": all pages at a glance, and one page with what changed. Only POST begins anything, and the worker does it."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from ikkooplokaal.translating import po, states
from ikkooplokaal.translating.asking import ask
from ikkooplokaal.translating.differences import open_texts
from ikkooplokaal.translating.forms import AskForm
from ikkooplokaal.translating.refusals import Refused
from ikkooplokaal.translating.rights import DUTCH, may_translate, name_of

PER_PAGE = 50
OVERVIEW = {"url": reverse_lazy("translating:overview"), "label": gettext_lazy("Talen")}
BEHIND, LACKING = "achter", "nog-niet"


class Overview(WagtailAdminTemplateMixin, TemplateView):
    """?stand=achter, ?stand=nog-niet&taal=fr, ?p=2; anything else is the plain list."""

    template_name = "translating/overview.html"
    page_title = gettext_lazy("Talen")
    header_icon = "wagtail-localize-language"

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*self.breadcrumbs_items, OVERVIEW | {"url": ""}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        locales = states.other_locales()
        which, language = self.request.GET.get("stand", ""), self.request.GET.get("taal", "")
        language = language if language in {locale.language_code for locale in locales} else ""
        pages = states.dutch_pages(self.request.user).select_related("content_type")
        if which == BEHIND:
            pages = states.that_are_behind(pages)
        elif which == LACKING:
            pages = states.that_lack(pages, language or locales[0].language_code)
        shown = Paginator(pages, PER_PAGE).get_page(self.request.GET.get("p"))
        context = {
            "rows": states.rows(list(shown.object_list)),
            "page": shown,
            "locales": [(locale.language_code, name_of(locale)) for locale in locales],
            "which": which,
            "language": language,
        }
        return super().get_context_data(**kwargs) | context


class PageScreen(WagtailAdminTemplateMixin, TemplateView):
    """One Dutch page in all languages. A page in another language leads to it."""

    template_name = "translating/page.html"
    header_icon = "wagtail-localize-language"
    page_title = gettext_lazy("Talen")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.source.pk != self.named.pk:
            return redirect("translating:page", self.source.pk)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            jobs = ask(user=request.user, page=self.source, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, said_of(len(jobs)))
        return redirect("translating:page", self.source.pk)

    @cached_property
    def named(self) -> Page:
        return get_object_or_404(Page.objects.filter(depth__gt=1).select_related("locale", "content_type"), pk=self.kwargs["page_id"])

    @cached_property
    def source(self) -> Page:
        """The Dutch page."""
        if self.named.locale.language_code == DUTCH:
            return self.named
        return get_object_or_404(self.named.get_translations().filter(locale__language_code=DUTCH))

    @cached_property
    def standings(self) -> list[states.Standing]:
        return states.rows([self.source])[0].standings

    def form(self, data: Any = None) -> AskForm:
        mine = [one for one in self.standings if may_translate(self.request.user, self.source, one.locale)]
        return AskForm(data, standings=mine, has_below=self.source.numchild > 0)

    def get_page_subtitle(self) -> str:
        return str(self.source.specific_deferred.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*self.breadcrumbs_items, OVERVIEW, {"url": "", "label": self.get_page_subtitle()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.form())
        languages = [(one, *(open_texts(one.translation) if one.translation else ([], []))) for one in self.standings]
        return super().get_context_data(**kwargs) | {"source": self.source, "languages": languages, "states": states.State}


def said_of(count: int) -> str:
    if not count:
        return _("Dat wordt al vertaald.")
    return (
        ngettext("Er wordt één vertaling gemaakt.", "Er worden %(count)s vertalingen gemaakt.", count) % {"count": count}
        + " "
        + _("Je ziet hier wanneer het klaar is.")
    )


# -- in place of views of wagtail-localize, at their addresses: those work in the request, ask too little, and write Dutch over what is there


def of_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """ "Deze pagina vertalen"."""
    return redirect("translating:page", page_id)


def of_source(request: HttpRequest, translation_source_id: int) -> HttpResponse:
    """ "Vertalingen bijwerken": that happens by itself when the Dutch page is published."""
    source = get_object_or_404(TranslationSource, pk=translation_source_id)
    return redirect("translating:page", get_object_or_404(Page, translation_key=source.object_id, locale=source.locale_id).pk)


@require_POST
def upload_po(request: HttpRequest, translation_id: int) -> HttpResponse:
    translation = get_object_or_404(Translation, pk=translation_id)
    file = request.FILES.get("file")
    try:
        if not file:
            raise po.NotAPoFile(_("Kies eerst een PO-bestand."))
        taken = po.take_in(translation=translation, data=file.read(po.LARGEST + 1), user=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        tell_of(request, taken)
    return back(request, translation)


def tell_of(request: HttpRequest, taken: po.TakenIn) -> None:
    said = ngettext("%(count)s tekst is overgenomen.", "%(count)s teksten zijn overgenomen.", taken.kept) % {"count": taken.kept}
    messages.success(request, said)
    left_out = [
        (
            taken.changed,
            ngettext(
                "%(count)s tekst niet: in het Nederlands staat er intussen iets anders.",
                "%(count)s teksten niet: in het Nederlands staat er intussen iets anders.",
                taken.changed,
            ),
        ),
        (
            taken.unsure,
            ngettext(
                "%(count)s tekst niet: die staat als onzeker (fuzzy) in het bestand.",
                "%(count)s teksten niet: die staan als onzeker (fuzzy) in het bestand.",
                taken.unsure,
            ),
        ),
        (
            taken.wrong,
            ngettext(
                "%(count)s tekst heeft opmaak of een link die niet past.", "%(count)s teksten hebben opmaak of een link die niet past.", taken.wrong
            ),
        ),
    ]
    for count, words in left_out:
        if count:
            messages.warning(request, words % {"count": count})


@require_POST
def ask_machine(request: HttpRequest, translation_id: int) -> HttpResponse:
    """ "Vertaal met ...": the worker asks the service."""
    translation = get_object_or_404(Translation.objects.select_related("source", "target_locale"), pk=translation_id)
    language = translation.target_locale.language_code
    try:
        page = translation.source.get_source_instance()
        jobs = ask(user=request.user, page=page, languages=[language], at=timezone.now(), with_machine=True)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said_of(len(jobs)))
    return back(request, translation)


def back(request: HttpRequest, translation: Translation) -> HttpResponse:
    try:
        there = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    except ObjectDoesNotExist:
        there = reverse("translating:overview")
    return redirect(get_valid_next_url_from_request(request) or there)
