"""What every test may ask for."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.utils import translation

if TYPE_CHECKING:
    from home.models import HomePage

HOME_TITLES = {"nl": "Ik koop lokaal", "fr": "J'achète local", "en": "I shop local", "de": "Ich kaufe lokal"}


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real files from outside (IKL_REAL_DATA); without it the test is skipped, and says so."""
    folder = os.environ.get("IKL_REAL_DATA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("real files are not here: set IKL_REAL_DATA to their folder to run this test")
    return Path(folder)


@pytest.fixture(autouse=True)
def nothing_left_over() -> Iterator[None]:
    """What a test before this one kept (menus, root paths, a language) is forgotten."""
    cache.clear()
    yield
    translation.deactivate()


@pytest.fixture
def site_tree(db: None) -> "dict[str, HomePage]":
    """The published front page in each language, by language code; the default site stands on the Dutch one.

    Works on an emptied database too (after a transactional test): what Wagtail's first migration makes is made when it is missing.
    """
    from wagtail.models import Collection, Locale, Page, Site

    from home.models import HomePage  # models can only be imported once Django is set up

    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in HOME_TITLES}
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=locales["nl"])
    dutch = root.add_child(instance=HomePage(title=HOME_TITLES["nl"], slug="voorpagina", locale=locales["nl"]))
    homes = {"nl": dutch}
    for code in ["fr", "en", "de"]:
        page = HomePage(title=HOME_TITLES[code], slug=f"voorpagina-{code}", locale=locales[code], translation_key=dutch.translation_key)
        homes[code] = root.add_child(instance=page)
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": dutch})
    Page.objects.filter(depth=2).exclude(pk__in=[page.pk for page in homes.values()]).delete()
    cache.clear()
    return homes
