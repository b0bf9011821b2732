"""The nginx of this machine with the configuration of deploy/nginx, on ports of the loopback, in a folder of its own, ended by its process id.

with nginx.served("debian.conf", folder, {"unix:/run/ikl/web.sock": "127.0.0.1:8000"}) as running:
    answer = running.ask("/nl/")
"""

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

CONFIGURATION = Path(__file__).parents[2] / "deploy" / "nginx"
START_SECONDS = 60
HOST = "www.example.org"


class NoServer(Exception):
    """There is no nginx here, or it does not start; the message says which."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Line(http.client.HTTPSConnection):
    """To an nginx of this machine, whatever `host` leads to elsewhere; its certificate is nobody's. source: the address that asks."""

    def __init__(self, port: int, host: str = HOST, timeout: float = 60, *, source: str = "", context: ssl.SSLContext | None = None):
        visitor = context or ssl._create_unverified_context()  # one of its own would read all authorities of this machine
        super().__init__("127.0.0.1", port, timeout=timeout, context=visitor)
        self.name, self.source, self.visitor = host.partition(":")[0], (source, 0), visitor

    def connect(self) -> None:
        plain = socket.create_connection((self.host, self.port), self.timeout, self.source)
        self.sock = encrypted(plain, self.name, self.visitor)


def encrypted(plain: socket.socket, name: str = HOST, visitor: ssl.SSLContext | None = None) -> ssl.SSLSocket:
    """name: what the visitor asks for; nginx greets nobody who asks for another."""
    return (visitor or ssl._create_unverified_context()).wrap_socket(plain, server_hostname=name)


@dataclass(frozen=True)
class Nginx:
    port: int
    plain_port: int
    purge_port: int
    status_port: int
    folder: Path
    pid: int

    def ask(self, path: str, *, method: str = "GET", body: bytes | None = None, host: str = HOST, headers: dict[str, str] | None = None) -> Answer:
        connection = Line(self.port, host)
        try:
            connection.request(method, path, body, {"Host": host} | (headers or {}))
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def at_plain(self, path: str, host: str) -> tuple[int, str | None] | None:
        """(status, where to) without https; None when nginx hangs up."""
        connection = http.client.HTTPConnection("127.0.0.1", self.plain_port, timeout=60)
        try:
            connection.request("GET", path, headers={"Host": host})
            answer = connection.getresponse()
        except ConnectionError:
            return None
        finally:
            connection.close()
        return answer.status, answer.headers["Location"]

    def at_purge(self, method: str, path: str) -> int:
        """The status that somebody gets where the site says what has changed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.purge_port, timeout=60)
        try:
            connection.request(method, path)
            return connection.getresponse().status
        finally:
            connection.close()

    def ask_status(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        """The server that only this machine reaches."""
        connection = http.client.HTTPConnection("127.0.0.1", self.status_port, timeout=60)
        try:
            connection.request("GET", path, headers=headers or {})
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def log(self) -> str:
        return (self.folder / "log" / "access.log").read_text()


@dataclass
class Places:
    """What stands elsewhere on a real machine, and where it is here."""

    folder: Path
    port: int
    plain_port: int
    status_port: int
    purge_port: int
    others: dict[str, str] = field(default_factory=dict)

    def moved(self, text: str) -> str:
        told = {
            "/etc/nginx/ikl": f"{self.folder}/ikl",
            "/var/cache/nginx/ikl": f"{self.folder}/cache",
            "/var/log/nginx": f"{self.folder}/log",
            "/srv/ikl/media/": f"{self.folder}/media/",
            "/etc/letsencrypt/live/www.example.org/fullchain.pem": f"{self.folder}/certificate.pem",
            "/etc/letsencrypt/live/www.example.org/privkey.pem": f"{self.folder}/key.pem",
            "/etc/nginx/tls/": f"{self.folder}/",
            "server_name $hostname": f"server_name {HOST} localhost",
            "    listen [::]:443 ssl http2 default_server;\n": "",
            "    listen [::]:443 ssl http2;\n": "",
            "    listen [::]:80 default_server;\n": "",
            "    listen [::]:80;\n": "",
            "listen 8082": f"listen 127.0.0.1:{self.purge_port}",
            "listen 443 ": f"listen 127.0.0.1:{self.port} ",
            "listen 80": f"listen 127.0.0.1:{self.plain_port}",
            "127.0.0.1:8082": f"127.0.0.1:{self.purge_port}",
            "127.0.0.1:8081": f"127.0.0.1:{self.status_port}",
        }
        for there, here in (told | self.others).items():
            text = text.replace(there, here)
        return text


@contextmanager
def served(name: str, folder: Path, others: dict[str, str], *, port: int = 0, purge_port: int = 0) -> Iterator[Nginx]:
    """name: of the configuration. others: further words of it and what they become. ports: 0 for any. Raises NoServer."""
    places = laid_out(name, folder, others, port, purge_port)
    process = subprocess.Popen([*command(folder), "-g", "daemon off;"], stderr=subprocess.DEVNULL)
    try:
        wait_until_it_listens(process, places.port)
        yield Nginx(places.port, places.plain_port, places.purge_port, places.status_port, folder, process.pid)
    finally:
        process.terminate()
        process.wait(START_SECONDS)


def complaints(name: str, folder: Path, others: dict[str, str]) -> str:
    """What `nginx -t` says against the configuration; "" when nothing. Raises NoServer."""
    laid_out(name, folder, others)
    tried = subprocess.run([*command(folder), "-t"], capture_output=True, text=True, timeout=START_SECONDS)
    return tried.stderr if tried.returncode or "[warn]" in tried.stderr else ""


def program() -> str:
    """Raises NoServer."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if found is None:
        raise NoServer("there is no nginx on this machine (Debian: apt install nginx-light)")
    return found


def command(folder: Path) -> list[str]:
    return [program(), "-e", str(folder / "log" / "error.log"), "-p", str(folder), "-c", str(folder / "nginx.conf")]


def laid_out(name: str, folder: Path, others: dict[str, str], port: int = 0, purge_port: int = 0) -> Places:
    for part in ("ikl", "log", "media", "temporary"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    certificate(folder)
    places = Places(folder, port or free_port(), free_port(), free_port(), purge_port or free_port(), others)
    for path in CONFIGURATION.iterdir():
        (folder / "ikl" / path.name).write_text(places.moved(path.read_text()))
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/temporary/{kind};\n" for kind in kinds)
    user = "user root;\n" if os.geteuid() == 0 else ""
    http_part = f"http {{\n{temporary}include {folder}/ikl/{name};\n}}\n"
    (folder / "nginx.conf").write_text(f"{user}pid {folder}/nginx.pid;\nworker_processes 1;\nevents {{}}\n{http_part}")
    return places


def certificate(folder: Path) -> None:
    """Of nobody, for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    (folder / "certificate.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    unlocked = serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, unlocked))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def wait_until_it_listens(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise NoServer("nginx does not start")
