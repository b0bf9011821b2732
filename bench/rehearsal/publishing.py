"""An editor of a town on the evening of the final: each line that comes in becomes the sentence under the name of the town.

`python -m bench.rehearsal.publishing` answers with the path of the page, once it is published.
"""

import sys

import django

django.setup()

from home.models import MunicipalityPage  # noqa: E402 (models need Django)


def publish(sentence: str) -> str:
    page = MunicipalityPage.objects.live().filter(locale__language_code="nl").order_by("pk")[0]
    page.townline = sentence
    page.save_revision().publish()
    return page.relative_url(None)


if __name__ == "__main__":
    for line in sys.stdin:
        print(publish(line.strip()), flush=True)
