"""For the form in which a page is translated."""

import json
from typing import Any

from django.template import Library

from ikkooplokaal.translating.rights import NAMES

register = Library()


@register.simple_tag(takes_context=True)
def our_props(context: dict[str, Any]) -> str:
    """What wagtail-localize hands to its editor, with Dutch names of languages, and without the way to an alias: that page would lose its words."""
    props = json.loads(context["props"])
    props["links"]["convertToAliasUrl"] = None
    props["locale"]["displayName"] = str(NAMES.get(props["locale"]["code"], props["locale"]["displayName"]))
    return json.dumps(props)
