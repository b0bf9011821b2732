"""Words that people type: one line or several, without what nobody sees, and with a limit that they read about before they reach it."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

TOO_LONG = ngettext_lazy(
    "Maak het korter: hoogstens %(limit_value)d teken, dit zijn er %(show_value)d.",
    "Maak het korter: hoogstens %(limit_value)d tekens, dit zijn er %(show_value)d.",
    "limit_value",
)
LEFT = _("Nog {left} tekens")


JOINER = "\u200d"  # makes one picture of two: a family, a flag
UNSEEN = {"Cc", "Cf", "Co", "Cn"}  # control characters, and those that take no room or turn what follows around
BLANK = set("\u115f\u1160\u3164\uffa0\u2800")  # letters and signs of which nothing is drawn


def seen(text: str) -> str:
    """`text` without what nobody sees: a text of such characters alone is empty. Line breaks stay, and joiners between pictures."""
    return "".join(sign for place, sign in enumerate(text) if sign == "\n" or is_seen(sign) or is_between_pictures(text, place))


def is_seen(sign: str) -> bool:
    return unicodedata.category(sign) not in UNSEEN and sign not in BLANK


def is_between_pictures(text: str, place: int) -> bool:
    """Whether a joiner stands there with an emoji on its right, and on its left, where a colour or a style may follow the emoji."""
    around = [unicodedata.category(sign) for sign in (text[place - 1 : place], text[place + 1 : place + 2]) if sign]
    return text[place] == JOINER and len(around) == 2 and around[0] in {"So", "Sk", "Mn"} and around[1] == "So"


class LineField(forms.CharField):
    """Words on one line."""

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        messages = {"max_length": TOO_LONG} | kwargs.pop("error_messages", {})
        super().__init__(max_length=max_length, error_messages=messages, **kwargs)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(seen(" ".join(str(value or "").split()))))


class WordsField(LineField):
    """Running text. A line break counts as one character, as the counter under it and the reader see it."""

    def __init__(self, *, rows: int, max_length: int, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, widget=forms.Textarea(attrs={"rows": rows, "data-count-left": LEFT}), **kwargs)

    def to_python(self, value: Any) -> str:
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        return str(forms.CharField.to_python(self, seen(text)))
