"""What bench.editors asks of one site, in its own process: prints what was seen as JSON. Writes to the database that it is given."""

import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402 (models need Django)
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, override_settings  # noqa: E402
from django.urls import reverse  # noqa: E402

from accounts.models import User  # noqa: E402
from bench.photos import photo  # noqa: E402
from home.models import HomePage  # noqa: E402
from media_library import sizes  # noqa: E402
from media_library.models import SiteImage  # noqa: E402
from shops.models import Shop  # noqa: E402
from tests.signing_in import sign_in  # noqa: E402

TIMES, PICTURES = 5, 6
AT_ONCE = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def main() -> None:
    editor = sign_in(Client(HTTP_HOST="localhost", HTTP_X_FORWARDED_FOR="192.0.2.1"), User.objects.get(email="beheer@ikkooplokaal.example"))
    json.dump({"lists": lists(editor), "saving": saving(), "pictures": pictures()}, sys.stdout)


def lists(editor: Client) -> dict[str, dict[str, float]]:
    home = HomePage.objects.get(locale__language_code="nl")
    addresses = {
        "pages": reverse("wagtailadmin_explore", args=[home.pk]),
        "shops": reverse(Shop.snippet_viewset.get_url_name("list")),
        "pictures": reverse("wagtailimages:index"),
        "what waits (desk)": reverse("wagtailadmin_home"),
    }
    return {name: seen(lambda address=address: opened(editor, address)) for name, address in addresses.items()}


def opened(editor: Client, address: str) -> None:
    answer = editor.get(address)
    assert answer.status_code == 200, (address, answer.status_code)


def saving() -> dict[str, dict[str, float]]:
    shop = Shop.objects.listed().order_by("pk").first()
    found = {"waiting": seen(lambda: shop.save_revision().publish())}
    with override_settings(TASKS=AT_ONCE):
        found["at once"] = seen(lambda: shop.save_revision().publish())
    return found


def pictures() -> dict[str, float]:
    """CPU in ms of a view of six pictures: new, and made before."""
    shown = [new_picture(number) for number in range(PICTURES)]
    look = [lambda image=image: image.get_renditions(*sizes.specs(sizes.SIZES[0])) for image in shown]
    return {"new": sum(map(spent, look)), "made": statistics.median(sum(map(spent, look)) for _ in range(TIMES))}


def new_picture(number: int) -> SiteImage:
    """As a phone takes it: 12 megapixels."""
    return SiteImage.objects.create(title=f"Foto {number}", description="Een winkelstraat", file=photo(number, 4000, 3000))


def seen(work: Callable[[], Any]) -> dict[str, float]:
    work()
    with CaptureQueriesContext(connection) as asked:
        work()
    queries = len(asked)  # the next request forgets them
    return {"ms": statistics.median(spent(work) for _ in range(TIMES)), "queries": queries}


def spent(work: Callable[[], Any]) -> float:
    """ms of CPU."""
    began = time.process_time()
    work()
    return 1_000 * (time.process_time() - began)


if __name__ == "__main__":
    main()
