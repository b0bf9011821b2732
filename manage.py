#!/usr/bin/env python
"""Run a management command of Ik koop lokaal."""

import os
import sys
from pathlib import Path

# `site/` is a folder that holds the frame of the website, never a package: Python has a `site` module of its own.
sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikkooplokaal.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
