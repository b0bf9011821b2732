"""Hours in words as an editor fills them in. Reads what is sent, and nothing that is stored."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from shops import hours_typed
from shops.hours_field import today, told_of


@require_POST
def hours_in_words(request: HttpRequest) -> HttpResponse:
    """The sentence under the form, of the field that is called `field`."""
    found = hours_typed.found(hours_typed.sent(request.POST, request.POST.get("field", "")), today())
    return render(request, "shops/forms/hours_told.html", {"told": told_of(found), "is_odd": found.text is None})
