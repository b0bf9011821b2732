"""What a form showed, carried along by the form, so that what somebody changed since is told apart from what its reader typed."""

import json
from collections.abc import Mapping
from typing import Any


def shown(values: Mapping[str, Any]) -> str:
    """values: by field, as a form takes them."""
    return json.dumps({name: plain(value) for name, value in values.items()})


def read_shown(text: str | None) -> dict[str, Any]:
    """Nothing for what is not of `shown`: such a form is compared with what stands there now."""
    try:
        values = json.loads(text or "{}")
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}


def plain(value: Any) -> Any:
    """As JSON gives it back."""
    return json.loads(json.dumps(value, default=str))
