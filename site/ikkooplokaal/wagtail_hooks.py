"""The frame's part in the editors' tool: which doors are open, and what choosers offer."""

from django.db.models import F, Q
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page, PageQuerySet
from wagtail.permission_policies.pages import PagePermissionPolicy

from ikkooplokaal import admin_doors
from ikkooplokaal.translating import hooks as hooks_about_languages  # noqa: F401 - they register themselves
from ikkooplokaal.watching import screen

admin_doors.open_all()
screen.open_door()


@hooks.register("construct_page_chooser_queryset")
def what_anybody_may_read_or_the_user_may_change(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Wagtail's chooser shows every draft, and the draft title of a published page. By key alone: the search knows no other field."""
    within_reach = PagePermissionPolicy().explorable_instances(request.user).values("pk")
    return pages.filter(pk__in=Page.objects.filter(Q(live=True, draft_title=F("title")) | Q(pk__in=within_reach)).values("pk"))


@hooks.register("insert_global_admin_css")
def colours_of_the_campaign() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("ikkooplokaal/admin_colours.css"))


@hooks.register("register_admin_urls")
def standing_of_the_site() -> list[URLPattern]:
    return screen.urls()


@hooks.register("register_admin_menu_item")
def standing_in_the_menu() -> MenuItem:
    return screen.item()
