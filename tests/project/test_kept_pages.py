"""A change shows through a real nginx at once: on its page, its town's page and the front page. The site runs behind it, as on the evening itself."""

import gzip
import logging
from collections.abc import Iterator

import brotli
import pytest
from django.db import transaction
from wagtail.models import Site

from ambassadors.models import AmbassadorPage
from content import purging
from home.models import MunicipalityPage
from ikkooplokaal.proxies import file_of
from municipalities.models import Municipality
from shops.models import Shop
from tests.factories.events import added, make_event, town_page
from tests.factories.shops import CategoryFactory, ShopFactory
from tests.services import nginx

pytestmark = pytest.mark.services
ENCODINGS = ("br", "gzip, deflate", "br, gzip", "")
FRONT, TOWN, LIST, KROON = "/nl/", "/nl/tielt/", "/nl/winkels/tielt/", "/nl/winkels/tielt/bakkerij-de-kroon/"


def purger(front: nginx.Nginx) -> dict[str, dict[str, str]]:
    return {"nginx": {"BACKEND": "ikkooplokaal.proxies.NginxBackend", "LOCATION": f"http://127.0.0.1:{front.purge_port}"}}


@pytest.fixture
def front(wednesday, transactional_db, live_server, laid_out, settings, tmp_path) -> Iterator[nginx.Nginx]:
    """nginx before the site, which holds Bakkerij De Kroon in Tielt."""
    settings.ALLOWED_HOSTS = [nginx.HOST]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    Site.objects.update(hostname=nginx.HOST, port=443)
    ShopFactory(name="Bakkerij De Kroon")
    for language in ("nl", "fr"):
        town_page(Municipality.objects.get(slug="tielt"), language=language)
    Site.clear_site_root_paths_cache()
    try:
        with nginx.served("debian.conf", tmp_path, {"unix:/run/ikl/web.sock": live_server.url.removeprefix("http://")}) as running:
            settings.WAGTAILFRONTENDCACHE = purger(running)
            yield running
    except nginx.NoServer as reason:
        pytest.skip(str(reason))


def read(front: nginx.Nginx, path: str, encoding: str = "br") -> str:
    answer = front.ask(path, headers={"Accept-Encoding": encoding})
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(answer.headers["Content-Encoding"] or "", bytes)
    return unpack(answer.body).decode()


def shows(front: nginx.Nginx, words: str, paths: tuple[str, ...]) -> set[tuple[str, str]]:
    """Where the words stand: (path, what the browser takes)."""
    return {(path, encoding) for path in paths for encoding in ENCODINGS if words in read(front, path, encoding)}


def everywhere(paths: tuple[str, ...]) -> set[tuple[str, str]]:
    return {(path, encoding) for path in paths for encoding in ENCODINGS}


def kept_files(front: nginx.Nginx) -> int:
    return sum(path.is_file() for path in (front.folder / "cache").rglob("*"))


def rename(name: str) -> None:
    shop = Shop.objects.get()
    shop.name = name
    shop.save()


def test_what_changes_shows_at_once_and_without_purging_it_does_not(front, settings):
    paths = (KROON, LIST)
    assert shows(front, "Bakkerij De Kroon", paths) == everywhere(paths)
    assert kept_files(front) == 3 * len(paths), "one copy for each way of packing"
    rename("Bakkerij De Linde")
    assert shows(front, "Bakkerij De Linde", paths) == everywhere(paths)
    settings.WAGTAILFRONTENDCACHE = {}
    rename("Bakkerij De Zwaan")
    assert shows(front, "Bakkerij De Zwaan", paths) == set()
    assert shows(front, "Bakkerij De Linde", paths) == everywhere(paths)


def test_what_changes_shows_on_a_site_that_stands_on_a_port_of_its_own(front):
    Site.objects.update(port=front.port)
    Site.clear_site_root_paths_cache()
    at_port = {"Host": f"{nginx.HOST}:{front.port}", "Accept-Encoding": "gzip"}
    assert "Bakkerij De Kroon" in gzip.decompress(front.ask(KROON, headers=at_port).body).decode()
    rename("Bakkerij De Linde")
    assert "Bakkerij De Linde" in gzip.decompress(front.ask(KROON, headers=at_port).body).decode()


def test_a_new_shop_an_event_and_words_of_the_town_show_on_its_page_and_the_front_page(front):
    agenda, missing = "/nl/agenda/", "/nl/winkels/tielt/viswinkel-zeebries/"
    for path in (FRONT, TOWN, "/fr/tielt/", agenda, missing):
        read(front, path)
    ShopFactory(name="Viswinkel Zeebries", category=CategoryFactory(slug="vis"))
    assert "Viswinkel Zeebries" in read(front, missing), "it was kept as missing"
    assert ("2 winkels van hier" in read(front, FRONT), "Viswinkel Zeebries" in read(front, TOWN)) == (True, True)
    make_event(MunicipalityPage.objects.get(locale__language_code="nl"), title="Braderie van Tielt")
    assert all("Braderie van Tielt" in read(front, path) for path in (TOWN, agenda, "/nl/tielt/braderie-van-tielt/"))
    assert "1 actie of evenement" in read(front, agenda)
    page = MunicipalityPage.objects.get(locale__language_code="nl")
    chosen = AmbassadorPage(title="Zeebries", slug="zeebries", municipality=page.municipality, year=2026, pitch="Vers van zee", locale=page.locale)
    added(page, chosen).save_revision().publish()
    assert all("Vers van zee" in read(front, path) for path in (FRONT, TOWN))
    page = MunicipalityPage.objects.get(locale__language_code="nl")
    page.townline = "Hier ruikt het naar brood"
    page.save_revision().publish()
    assert all("Hier ruikt het naar brood" in read(front, path) for path in (TOWN, "/fr/tielt/")), "French says it in Dutch"
    assert 'href="/nl/tielt/"' in read(front, FRONT)
    page.unpublish()
    assert (front.ask(TOWN).status, 'href="/nl/tielt/"' in read(front, FRONT)) == (404, False)


def test_what_is_not_stored_or_not_published_leaves_the_copies_alone(front):
    page = MunicipalityPage.objects.get(locale__language_code="nl")
    before = read(front, TOWN), read(front, KROON), kept_files(front)
    page.townline = "Nog niet"
    page.save_revision()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        rename("Niemand")
        raise ZeroDivisionError
    assert (read(front, TOWN), read(front, KROON), kept_files(front)) == before


def test_what_shows_everywhere_empties_the_cache_and_it_fills_again(front):
    for path in (FRONT, TOWN, KROON):
        read(front, path)
    assert kept_files(front) == 3
    purging.everything_is_stale()
    assert kept_files(front) == 0
    read(front, KROON)
    assert kept_files(front) == 1


def test_a_cache_that_is_away_is_noted_and_stops_nobody(front, settings, caplog):
    away = {"BACKEND": "ikkooplokaal.proxies.NginxBackend", "LOCATION": f"http://127.0.0.1:{nginx.free_port()}"}
    settings.WAGTAILFRONTENDCACHE = {"gone": away} | purger(front)
    read(front, KROON)
    with caplog.at_level(logging.WARNING, "content.purging"):
        rename("Bakkerij De Linde")
    assert [one.getMessage() for one in caplog.records if one.name == "content.purging"] == [
        "the cache gone keeps pages that changed: ConnectionRefusedError"
    ]
    assert "Bakkerij De Linde" in read(front, KROON)


def test_at_the_door_for_purging_nothing_is_read_or_stored(front):
    read(front, KROON)
    there = file_of(f"https://{nginx.HOST}{KROON} br")
    assert (front.folder / "cache" / there[1:]).is_file()
    assert {method: front.at_purge(method, there) for method in ("GET", "PUT", "MKCOL", "POST")} == dict.fromkeys(
        ["GET", "PUT", "MKCOL", "POST"], 403
    )
    assert front.at_purge("DELETE", "/../key.pem") == 400
    assert [front.at_purge("DELETE", there) for _ in range(2)] == [204, 404]
