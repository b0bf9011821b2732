"""For the form in which a page is translated."""

import json
from typing import Any

from django.template import Library

register = Library()


@register.simple_tag(takes_context=True)
def without_alias(context: dict[str, Any]) -> str:
    """What wagtail-localize hands to its editor, without the way to an alias: that page would lose its words and show Dutch as if translated."""
    props = json.loads(context["props"])
    props["links"]["convertToAliasUrl"] = None
    return json.dumps(props)
