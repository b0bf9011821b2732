"""/.well-known/security.txt (RFC 9116): where somebody tells us of a weakness."""

from datetime import UTC, datetime, time, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

PATH = ".well-known/security.txt"
GOOD_FOR = timedelta(days=180)  # RFC 9116 wants less than a year; it moves along, as it is made when it is asked for
KEPT = 24 * 60 * 60  # seconds
LANGUAGES = "nl, en, fr, de"


@require_safe
@cache_control(public=True, max_age=KEPT)
def tell(request: HttpRequest) -> HttpResponse:
    canonical = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/{PATH}"
    return HttpResponse(lines(contacts(), canonical, timezone.now()), content_type="text/plain; charset=utf-8")


def contacts() -> list[str]:
    """What SECURITY_CONTACT names, as addresses of the web; without it the mailbox from which the site writes."""
    named = settings.SECURITY_CONTACT or [parseaddr(settings.DEFAULT_FROM_EMAIL)[1]]
    return [contact if ":" in contact else f"mailto:{contact}" for contact in named]


def lines(contacts: list[str], canonical: str, at: datetime) -> str:
    """The file. It expires at midnight UTC, so that it is the same all day."""
    expires = datetime.combine(at.astimezone(UTC).date() + GOOD_FOR, time.min)
    return "".join(
        f"{line}\n"
        for line in [
            *(f"Contact: {contact}" for contact in contacts),
            f"Expires: {expires.isoformat()}Z",
            f"Preferred-Languages: {LANGUAGES}",
            f"Canonical: {canonical}",
        ]
    )
