"""What the head of every page of the vote needs."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def vote_style() -> SafeString:
    """The stylesheet of the vote, beside the site's: other pages do not carry it."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/vote.bundle.css"))
