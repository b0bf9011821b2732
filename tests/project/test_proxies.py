"""The caches in front of the site: which are told, and in which words. nginx itself stands in test_kept_pages.py."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from environ import Env, ImproperlyConfigured

from ikkooplokaal import proxies
from ikkooplokaal.settings.proxies import proxies as setting
from tests.services.nginx import free_port


class Varnish(ThreadingHTTPServer):
    """Remembers what it was asked: (method, path, host). Answers with `status`."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), VarnishAnswer)
        self.status = 200
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.asked: list[tuple[str, str, str]] = []

    @property
    def place(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class VarnishAnswer(BaseHTTPRequestHandler):
    server: Varnish
    protocol_version = "HTTP/1.1"

    def do_PURGE(self) -> None:
        self.server.asked.append((self.command, self.path, self.headers["Host"]))
        self.server.may_answer.wait(60)
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_DELETE = do_PURGE

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def varnish() -> Iterator[Varnish]:
    with Varnish() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield server
        server.shutdown()


@pytest.fixture
def told(monkeypatch):
    """What the variables that are given make of the setting."""

    def read(**variables: str):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return setting(Env())

    return read


def test_without_variables_no_cache_is_told(told):
    assert told() == {}


def test_each_cache_is_told_where_it_stands(told):
    found = told(PURGE_NGINX="http://127.0.0.1:8082,http://10.0.0.2:8082", PURGE_VARNISH="http://10.0.0.3:6081")
    assert {place: (entry["BACKEND"].rpartition(".")[2], entry["LOCATION"]) for place, entry in found.items()} == {
        "http://127.0.0.1:8082": ("NginxBackend", "http://127.0.0.1:8082"),
        "http://10.0.0.2:8082": ("NginxBackend", "http://10.0.0.2:8082"),
        "http://10.0.0.3:6081": ("VarnishBackend", "http://10.0.0.3:6081"),
    }


def test_cloudflare_wants_a_token_beside_its_zone(told):
    with pytest.raises(ImproperlyConfigured, match="PURGE_CLOUDFLARE_TOKEN"):
        told(PURGE_CLOUDFLARE_ZONE="z0ne")
    found = told(PURGE_CLOUDFLARE_TOKEN="t0ken")["cloudflare"]
    cache = proxies.ForgetfulCloudflareBackend({name: value for name, value in found.items() if name != "BACKEND"})
    assert (cache.cloudflare_zoneid, cache.cloudflare_token) == ("z0ne", "t0ken")


def test_varnish_is_asked_by_purge_under_the_name_of_the_site(varnish):
    proxies.VarnishBackend({"LOCATION": varnish.place}).purge_batch(["https://www.example.org/nl/", "https://www.example.org/nl/tielt/"])
    assert varnish.asked == [("PURGE", "/nl/", "www.example.org"), ("PURGE", "/nl/tielt/", "www.example.org")]


def test_nginx_is_asked_for_the_file_of_each_copy(varnish):
    """As `echo -n 'www.example.org/nl/ br' | md5sum` says."""
    proxies.NginxBackend({"LOCATION": varnish.place}).purge("https://www.example.org/nl/")
    assert [path for _method, path, _host in varnish.asked] == [
        proxies.file_of(f"https://www.example.org/nl/ {packed}") for packed in ("br", "gzip", "")
    ]
    named = {proxies.file_of(f"{site}/nl/ br") for site in ("https://www.example.org", "https://www.example.org:8443", "http://www.example.org:8443")}
    assert named == {"/5/b1/da550ad6c13e26fffe592b753a3f0b15"}


def test_the_copies_of_a_site_on_a_port_of_its_own_are_named_without_it(varnish):
    cache = proxies.NginxBackend({"LOCATION": varnish.place})
    cache.purge("https://www.example.org:8443/nl/")
    on_its_own_port = list(varnish.asked)
    cache.purge("https://www.example.org/nl/")
    assert varnish.asked == 2 * on_its_own_port


def test_what_was_not_kept_is_no_problem_and_what_is_refused_is(varnish):
    cache = proxies.VarnishBackend({"LOCATION": varnish.place})
    varnish.status = 404
    cache.purge("https://www.example.org/nl/")
    varnish.status = 403
    with pytest.raises(proxies.NotDone, match="403"):
        cache.purge_batch(["https://www.example.org/nl/", "https://www.example.org/fr/"])
    assert len(varnish.asked) == 2, "who is refused once does not go on asking"


def test_a_cache_that_does_not_answer_is_left(varnish, monkeypatch):
    monkeypatch.setattr(proxies, "PATIENCE", 0.1)
    varnish.may_answer.clear()
    cache = proxies.VarnishBackend({"LOCATION": varnish.place})
    with pytest.raises(TimeoutError):
        cache.purge_batch(["https://www.example.org/nl/", "https://www.example.org/fr/"])
    varnish.may_answer.set()
    assert len(varnish.asked) == 1


def test_a_cache_that_is_away_says_so_at_once():
    with pytest.raises(ConnectionRefusedError):
        proxies.NginxBackend({"LOCATION": f"http://127.0.0.1:{free_port()}"}).purge("https://www.example.org/nl/")
