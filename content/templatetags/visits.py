"""The mark by which a visit is counted."""

from typing import Any

from django import template
from django.conf import settings

from content import visits

register = template.Library()


@register.inclusion_tag("content/visit_mark.html", takes_context=True)
def visit_mark(context: dict[str, Any]) -> dict[str, str]:
    """For a page whose context says what it is (`seen`). Not in a preview, and not for whoever has a session: those are editors at work."""
    request, seen = context.get("request"), context.get("seen")
    if not seen or request is None or getattr(request, "is_preview", False) or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return {"token": ""}
    return {"token": visits.token(seen)}
