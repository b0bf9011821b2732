"""Make the tables and a number of tokens: `python -m bench.bare.prepare ROUND NUMBER`; their keys are r<ROUND>-0, r<ROUND>-1 ..."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.bare.settings"
django.setup()

from django.core.management import call_command  # noqa: E402 (models need Django)

from bench.bare.models import Token  # noqa: E402


def main(round_id: str, number: int) -> None:
    call_command("migrate", run_syncdb=True, verbosity=0)
    tokens = (Token(key=f"r{round_id}-{place}", identity=f"{place:064x}", candidate=1) for place in range(number))
    Token.objects.bulk_create(tokens, batch_size=500)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
