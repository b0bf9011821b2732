"""The frame's part in the editors' tool: which doors are open, and what choosers offer."""

from django.db.models import F, Q
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.models import PageQuerySet
from wagtail.permission_policies.pages import PagePermissionPolicy

from ikkooplokaal import admin_doors

admin_doors.open_all()


@hooks.register("construct_page_chooser_queryset")
def what_anybody_may_read_or_the_user_may_change(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Wagtail's chooser shows every draft, and the draft title of a published page."""
    within_reach = PagePermissionPolicy().explorable_instances(request.user).values_list("pk", flat=True)
    return pages.filter(Q(live=True, draft_title=F("title")) | Q(pk__in=within_reach))


@hooks.register("insert_global_admin_css")
def colours_of_the_campaign() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("ikkooplokaal/admin_colours.css"))
