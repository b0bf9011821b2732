"""What stands in deploy/ holds to what the site needs and allows. Read as text: no engine is asked, and no YAML library is among the packages."""

import json
import os
import re
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings
from django.urls import reverse

from deploy import healthy, make_secrets
from ikkooplokaal import proxies
from shops.import_screens import forms as shop_imports
from tests.project.test_docs import SETTINGS, WITH_S3, reads, table
from tests.project.test_layout import ROOMS
from tests.project.test_production_start import COMPLETE, SHOW, start

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = DEPLOY / "systemd"
MIB = 1024 * 1024
COMPOSE = (DEPLOY / "compose.yaml").read_text()
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
RUNBOOK = (ROOT / "docs" / "runbook.md").read_text()
SITE_ENV = (UNITS / "site.env.example").read_text()
COMMON = (UNITS / "ikl-.service.d" / "common.conf").read_text()
NGINX = {path.name: path.read_text() for path in (DEPLOY / "nginx").glob("*.conf")}
NEEDED = {read.name for read in reads(SETTINGS / "production.py") if read.needed}
OF_SITE = {"web-one", "web-two", "worker", "periodic", "backup", "migrate", "buckets"}
UNITS_OF = {"k": 1024, "m": MIB}


def section(name: str) -> str:
    """What stands under a word at the margin of compose.yaml."""
    return re.split(r"\n(?=\S)", COMPOSE.split(f"\n{name}:", 1)[1], maxsplit=1)[0]


def services() -> dict[str, str]:
    parts = re.split(r"\n  (?=[\w-]+:\n)", section("services"))[1:]
    return {part.split(":", 1)[0]: part for part in parts}


def assigned(text: str) -> dict[str, str]:
    return dict(re.findall(r"^([A-Z][A-Z0-9_]+)=(.*)$", text, re.MULTILINE))


def environment() -> dict[str, str]:
    """What every container of the site is told."""
    block = COMPOSE.split("  environment: &environment\n", 1)[1].split("\n  secrets:", 1)[0]
    return dict(re.findall(r"^    ([A-Z][A-Z0-9_]+): (.*)$", block, re.MULTILINE))


def own_environment(service: str) -> dict[str, str]:
    """What one of them is told, with the names of deploy/.env.example filled in."""
    said = assigned((DEPLOY / ".env.example").read_text())
    told = environment() | dict(re.findall(r"^      ([A-Z][A-Z0-9_]+): (.*?)(?: #.*)?$", services()[service], re.MULTILINE))
    return {name: re.sub(r"\$\{(\w+)[^}]*\}", lambda asked: said[asked[1]], value) for name, value in told.items()}


def moved(told: dict[str, str], folder: Path) -> dict[str, str]:
    """The same with the folders of a container below `folder`."""
    return {name: re.sub(r"^/(?:srv/ikl|run)/", f"{folder}/", value) + ".txt" * name.endswith("_FILE") for name, value in told.items()}


def nginx_says(name: str, file: str) -> str:
    return re.search(rf"^\s*{name} ([^;]+);", NGINX[file], re.MULTILINE)[1]


def in_bytes(size: str) -> int:
    return int(size[:-1]) * UNITS_OF[size[-1]]


def in_seconds(time: str) -> int:
    return int(time.removesuffix("s")) if time.endswith("s") else int(time.removesuffix("m")) * 60


def gunicorn() -> dict:
    told: dict = {}
    with mock.patch.dict(os.environ):  # it tells its processes something too
        exec((ROOT / "gunicorn.conf.py").read_text(), told)
    return told


def without_file(names: set[str]) -> set[str]:
    return {name.removesuffix("_FILE") for name in names}


# -- variables


def test_the_containers_are_told_all_that_production_needs():
    assert (NEEDED | {read.name for read in reads(WITH_S3) if read.needed}) - without_file(set(environment())) == set()


def test_every_container_of_the_site_starts_with_what_it_is_told(tmp_path):
    make_secrets.main(tmp_path / "secrets")
    told = {name: own_environment(name) for name in sorted(OF_SITE)}
    assert told["backup"]["AWS_S3_ENDPOINT_URL"] == told["buckets"]["AWS_S3_ENDPOINT_URL"] == "http://store:8333"
    assert told["web-one"]["AWS_S3_ENDPOINT_URL"] == "https://files.example.org"
    different = {json.dumps(one) for one in told.values()}
    assert len(different) == 3
    started = [start(moved(json.loads(one), tmp_path), "from django.conf import settings; settings.DEBUG") for one in different]
    assert [(one.returncode, one.stderr) for one in started] == [(0, "")] * 3


def test_the_services_are_told_all_that_production_needs():
    assert NEEDED - set(assigned(SITE_ENV)) == set()


def test_no_file_names_a_variable_that_the_site_does_not_read():
    named = without_file(set(environment())) | set(assigned(SITE_ENV))
    assert named - set(table()) == set()


def test_the_example_of_compose_holds_what_compose_asks_for():
    asked = set(re.findall(r"\$\{([A-Z_]+)", COMPOSE))
    assert asked == set(assigned((DEPLOY / ".env.example").read_text()))


# -- secrets


def test_compose_holds_no_secret_but_the_names_of_their_files():
    secret = re.findall(r"^ +([A-Z0-9_]*(?:_KEY|PASSWORD|SECRET|_URL)[A-Z0-9_]*): (.*)$", COMPOSE, re.MULTILINE)
    open_to_all = {"BASE_URL", "CACHE_URL", "AWS_S3_ENDPOINT_URL", "VOTE_KEYS_DIR"}
    assert [(name, value) for name, value in secret if name not in open_to_all and not value.startswith("/run/secrets/")] == []
    assert [name for name, value in secret if name in open_to_all and "@" in value] == []


def test_the_examples_hold_no_key():
    assert assigned(SITE_ENV)["SECRET_KEY"] == ""


def test_the_image_keeps_no_secret_of_its_making():
    kept = re.sub(r"^RUN .*?(?<!\\)\n", "", DOCKERFILE, flags=re.MULTILINE | re.DOTALL)
    assert re.findall(r"SECRET|PASSWORD|_KEY\b", kept) == []


def test_every_secret_of_compose_is_made_and_the_second_run_makes_none(tmp_path):
    folder = tmp_path / "secrets"
    made = make_secrets.main(folder)
    asked = dict(re.findall(r"^  (\w+): { file: secrets/([\w.]+) }$", COMPOSE, re.MULTILINE))
    assert set(made) == set(asked.values())
    before = {name: (folder / name).read_text() for name in made}
    assert make_secrets.main(folder) == []
    assert {name: (folder / name).read_text() for name in made} == before
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_secrets_fit_each_other_and_end_without_a_line(tmp_path):
    make_secrets.main(tmp_path / "secrets")
    said = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    assert said["database_url.txt"] == f"postgres://ikl:{said['database_password.txt']}@database:5432/ikl"
    [site] = json.loads(said["s3_identities.json"])["identities"]
    assert site["credentials"] == [{"accessKey": said["s3_access_key.txt"], "secretKey": said["s3_secret_key.txt"]}]
    assert {name for name, text in said.items() if text.endswith("\n")} == set()


def test_a_secret_that_is_there_is_built_upon(tmp_path):
    folder = tmp_path / "secrets"
    folder.mkdir()
    (folder / "database_password.txt").write_text("chosen-by-hand\n")
    make_secrets.main(folder)
    assert (folder / "database_url.txt").read_text() == "postgres://ikl:chosen-by-hand@database:5432/ikl"


def test_what_is_secret_is_not_kept_by_git():
    names = ["deploy/secrets/secret_key.txt", "deploy/.env", "deploy/tls/key.pem"]
    if subprocess.run(["git", "rev-parse"], cwd=ROOT, capture_output=True).returncode:
        pytest.skip("this is no checkout of the repository: nothing says what it ignores")
    ignored = subprocess.run(["git", "check-ignore", *names], cwd=ROOT, capture_output=True, text=True)
    assert ignored.stdout.split() == names


def test_each_container_gets_the_secrets_that_it_needs_and_no_other():
    told = {name: set(re.findall(r"\w+", " ".join(re.findall(r"^    secrets: \[(.*)\]$", text, re.MULTILINE)))) for name, text in services().items()}
    of_site = set(re.findall(r"\w+", re.search(r"^  secrets: \[(.*)\]$", COMPOSE, re.MULTILINE)[1]))
    assert {name: secrets for name, secrets in told.items() if secrets} == {"database": {"database_password"}, "store": {"s3_identities"}}
    assert of_site == {"secret_key", "secret_key_fallbacks", "database_url", "email_url", "metrics_token", "s3_access_key", "s3_secret_key"}
    assert {name for name, text in services().items() if "*site" in text or "*web" in text} == OF_SITE


# -- containers


def test_from_outside_only_nginx_is_reached():
    assert {name for name, text in services().items() if "ports:" in text} == {"nginx"}


def test_database_and_cache_stand_where_nothing_comes_in_or_goes_out():
    networks = {name: re.findall(r"\n    networks: (.*)", text) for name, text in services().items() if name in {"database", "cache"}}
    assert networks == {"database": ["[data]"], "cache": ["[data]"]}
    assert "  data:\n    internal: true\n" in section("networks")
    assert "data" not in services()["nginx"].split("    networks:\n", 1)[1]


def test_every_container_is_read_only_and_may_do_nothing_special():
    hardened = COMPOSE.split("x-hardened: &hardened\n", 1)[1].split("\n\n", 1)[0]
    assert {"  read_only: true", "  cap_drop: [ALL]", '  security_opt: ["no-new-privileges:true"]'} <= set(hardened.split("\n"))
    assert {name for name, text in services().items() if not re.search(r"<<: \*(hardened|site|web)\n", text)} == set()
    assert {name for name, text in services().items() if re.search("(?<!un)privileged:|network_mode|docker.sock|cap_add", text)} == {"store"}


def test_every_image_is_pinned_to_a_version():
    images = re.findall(r"^    image: (\S+)$", COMPOSE, re.MULTILINE) + re.findall(r"^FROM (\S+:\S+)", DOCKERFILE, re.MULTILINE)
    assert len(images) == 7
    assert [image for image in images if not re.search(r":\d+\.\d+", image)] == []


def test_the_image_installs_by_sums_with_the_uv_of_the_lock_files():
    [version] = re.findall(r"^uv==([\d.]+)", (ROOT / "requirements-dev.txt").read_text(), re.MULTILINE)
    assert f"FROM ghcr.io/astral-sh/uv:{version} AS uv" in DOCKERFILE
    assert "uv pip install --require-hashes --only-binary :all: -r requirements.txt -r requirements-posters.txt" in DOCKERFILE


def test_the_last_stage_has_no_compiler_and_is_run_by_nobody_special():
    last = DOCKERFILE.rsplit("\nFROM ", 1)[1]
    assert re.findall(r"\b(?:gcc|build-essential|make)\b|-dev\b", re.sub(r"#.*", "", last)) == []
    assert re.findall(r"^USER (\S+)$", last, re.MULTILINE) == ["10001:10001"]


def test_the_image_gets_every_room_and_nothing_else():
    let_in = set(re.findall(r"^!(\S+)$", (DEPLOY / "Dockerfile.dockerignore").read_text(), re.MULTILINE))
    files = {"LICENSE", "gunicorn.conf.py", "manage.py", "requirements.txt", "requirements-posters.txt"}
    assert let_in == ROOMS | files | {"static", "docs/editors", "deploy/healthy.py", "deploy/make_buckets.py"}
    assert {name for name in let_in if not (ROOT / name).exists()} == set()


@pytest.mark.parametrize(("status", "expected"), [(200, True), (503, False)])
def test_a_container_is_healthy_when_its_site_says_so_under_its_own_name(status, expected):
    asked = []

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, self.headers["Host"]))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever).start()
        assert healthy.answers(server.server_port, "www.example.org") is expected
        server.shutdown()
    assert asked == [("/healthz", "www.example.org")]


def test_a_container_that_nobody_answers_in_is_not_healthy():
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as gone:
        port = gone.server_port
    assert healthy.answers(port, "localhost") is False


@pytest.mark.parametrize(("allowed", "host"), [("www.example.org", "www.example.org"), (".example.org,other.example", "example.org")])
def test_a_container_asks_for_the_first_name_that_is_allowed(allowed, host):
    assert healthy.known_host(allowed) == host


# -- services of systemd


def test_the_services_run_the_commands_of_the_readme():
    started = {path.stem: re.search(r"^ExecStart=/srv/ikl/app/(.*)$", path.read_text(), re.MULTILINE)[1] for path in UNITS.glob("*.service")}
    python = ".venv/bin/python manage.py"
    assert started == {
        "ikl-web": ".venv/bin/gunicorn",
        "ikl-worker": f"{python} db_worker",
        "ikl-periodic": f"{python} run_periodic --forever",
        "ikl-backup": f"{python} back_up",
        "ikl-wal": f"{python} receive_wal",
    }
    readme = (ROOT / "README.md").read_text()
    assert {name for name, command in started.items() if f"`{command}`" not in readme} == set()


@pytest.mark.parametrize(
    "line",
    [
        "ProtectSystem=strict",
        "PrivateTmp=yes",
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=",
        "ProtectHome=yes",
        "PrivateDevices=yes",
        "User=ikl",
        "InaccessiblePaths=-/etc/ikl -/etc/letsencrypt -/srv/ikl/app/.git",
        "SystemCallFilter=@system-service",
        "Restart=always",
    ],
)
def test_every_service_sees_little_of_the_machine(line):
    assert line in COMMON.splitlines()


def test_the_web_server_speaks_with_nobody_beyond_its_machine():
    allowed = re.findall(r"^(IPAddress\w+=.*)$", (UNITS / "ikl-web.service").read_text(), re.MULTILINE)
    assert allowed == ["IPAddressDeny=any", "IPAddressAllow=localhost"]
    networks = {name: re.findall(r"networks:.*(?:\n      [\w]+:.*)*", services()[name])[0] for name in ("web-one", "web-two")}
    inside = set(re.findall(r"^  (\w+):\n    internal: true$", section("networks"), re.MULTILINE))
    assert {name: set(re.findall(r"^      (\w+):", text, re.MULTILINE)) - inside for name, text in networks.items()} == {
        "web-one": set(),
        "web-two": set(),
    }


def test_a_service_writes_only_where_its_environment_points():
    folders = re.search(r"^ReadWritePaths=(.*)$", COMMON, re.MULTILINE)[1].replace("-/", "/").split()
    told = assigned(SITE_ENV)
    assert {told["VOTE_KEYS_DIR"], told["MEDIA_ROOT"]} <= set(folders)


def test_whoever_is_being_answered_is_answered_before_a_stop():
    graceful = gunicorn()["graceful_timeout"]
    stop = re.search(r"^TimeoutStopSec=(\d+)$", (UNITS / "ikl-web.service").read_text(), re.MULTILINE)[1]
    grace = re.search(r"^  stop_grace_period: (\w+)$", COMPOSE.split("x-web: &web", 1)[1], re.MULTILINE)[1]
    assert int(stop) > graceful
    assert in_seconds(grace) > graceful


def test_the_socket_of_the_site_is_the_one_that_nginx_asks():
    socket = re.search(r"^ListenStream=(.*)$", (UNITS / "ikl-web.socket").read_text(), re.MULTILINE)[1]
    assert f"server unix:{socket};" in NGINX["debian.conf"]


# -- backups


def test_a_service_of_systemd_makes_a_backup_every_night_and_ends():
    timer, service = ((UNITS / f"ikl-backup.{kind}").read_text() for kind in ("timer", "service"))
    assert "OnCalendar=*-*-* 02:30:00 Europe/Brussels\n" in timer
    assert "Persistent=true\n" in timer
    assert "Type=oneshot\n" in service
    assert sorted(path.name for path in UNITS.glob("ikl-*.service.d/*.conf")) == ["common.conf", "journal.conf", "once.conf"], (
        "systemd reads them by the alphabet, so the last two change what the first one says of all"
    )
    assert "\nRestart=no\n" in (UNITS / "ikl-backup.service.d" / "once.conf").read_text()


@pytest.mark.parametrize("drop_in", ["ikl-backup.service.d/once.conf", "ikl-wal.service.d/journal.conf"])
def test_who_makes_backups_writes_them_and_sees_no_key_of_the_vote(drop_in):
    said, told = (UNITS / drop_in).read_text(), assigned(SITE_ENV)
    assert f"ReadWritePaths={told['BACKUP_DIR']}\n" in said
    assert f"TemporaryFileSystem={told['VOTE_KEYS_DIR']}:mode=1777\n" in said
    assert told["BACKUP_DIR"] not in COMMON, "the site itself reads how old they are, and cannot change them"


def test_the_container_that_makes_backups_has_the_data_and_neither_a_key_of_the_vote_nor_a_way_out():
    backup = services()["backup"]
    assert 'command: ["python", "manage.py", "back_up", "--forever"]' in backup
    assert re.findall(r"^    volumes: (.*)$", backup, re.MULTILINE) == ['["backups:/srv/ikl/backups"]']
    assert re.findall(r"^    networks: (.*)$", backup, re.MULTILINE) == ["[data, files]"]
    assert environment()["BACKUP_DIR"] == "/srv/ikl/backups"


def test_every_other_container_of_the_site_can_only_read_backups():
    mounted = re.findall(r"backups:(\S+?)[\"\],]", COMPOSE)
    assert sorted(mounted) == ["/srv/ikl/backups", "/srv/ikl/backups:ro"]
    assert 'vote-keys:/srv/ikl/vote-keys", "backups:/srv/ikl/backups:ro' in COMPOSE


def test_the_image_has_the_client_of_the_server_in_compose_and_a_folder_for_backups():
    server = re.search(r"image: postgres:(\d+)\.", COMPOSE)[1]
    assert f" postgresql-client-{server} " in DOCKERFILE
    assert re.search(r"install -d -m 700 -o ikl -g ikl .*/srv/ikl/backups\n", DOCKERFILE)


# -- nginx


def test_nginx_takes_more_than_any_file_that_the_site_takes_but_not_twice_as_much():
    largest = max(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE, shop_imports.LARGEST)
    assert largest + MIB <= in_bytes(nginx_says("client_max_body_size", "clients.conf")) <= 2 * largest


def test_nginx_waits_a_little_longer_than_the_site_does():
    waits = in_seconds(nginx_says("proxy_read_timeout", "site.conf"))
    assert gunicorn()["timeout"] < waits <= gunicorn()["timeout"] + 10


def test_nginx_takes_addresses_as_long_as_the_site_does():
    buffers = nginx_says("large_client_header_buffers", "clients.conf").split()[1]
    assert gunicorn()["limit_request_line"] <= in_bytes(buffers)


def test_nginx_keeps_nothing_for_whoever_has_a_cookie_that_changes_pages():
    told = json.loads(start(COMPLETE, SHOW % ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME"]).stdout)
    somebody = re.compile(re.search(r'"~(\(\?:\^.*?)" 1;', NGINX["http.conf"])[1])
    sent = [f"{told['SESSION_COOKIE_NAME']}=x", "__Host-shopkeeper=x", "messages=x", f"a=b; {told['SESSION_COOKIE_NAME']}=x"]
    assert [cookie for cookie in sent if not somebody.search(cookie)] == []
    harmless = [f"{told['CSRF_COOKIE_NAME']}=x", f"{told['LANGUAGE_COOKIE_NAME']}=nl", "nosession=x", "a=session"]
    assert [cookie for cookie in harmless if somebody.search(cookie)] == []
    assert nginx_says("proxy_cache_bypass", "site.conf") == "$is_somebody $http_authorization"
    assert nginx_says("proxy_no_cache", "site.conf") == "$is_somebody $http_authorization $depends_on_more"


def test_nginx_knows_the_addresses_that_it_treats_apart():
    site = NGINX["site.conf"]
    assert f"location {reverse('wagtailadmin_home')} {{" in site
    assert f"location {reverse('account_home')} {{" in site
    assert f"location {settings.STATIC_URL} {{" in site
    assert f"location = {reverse('readyz')} {{" in site


def test_nginx_hands_out_images_but_no_documents():
    media = NGINX["debian.conf"]
    assert f"location {settings.MEDIA_URL} {{\n        alias {assigned(SITE_ENV)['MEDIA_ROOT']}/;" in media
    assert f"location {settings.MEDIA_URL}documents/ {{\n        return 404;" in media


def test_the_log_of_nginx_tells_nothing_of_who_asked():
    form = NGINX["http.conf"].split("log_format ikl", 1)[1].split(";", 1)[0]
    assert set(re.findall(r"\$(\w+)", form)) == {
        "time_iso8601",
        "request_id",
        "host",
        "request_method",
        "place",
        "status",
        "body_bytes_sent",
        "request_time",
        "upstream_response_time",
        "upstream_cache_status",
    }
    logs = {said for text in NGINX.values() for said in re.findall(r"access_log ([^;]+);", text)}
    assert logs == {"off", "/var/log/nginx/access.log ikl"}


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/nl/winkels/tielt/de-kroon/", "/nl/winkels"),
        ("/nl/mijn-zaak/code/k3y/", "/nl/mijn-zaak"),
        ("/nl/doe-je-mee/t0ken/", "/nl/doe-je-mee"),
        ("/account/uitnodiging/t0ken/", "/account"),
        ("/bezoek/t0ken.gif", "/bezoek"),
        ("/nl/", "/nl/"),
        ("/", "/"),
    ],
)
def test_the_log_of_nginx_holds_no_key_that_stands_in_an_address(address, place):
    patterns = [re.compile(said.replace("(?<", "(?P<")) for said in re.findall(r'"~(\^\(\?<[^"]+)"', NGINX["http.conf"])]
    assert next(found[1] for pattern in patterns if (found := pattern.search(address))) == place


def test_nginx_knows_the_languages_of_the_site():
    languages = "|".join(code for code, _ in settings.LANGUAGES)
    assert f"(?:{languages})" in NGINX["http.conf"]


def test_nginx_speaks_tls_of_today_and_nothing_weaker():
    assert nginx_says("ssl_protocols", "tls.conf") == "TLSv1.2 TLSv1.3"
    ciphers = nginx_says("ssl_ciphers", "tls.conf").split(":")
    assert [cipher for cipher in ciphers if not re.fullmatch(r"ECDHE-(?:ECDSA|RSA)-(?:AES(?:128|256)-GCM-SHA\d+|CHACHA20-POLY1305)", cipher)] == []
    assert {name for name, text in NGINX.items() if "listen 443" in text and text.count("tls.conf;") != len(re.findall(r"listen 443", text))} == set()


def test_a_certificate_can_be_got_and_renewed_while_the_site_runs():
    assert "location /.well-known/acme-challenge/ {\n        root /var/www/acme;" in NGINX["debian.conf"]
    assert "certbot certonly --webroot -w /var/www/acme" in (ROOT / "docs" / "runbook.md").read_text()


def test_nginx_names_its_copies_as_the_site_does_that_throws_them_away():
    assert nginx_says("proxy_cache_key", "site.conf") == '"$host$asked_uri $packed$asked_language"'
    packed = NGINX["http.conf"].split("map $http_accept_encoding $packed {", 1)[1].split("\n}", 1)[0]
    assert set(re.findall(r' (br|gzip|"");$', packed, re.MULTILINE)) == {name or '""' for name in proxies.PACKED}
    assert "levels=1:2 " in NGINX["http.conf"]
    folder = re.search(r"proxy_cache_path (\S+)", NGINX["http.conf"])[1]
    assert nginx_says("root", "purge.conf") == folder


def test_the_folder_that_nginx_keeps_pages_in_is_one_that_it_can_make():
    folder = Path(re.search(r"proxy_cache_path (\S+)", NGINX["http.conf"])[1])
    made = re.findall(r"/\S+", re.search(r"^install -d -m 755 (.*?)(?: #.*)?$", RUNBOOK, re.MULTILINE)[1])
    assert str(folder.parent) in made, "nginx makes one level, and Debian has none there"
    assert f"- pages:{folder.parent}\n" in services()["nginx"]


def test_the_certificate_of_the_containers_belongs_to_the_user_of_nginx():
    assert "image: nginxinc/nginx-unprivileged:" in services()["nginx"]
    assert not re.search("^    user:", services()["nginx"], re.MULTILINE), "the user of the image is 101"
    assert "- ./tls:/etc/nginx/tls:ro\n" in services()["nginx"]
    installed = dict(re.findall(r"install (?:-d )?-o 101 -g 101 -m (\d+) (?:\S+ )?(tls\S*)", RUNBOOK))
    assert installed == {"500": "tls", "400": "tls/key.pem"}
    asked = set(re.findall(r"ssl_certificate(?:_key)? /etc/nginx/(tls/\S+);", NGINX["compose.conf"]))
    assert asked == set(re.findall(r"install -o 101 -g 101 -m 400 \S+ (tls\S+)", RUNBOOK))


def test_an_update_renews_every_container_of_the_site():
    renewed = " ".join(re.findall(r"^docker compose up -d --no-deps (.*)$", RUNBOOK, re.MULTILINE)).split()
    assert OF_SITE - {"migrate", "buckets"} - set(renewed) == set()


def test_only_the_site_reaches_where_copies_are_thrown_away():
    before = {name: NGINX[name].split("include /etc/nginx/ikl/purge.conf;")[0].rpartition("server {")[2] for name in ("debian.conf", "compose.conf")}
    assert before["debian.conf"].split() == ["listen", "127.0.0.1:8082;"]
    shared = [
        re.search(rf"^  {name}:\n    internal: true\n    ipam:.*subnet: ([\d./]+)", section("networks"), re.MULTILINE)[1]
        for name in ("front", "files")
    ]
    assert (re.findall(r"allow (\S+);", before["compose.conf"]), "deny all;" in before["compose.conf"]) == (shared, True)
    told = {environment()["PURGE_NGINX"], assigned(SITE_ENV)["PURGE_NGINX"]}
    assert told == {"http://nginx:8082", "http://127.0.0.1:8082"}
    published = re.search(r"ports: \[(.*)\]", services()["nginx"])[1]
    assert "8082" not in published
    in_front = {name for name, text in services().items() if re.search(r"front", text.split("networks:", 1)[-1])}
    assert {"worker", "periodic", "nginx", "web-one", "web-two"} <= in_front


def test_nginx_overwrites_what_visitors_say_of_themselves():
    said = dict(re.findall(r"^proxy_set_header (\S+) (\S+);$", NGINX["site.conf"], re.MULTILINE))
    assert (said["X-Forwarded-For"], said["X-Forwarded-Proto"], said["Host"]) == ("$remote_addr", "$scheme", "$host")
    locations = NGINX["site.conf"].split("location /", 1)[1]
    assert "proxy_set_header" not in locations  # one with a line of its own would forget all these


def test_nginx_compresses_nothing_and_says_no_version():
    assert nginx_says("gzip", "site.conf") == "off"
    assert nginx_says("server_tokens", "clients.conf") == "off"
