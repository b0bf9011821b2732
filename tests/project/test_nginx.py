"""What the configuration of nginx does, in a real nginx in front of a site that says what the test wants."""

import json
import re
import socket
import ssl
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from environ import Env

from ikkooplokaal.compression import best_encoding
from ikkooplokaal.proxies import file_of
from ikkooplokaal.s3_storage import PlainS3Storage
from ikkooplokaal.storage import private_bucket
from tests.services import nginx, s3

pytestmark = pytest.mark.services
PUBLIC = {"Cache-Control": "public, s-maxage=60"}
SOON_OLD = {"Cache-Control": "public, s-maxage=1"}
PRIVATE = {"Cache-Control": "private, no-store"}
RUNBOOK = Path(__file__).parents[2] / "docs" / "runbook.md"
ALLOWED = 32 * 1024 * 1024  # bytes


class Site(ThreadingHTTPServer):
    """Answers with `status` and `headers` of the moment, and remembers what it was asked: (method, path, headers, length of the body)."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int = 0):
        super().__init__(("127.0.0.1", port), SiteAnswer)
        self.status = 200
        self.headers: dict[str, str] = PUBLIC
        self.hangs_up = False
        self.asked: list[tuple[str, str, dict[str, str], int]] = []

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.server_port}"


class SiteAnswer(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        length = len(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        self.server.asked.append((self.command, self.path, dict(self.headers), length))
        if self.server.hangs_up:
            return
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        packed = self.headers["Accept-Encoding"]
        self.wfile.write(f"answer {len(self.server.asked)}{f' in {packed}' if packed in {'br', 'gzip'} else ''}".encode())

    do_POST = do_PUT = do_GET

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def answering(port: int = 0) -> Iterator[Site]:
    with Site(port) as site:
        threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01}).start()
        try:
            yield site
        finally:
            site.shutdown()


@pytest.fixture
def site() -> Iterator[Site]:
    with answering() as running:
        yield running


@contextmanager
def in_front(name, folder, others) -> Iterator[nginx.Nginx]:
    try:
        with nginx.served(name, folder, others) as running:
            yield running
    except nginx.NoServer as reason:
        pytest.skip(str(reason))


@pytest.fixture
def front(site, tmp_path) -> Iterator[nginx.Nginx]:
    with in_front("debian.conf", tmp_path, {"unix:/run/ikl/web.sock": site.place}) as running:
        yield running


COMPOSE = {"web-one:8000": "127.0.0.1:8001", "web-two:8000": "127.0.0.1:8002", "store:8333": "127.0.0.1:8003"}


@pytest.mark.parametrize(("name", "others"), [("debian.conf", {}), ("compose.conf", COMPOSE)])
def test_nginx_has_nothing_against_the_configuration(tmp_path, name, others):
    try:
        assert nginx.complaints(name, tmp_path, others) == ""
    except nginx.NoServer as reason:
        pytest.skip(str(reason))


def test_a_public_page_is_made_once_for_all(front, site):
    assert [front.ask("/nl/").body for _ in range(3)] == [b"answer 1"] * 3
    assert len(site.asked) == 1


def test_who_comes_by_a_shared_link_gets_the_page_that_was_kept_and_leaves_nothing_in_it(front, site):
    """Facebook hangs another key on each click."""
    shared = ["?fbclid=IwAR0a_-b", "?fbclid=IwAR1&utm_source=facebook", "?utm_source=nieuwsbrief&utm_medium=mail&mc_eid=1", "?gclid="]
    assert [front.ask(f"/nl/{more}").body for more in ["", *shared]] == [b"answer 1"] * 5
    assert [path for _, path, _, _ in site.asked] == ["/nl/"]


def test_what_is_asked_of_the_site_beside_that_reaches_it_as_it_stands(front, site):
    asked = [
        "/nl/winkels/?q=brood&fbclid=1",
        "/nl/?utm_source=a&gemeente=8700",
        "/nl/?x=fbclid=1",
        "/nl/?",
        "/nl/caf%C3%A9/?q=a%20b",
        "/nl//x/../y/?fbclidx=1",
    ]
    for address in asked:
        front.ask(address)
    assert [path for _, path, _, _ in site.asked] == asked


def test_a_page_made_for_a_shared_link_is_thrown_away_by_its_own_address(front, site):
    front.ask("/nl/?fbclid=1")
    assert front.at_purge("DELETE", file_of(f"https://{nginx.HOST}/nl/ ")) == 204
    assert front.ask("/nl/?fbclid=2").body == b"answer 2"


UNTIL = {"Expires": "Wed, 25 Nov 2026 10:41:00 GMT"}


@pytest.mark.parametrize(
    ("told", "passed_on"),
    [
        (PUBLIC | UNTIL, "public"),
        (PUBLIC | UNTIL | {"Vary": "Accept-Encoding"}, "public"),
        (PUBLIC | UNTIL | {"Vary": "Accept-Language"}, "private"),
        (PUBLIC | UNTIL | {"Vary": "Accept-Language, Accept-Encoding"}, "private"),
        ({"Cache-Control": "max-age=315360000, public, immutable"}, "max-age=315360000, public, immutable"),
        ({"Cache-Control": "public, max-age=86400"}, "public, max-age=86400"),
        (PRIVATE, "private, no-store"),
        ({}, None),
    ],
)
def test_a_cache_beyond_is_told_until_when_and_not_for_how_long_once_more(front, site, told, passed_on):
    """Of a page that was kept here as of one that was made just now."""
    site.headers = told
    answers = [front.ask("/").headers for _ in range(2)]
    assert [(answer["Cache-Control"], answer["Expires"]) for answer in answers] == [(passed_on, told.get("Expires"))] * 2


@pytest.mark.parametrize(("version", "is_spoken"), [(ssl.TLSVersion.TLSv1_1, False), (ssl.TLSVersion.TLSv1_2, True), (ssl.TLSVersion.TLSv1_3, True)])
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated")
def test_https_is_of_today(front, version, is_spoken):
    visitor = ssl._create_unverified_context()
    visitor.set_ciphers("ALL:@SECLEVEL=0")
    visitor.minimum_version = visitor.maximum_version = version
    with socket.create_connection(("127.0.0.1", front.port), timeout=60) as connection:
        spoken = nullcontext() if is_spoken else pytest.raises((ssl.SSLError, ConnectionError))
        with spoken, nginx.encrypted(connection, visitor=visitor) as encrypted:
            assert encrypted.cipher()[0].startswith(("ECDHE-ECDSA-", "TLS_"))


def test_who_asks_for_a_name_that_is_none_of_ours_gets_no_answer(front, site):
    with pytest.raises((ssl.SSLError, ConnectionError)):
        front.ask("/nl/", host="stranger.example")
    with pytest.raises((ssl.SSLError, ConnectionError)), socket.create_connection(("127.0.0.1", front.port), timeout=60) as plain:
        ssl._create_unverified_context().wrap_socket(plain)
    with pytest.raises(ConnectionError):
        front.ask("/nl/", headers={"Host": "stranger.example"})
    assert site.asked == []
    assert {host: front.at_plain("/nl/", host) for host in ("stranger.example", nginx.HOST)} == {
        "stranger.example": None,
        nginx.HOST: (301, f"https://{nginx.HOST}/nl/"),
    }


def test_a_private_page_is_made_for_each(front, site):
    site.headers = PRIVATE
    assert [front.ask("/nl/").body for _ in range(2)] == [b"answer 1", b"answer 2"]


@pytest.mark.parametrize("header", [{"Cookie": "__Host-session=x"}, {"Cookie": "a=b; __Host-shopkeeper=x"}, {"Authorization": "Basic eDp5"}])
def test_who_is_known_neither_gets_nor_leaves_a_kept_page(front, site, header):
    assert front.ask("/nl/", headers=header).body == b"answer 1"
    assert front.ask("/nl/").body == b"answer 2"
    assert front.ask("/nl/", headers=header).body == b"answer 3"
    assert front.ask("/nl/").body == b"answer 2"


def test_who_has_only_the_cookie_of_a_form_gets_the_kept_page(front, site):
    assert [front.ask("/nl/", headers=headers).body for headers in ({}, {"Cookie": "__Host-csrf=x"})] == [b"answer 1"] * 2


def test_a_page_that_sets_a_cookie_is_not_kept(front, site):
    site.headers = PUBLIC | {"Set-Cookie": "__Host-csrf=x"}
    assert [front.ask("/nl/").body for _ in range(2)] == [b"answer 1", b"answer 2"]


def test_each_encoding_has_its_own_copy_and_nothing_is_packed_anew(front, site):
    site.headers = PUBLIC | {"Vary": "Accept-Encoding", "Content-Type": "text/html"}
    packed = [front.ask("/nl/", headers={"Accept-Encoding": encoding}) for encoding in ("br", "gzip", "br", "gzip")]
    assert [answer.body for answer in packed] == [b"answer 1 in br", b"answer 2 in gzip"] * 2


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("GZIP;q=1, BR;q=0.000", "gzip"),
        ("br;q=0.1", "br"),
        ("x-br, identity", None),
        ("", None),
    ],
)
def test_the_site_is_asked_for_the_one_way_of_packing_that_is_kept(front, site, accepted, packed):
    front.ask("/nl/", headers={"Accept-Encoding": accepted})
    assert site.asked[0][2].get("Accept-Encoding") == packed
    assert best_encoding(accepted) == (packed or "")


def test_browsers_that_say_it_differently_share_a_copy(front, site):
    site.headers = PUBLIC | {"Vary": "Accept-Encoding"}
    assert {front.ask("/nl/", headers={"Accept-Encoding": said}).body for said in ("gzip, deflate, br, zstd", "gzip, deflate, br", "br")} == {
        b"answer 1 in br"
    }


@pytest.mark.parametrize("vary", ["Cookie", "Accept-Encoding, Cookie", "Accept-Language", "*", "Origin"])
def test_what_depends_on_more_than_its_copy_is_named_after_is_not_kept(front, site, vary):
    site.headers = PUBLIC | {"Vary": vary}
    assert [front.ask("/nl/").body for _ in range(2)] == [b"answer 1", b"answer 2"]


def test_a_kept_page_says_until_when_it_is_true_and_not_for_how_long(front, site):
    """For how long would be counted anew by each browser and each CDN that gets the copy."""
    site.headers = {"Cache-Control": "public, s-maxage=60", "Expires": "Fri, 20 Nov 2026 11:01:00 GMT"}
    answers = [front.ask("/nl/") for _ in range(2)]
    assert [(one.body, one.headers["Expires"], one.headers["Cache-Control"]) for one in answers] == [
        (b"answer 1", "Fri, 20 Nov 2026 11:01:00 GMT", "public")
    ] * 2


def test_the_bare_address_is_kept_per_language(front, site):
    site.headers = PUBLIC | {"Vary": "Accept-Language, Accept-Encoding"}
    asked = [front.ask("/", headers={"Accept-Language": language}).body for language in ("fr", "nl", "fr")]
    assert asked == [b"answer 1", b"answer 2", b"answer 1"]


def test_a_question_is_part_of_the_address(front, site):
    assert {front.ask(path).body for path in ("/nl/winkels/", "/nl/winkels/?q=bakker")} == {b"answer 1", b"answer 2"}


@pytest.mark.parametrize("status", [500, 503])
def test_an_old_page_stands_in_for_a_site_that_fails(front, site, status):
    site.headers = SOON_OLD
    front.ask("/nl/")
    time.sleep(2.1)  # whole seconds are counted
    site.status, site.headers = status, PRIVATE
    assert (front.ask("/nl/").status, front.ask("/nl/").body) == (200, b"answer 1")


def test_a_page_that_is_old_is_made_anew_by_whoever_asks_first(front, site):
    site.headers = SOON_OLD
    front.ask("/nl/")
    time.sleep(2.1)
    assert front.ask("/nl/").body == b"answer 2"


def test_a_site_that_is_gone_is_told_in_our_words(site, tmp_path):
    with in_front("debian.conf", tmp_path, {"unix:/run/ikl/web.sock": f"127.0.0.1:{nginx.free_port()}"}) as front:
        answer = front.ask("/nl/")
    assert (answer.status, answer.headers["Retry-After"], answer.headers["Cache-Control"]) == (502, "60", "no-store")
    assert "Over een paar minuten zijn we er terug." in answer.body.decode()


def test_what_visitors_say_of_themselves_is_overwritten(front, site):
    said = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-IP", "Forwarded")
    front.ask("/nl/", headers=dict.fromkeys(said, "203.0.113.9"))
    [(_, _, heard, _)] = site.asked
    assert {name: value for name, value in heard.items() if name in {*said, "Host"}} == {
        "Host": nginx.HOST,
        "X-Forwarded-For": "127.0.0.1",
        "X-Forwarded-Proto": "https",
    }


def test_behind_a_balancer_the_site_is_told_the_visitor_and_not_the_balancer(site, tmp_path):
    """By the lines that the runbook gives for it; here the balancer stands on the loopback."""
    [said] = re.findall(r"^(set_real_ip_from .*?)\n```", RUNBOOK.read_text(), re.MULTILINE | re.DOTALL)
    told = said.replace("192.0.2.0/24", "127.0.0.1")
    with in_front("debian.conf", tmp_path, {"unix:/run/ikl/web.sock": site.place, "log_format ikl": f"{told}\nlog_format ikl"}) as front:
        front.ask("/nl/", headers={"X-Forwarded-For": "198.51.100.9, 203.0.113.7"})
    [(_, _, heard, _)] = site.asked
    assert heard["X-Forwarded-For"] == "203.0.113.7"


def test_a_body_that_is_too_large_never_reaches_the_site(front, site):
    announced = {"Content-Length": str(ALLOWED + 1)}
    refused = front.ask("/nl/mijn-zaak/", method="POST", headers=announced)
    assert (refused.status, refused.headers["Content-Type"], site.asked) == (413, "text/html", [])
    assert [words for words in ("Te groot", "C’est plus", "This is more", "Das ist mehr") if words not in refused.body.decode()] == []
    assert guarded(refused)


def guarded(answer: nginx.Answer) -> bool:
    """As a page of ours is that holds nothing but words."""
    held = {name: answer.headers[name] for name in ("Cache-Control", "Content-Security-Policy", "X-Content-Type-Options")}
    return held == {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
    }


def test_a_photo_of_twenty_megabytes_reaches_the_site(front, site):
    photo = bytes(20 * 1024 * 1024)
    assert front.ask("/nl/mijn-zaak/", method="POST", body=photo).status == 200
    assert site.asked[0][3] == len(photo)


def test_documents_are_no_files_of_nginx_and_images_are(front, tmp_path):
    (tmp_path / "media" / "documents").mkdir()
    (tmp_path / "media" / "documents" / "secret.pdf").write_bytes(b"secret")
    (tmp_path / "media" / "shop.webp").write_bytes(b"picture")
    image = front.ask("/media/shop.webp")
    assert (image.body, image.headers["Cache-Control"]) == (b"picture", "public, max-age=31536000, immutable")
    assert (image.headers["Content-Type"], image.headers["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert front.ask("/media/documents/secret.pdf").status == 404
    assert front.ask("/media/x/../documents/secret.pdf").status == 404


def test_the_log_says_what_was_asked_and_not_by_whom(front, site):
    front.ask("/nl/mijn-zaak/code/k3y/?naam=Jan", headers={"User-Agent": "telltale"})
    line = wait_for_line(front)
    assert {name: line[name] for name in ("host", "method", "place", "status", "cache")} == {
        "host": nginx.HOST,
        "method": "GET",
        "place": "/nl/mijn-zaak",
        "status": 200,
        "cache": "MISS",
    }
    assert [word for word in ("127.0.0.1", "k3y", "Jan", "telltale") if word in front.log()] == []


def wait_for_line(front: nginx.Nginx) -> dict:
    deadline = time.monotonic() + nginx.START_SECONDS
    while not front.log().endswith("\n") and time.monotonic() < deadline:
        time.sleep(0.05)
    return json.loads(front.log().splitlines()[0])


def test_the_pages_of_what_nginx_refuses_are_no_addresses(front, site):
    assert [front.ask(f"/{name}.html").status for name in ("te-groot", "te-snel", "onderbreking")] == [404, 404, 404]


def test_the_figures_of_the_site_are_for_nobody_outside(front, site):
    from_here = {"X-Forwarded-For": "127.0.0.1"}
    asked = [front.ask(path, headers=from_here).status for path in ("/metrics", "/metrics?x", "//metrics")]
    assert asked == [404, 404, 404]
    assert [path for _, path, _, _ in site.asked if path.startswith("/metrics")] == []


def test_who_watches_this_machine_reads_them_with_the_token(front, site):
    assert front.ask_status("/metrics", {"Authorization": "Bearer t0ken"}).body == b"answer 1"
    ((_, path, headers, _),) = site.asked
    assert (path, headers["Authorization"], headers["X-Forwarded-For"]) == ("/metrics", "Bearer t0ken", "127.0.0.1")


def test_a_request_has_one_number_in_the_log_of_nginx_at_the_site_and_for_the_visitor(front, site):
    site.headers = PUBLIC | {"X-Request-ID": "of-who-had-it-made"}
    first, second = (front.ask("/nl/", headers={"X-Request-ID": "a-number-of-a-visitor"}).headers.get_all("X-Request-ID") for _ in range(2))
    ((_, _, headers, _),) = site.asked
    assert first == [headers["X-Request-ID"]] == [wait_for_line(front)["request"]]
    assert second != first and len(second) == 1 and len(second[0]) == 32


def test_a_login_that_is_tried_again_and_again_is_slowed_down(front, site):
    site.headers = PRIVATE
    answers = [front.ask("/account/login/", method="POST", body=b"x=y") for _ in range(40)]
    assert ([answer.status for answer in answers[:20]], answers[-1].status) == ([200] * 20, 429)
    assert "Wacht een paar tellen" in answers[-1].body.decode() and guarded(answers[-1])
    assert front.ask("/account/login/").status == 200


def test_whoever_makes_up_questions_is_slowed_down_and_reads_on_what_is_kept(front, site):
    def ask(number: int) -> int:
        return front.ask(f"/nl/winkels/?x={number}").status

    with ThreadPoolExecutor(4) as visitors:
        statuses = list(visitors.map(ask, range(200)))
        assert statuses == [200] * 200, "a village asks no more at once"
        more = (429 in visitors.map(ask, range(start, start + 100)) for start in range(200, 5_000, 100))
        assert any(more)
    assert front.ask("/nl/winkels/").status == 200
    assert front.ask("/nl/winkels/?fbclid=a").status == 200


# -- two web servers, as in compose.yaml


@contextmanager
def pair(folder) -> Iterator[tuple[nginx.Nginx, Site, Site]]:
    with answering() as one, answering() as two, answering() as store:
        others = {"web-one:8000": one.place, "web-two:8000": two.place, "store:8333": store.place}
        with in_front("compose.conf", folder, others) as front:
            one.headers = two.headers = PRIVATE
            yield front, one, two


def test_a_page_comes_from_the_other_while_one_is_away(tmp_path):
    with pair(tmp_path) as (front, one, _two):
        one.hangs_up = True
        assert {front.ask("/nl/").status for _ in range(4)} == {200}


def test_a_vote_on_its_way_to_a_server_that_dies_is_not_sent_twice(tmp_path):
    with pair(tmp_path) as (front, one, two):
        one.hangs_up = two.hangs_up = True
        assert front.ask("/nl/stemmen/2027/tielt/stem/", method="POST", body=b"x=y").status == 502
        assert len(one.asked + two.asked) == 1


def test_a_file_that_only_the_newer_server_has_is_found(tmp_path):
    with pair(tmp_path) as (front, one, _two):
        one.status = 404
        assert {front.ask(f"/static/css/site.{number}.css").status for number in range(4)} == {200}


def test_files_are_fetched_from_outside_but_not_stored(tmp_path):
    with pair(tmp_path) as (front, _one, _two):
        assert front.ask("/ikl-images/shop.webp", host="files.example.org").headers["X-Content-Type-Options"] == "nosniff"
        assert front.ask("/ikl-images/shop.webp", method="PUT", body=b"x", host="files.example.org").status == 403


@pytest.fixture
def s3_server() -> Iterator[s3.S3Server]:
    try:
        with s3.server() as started:
            yield started
    except s3.NoServer as reason:
        pytest.skip(f"the S3 server does not start here: {reason}")


def test_a_document_that_is_stored_through_nginx_comes_back_as_it_was_by_a_signed_link_only(s3_server, tmp_path, monkeypatch):
    here = {"allow 172.31.251.0/24": "allow 127.0.0.1", f"{nginx.HOST} localhost": nginx.HOST, "~^files\\.": "localhost"}
    others = COMPOSE | here | {"store:8333": s3_server.endpoint.removeprefix("http://")}
    with in_front("compose.conf", tmp_path, others) as front:
        for name, value in (s3_server.environment() | {"AWS_S3_ENDPOINT_URL": f"https://localhost:{front.port}"}).items():
            monkeypatch.setenv(name, value)
        store = PlainS3Storage(**private_bucket(Env())["OPTIONS"], verify=False)
        with warnings.catch_warnings(action="ignore"):  # the certificate is nobody's
            link = store.url(store.save("plan.pdf", ContentFile(b"plan")))
        fetched = front.ask(link.removeprefix(f"https://localhost:{front.port}"), host=f"localhost:{front.port}")
        assert (fetched.status, fetched.body, fetched.headers["Content-Encoding"]) == (200, b"plan", None)
        assert front.ask("/documents/plan.pdf", host=f"localhost:{front.port}").status == 403


# -- the socket of systemd


def test_who_asks_while_the_site_is_renewed_waits_and_is_answered(tmp_path):
    path = tmp_path / "web.sock"
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(path))
        path.chmod(0o666)
        door.listen(64)
        with in_front("debian.conf", tmp_path / "nginx", {"unix:/run/ikl/web.sock": f"unix:{path}"}) as front:
            with gunicorn_behind(door, tmp_path, "one"):
                assert front.ask("/nl/").body == b"one"
            asked = ThreadPoolExecutor(1).submit(front.ask, "/nl/")
            with gunicorn_behind(door, tmp_path, "two"):
                assert asked.result(timeout=nginx.START_SECONDS).body == b"two"


AS_SYSTEMD_DOES = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ |= {"LISTEN_FDS": "1", "LISTEN_PID": str(os.getpid())}
os.execv(sys.executable, [sys.executable, "-B", "-m", "gunicorn", "--no-control-socket", "--pythonpath", ".", "renewed"])
"""


@contextmanager
def gunicorn_behind(door: socket.socket, folder: Path, version: str) -> Iterator[None]:
    """A gunicorn that is handed the socket as systemd does it: as its third file. It keeps no bytecode: that of "one" would pass for "two"."""
    (folder / "renewed.py").write_text(f"def application(environ, start):\n    start('200 OK', [])\n    return [{version.encode()!r}]\n")
    command = [sys.executable, "-c", AS_SYSTEMD_DOES, str(door.fileno())]
    process = subprocess.Popen(command, cwd=folder, pass_fds=[door.fileno()], stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(nginx.START_SECONDS)
