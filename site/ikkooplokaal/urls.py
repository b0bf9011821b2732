"""Addresses of the whole site. Public pages stand under a language prefix; what follows no prefix is listed here, the rest is a 404."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import TemplateView
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from ikkooplokaal import known_pages, security_txt, sitemaps
from ikkooplokaal.health import healthz, readyz
from ikkooplokaal.languages import to_preferred_language
from ikkooplokaal.sign_in.urls import in_place_of_wagtails, in_place_of_wagtails_per_language
from shops.urls import per_language as shops_per_language

TEXT = "text/plain; charset=utf-8"
ROBOTS = {"base_url": settings.WAGTAILADMIN_BASE_URL}

urlpatterns = [
    path("", to_preferred_language, name="root"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("robots.txt", TemplateView.as_view(template_name="robots.txt", content_type=TEXT, extra_context=ROBOTS), name="robots"),
    path(security_txt.PATH, security_txt.tell, name="security_txt"),
    *sitemaps.urlpatterns,
    path("bezoek/", include("content.urls")),
    path("", include("shops.urls")),
    path("account/", include("ikkooplokaal.sign_in.urls")),
    *in_place_of_wagtails,
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *i18n_patterns(
        *in_place_of_wagtails_per_language,
        path("", include("votes.urls")),
        path("", include("events.urls")),
        path("", include("home.urls")),
        *shops_per_language,
        *known_pages.urls(),
    ),
]

if settings.MAILBOX_PAGE:
    urlpatterns.insert(0, path("postvak/", include("mail.urls")))
if settings.SERVE_MEDIA:
    urlpatterns.insert(0, re_path(r"^media/(?!documents/)(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}))

handler400 = "ikkooplokaal.errors.bad_request"
handler403 = "ikkooplokaal.errors.permission_denied"
handler404 = "ikkooplokaal.errors.page_not_found"
handler500 = "ikkooplokaal.outages.failed"
