"""The whole site with all its parts on one machine, and a line that can be spoiled before each: what `make faults` breaks.

    with house.built(folder) as one:
        one.database.set(refuse=True)
        assert one.ask("/nl/").status == 503
        one.database.set()
        one.wait_until_well()

nginx -> gunicorn on production settings -> PostgreSQL, Redis, SeaweedFS and a mail server; beside it a task worker and the periodic jobs.
"""

import http.client
import itertools
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from urllib3.filepost import encode_multipart_formdata

from tests.services import nginx, processes, proxy, redis_server, s3, site, smtp, stoppable_postgres
from tests.services.postgres import DATABASE, ROLE
from tests.services.processes import OtherProcess

CODE = "012345"  # of every request that tests.votes.faults.voters prepared
VOTES = 4_000
CONNECTIONS = 40
# It does not wait for the disk, which outlives a server that is killed; what was committed is written all the same.
POSTGRES = ["-c", "fsync=off", "-c", "jit=off", "-c", f"max_connections={CONNECTIONS}"]
WELL_WITHIN = 60  # seconds in which everything must be as before, by itself
PATIENCE = 50  # seconds for one answer; nginx waits 35 for the site
ORIGIN = f"https://{nginx.HOST}"
PAGES = ["/nl/", "/nl/winkels/", "/nl/stemmen/", "/nl/agenda/", "/admin/", "/admin/images/"]
PREPARE = f"""
from tests.votes.faults import voters
from tests.faults import content
told = voters.prepare_site({VOTES}) | content.prepare()
answer = told
"""


@dataclass(frozen=True)
class Answer:
    """status: 0 when nobody answered."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    seconds: float = 0

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


@dataclass
class House:
    """database, cache, files: the lines before PostgreSQL, Redis and the file store. told: what was prepared (tests.faults.content).

    helper: a process on the database itself, which judges. inside: one with the settings of production, over the same lines as the site.
    """

    postgres: stoppable_postgres.Server
    redis: redis_server.RedisServer
    store: s3.S3Server
    mails: smtp.SmtpServer
    database: proxy.Line
    cache: proxy.Line
    files: proxy.Line
    site: site.Site
    front: nginx.Nginx
    beside: "Beside"
    helper: OtherProcess
    inside: OtherProcess
    told: dict[str, Any]
    numbers: Iterator[int] = field(default_factory=itertools.count)
    receipts: set[str] = field(default_factory=set)

    # -- asking
    def ask(self, path: str, *, as_editor: bool = False, timeout: float = PATIENCE, **sent: Any) -> Answer:
        """The site itself, without nginx before it."""
        connection = http.client.HTTPConnection("localhost", self.site.port, timeout=timeout)
        return asked(connection, path, self.headers(as_editor), **sent)

    def ask_front(self, path: str, *, as_editor: bool = False, timeout: float = PATIENCE, **sent: Any) -> Answer:
        """As a visitor does."""
        return asked(nginx.Line(self.front.port, timeout=timeout), path, self.headers(as_editor), **sent)

    def headers(self, as_editor: bool) -> dict[str, str]:
        cookies = f"csrftoken={site.TOKEN}" + (f"; sessionid={self.told['session']}" if as_editor else "")
        own = {"Host": nginx.HOST, "Cookie": cookies} if as_editor else {"Host": nginx.HOST}
        return own | {"X-Forwarded-Proto": "https", "Referer": ORIGIN + "/", "X-Forwarded-For": "192.0.2.1"}

    def pages(self) -> dict[str, int]:
        """{address: status}, without nginx; those of the editors' tool as an editor."""
        return {path: self.ask(path, as_editor=path.startswith("/admin/")).status for path in PAGES}

    def form(self, path: str, fields: dict[str, str], **sent: Any) -> Answer:
        body = site.urlencode(fields | {"csrfmiddlewaretoken": site.TOKEN}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={site.TOKEN}"}
        return self.ask_front(path, method="POST", body=body, headers=headers, **sent)

    def vote(self, number: int | None = None) -> Answer:
        """Confirm a request (the next one that nobody confirmed). A receipt is remembered: it must be there in the end."""
        number = next(self.numbers) if number is None else number
        answer = self.form(self.code_path(number), {"code": CODE, "doe": "bevestig"})
        if answer.status == 303:
            self.receipts.add(self.key_of(number))
        return answer

    def key_of(self, number: int) -> str:
        return f"r{self.told['round']}-{number}"

    def code_path(self, number: int) -> str:
        return str(self.told["path"]).replace("KEY", self.key_of(number))

    def upload(self, content: bytes, name: str = "foto.jpg", *, path: str = "/admin/images/add/", field: str = "file", **more: str) -> Answer:
        """An editor sends a file."""
        fields: dict[str, Any] = {"title": "Etalage", "description": "Een etalage vol brood", "collection": "1", "csrfmiddlewaretoken": site.TOKEN}
        body, content_type = encode_multipart_formdata(fields | more | {field: (name, content)})
        return self.ask_front(path, method="POST", body=body, as_editor=True, headers={"Content-Type": content_type}, timeout=120)

    # -- mending
    def mend(self) -> None:
        for line in (self.database, self.cache, self.files):
            line.set()
        self.mails.mode = smtp.Mode.WORKING
        self.mails.release()
        self.beside.start()

    # -- judging
    def wait_until_well(self, within: float = WELL_WITHIN) -> float:
        """Seconds until every page is served and a vote counts, without anybody doing anything."""
        started = time.monotonic()
        while True:
            seen = self.pages()
            voted = self.vote().status if set(seen.values()) == {200} else 0
            if voted == 303:
                return time.monotonic() - started
            assert time.monotonic() - started < within, f"not well after {within} seconds: {seen}, vote {voted}"
            time.sleep(0.2)

    def counted(self) -> dict[str, Any]:
        """What stands in the database of the vote; every acknowledged vote is among it (contract 2), and the seal is whole."""
        self.helper.told("voters.connections.close_all()")
        state = self.helper.told(f"answer = voters.state_of({self.told['round']})")
        known = self.helper.told("answer = list(voters.VoteRequest.objects.exclude(receipt='').values_list('key', flat=True))")
        assert self.receipts <= set(known), "a vote that was acknowledged is not stored"
        assert state["ballots"] == state["slips"] == len(known), "a vote is stored by half"
        assert state["findings"] == []
        return state

    def memory(self) -> int:
        """Megabytes that the largest worker took at most."""
        return max(peak(pid) for pid in self.site.workers())


@dataclass
class Beside:
    """The task worker and the periodic jobs."""

    environment: dict[str, str]
    worker: subprocess.Popen | None = None
    periodic: subprocess.Popen | None = None

    def start(self) -> None:
        self.start_worker()
        self.periodic = self.periodic or self.run("run_periodic", "--forever")

    def start_worker(self) -> None:
        self.worker = self.worker or self.run("db_worker", "--verbosity", "0", "--interval", "0.2", "--no-startup-delay")

    def run(self, *words: str) -> subprocess.Popen:
        command = [sys.executable, "manage.py", *words]
        return subprocess.Popen(command, env=self.environment, cwd=processes.ROOT, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def kill_worker(self) -> None:
        if self.worker:
            self.worker.kill()
            self.worker.wait()
        self.worker = None

    def end(self) -> None:
        self.kill_worker()
        if self.periodic:
            self.periodic.kill()
            self.periodic.wait()
        self.periodic = None


def asked(connection: http.client.HTTPConnection, path: str, own: dict[str, str], **sent: Any) -> Answer:
    started = time.monotonic()
    try:
        connection.request(sent.get("method", "GET"), path, sent.get("body"), own | sent.get("headers", {}))
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.headers), answer.read(), time.monotonic() - started)
    except (OSError, http.client.HTTPException):
        return Answer(0, seconds=time.monotonic() - started)
    finally:
        connection.close()


def peak(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024


@contextmanager
def built(folder: Path) -> Iterator[House]:
    """Raises NoServer of the part that is not on this machine."""
    with ExitStack() as stack:
        enter = stack.enter_context
        postgres = enter(stoppable_postgres.server(POSTGRES))
        redis, store, mails = enter(redis_server.server()), enter(s3.server()), enter(smtp.server())
        database, cache = enter(proxy.between(postgres.socket)), enter(proxy.between(redis.port))
        files = enter(proxy.between(int(store.endpoint.rpartition(":")[2])))
        environment = environment_of(folder, database, cache, files, store, mails)
        manage(postgres.environment, "migrate")
        manage(site.settings(0, 1, 1) | environment, "collectstatic", "--no-input")
        helper = enter(processes.others(1, postgres.environment | {"VOTE_KEYS_DIR": environment["VOTE_KEYS_DIR"]}))[0]
        told = helper.told(PREPARE)
        web = enter(site.served(environment))
        front = enter(nginx.served("debian.conf", folder / "nginx", {"unix:/run/ikl/web.sock": f"127.0.0.1:{web.port}"}))
        beside = Beside(site.settings(web.port, 2, 4) | environment)
        stack.callback(beside.end)
        beside.start()
        inside = enter(processes.others(1, beside.environment))[0]
        yield House(postgres, redis, store, mails, database, cache, files, web, front, beside, helper, inside, told)


def manage(environment: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, "manage.py", *words, "--verbosity", "0"], cwd=processes.ROOT, env=environment, check=True)


def environment_of(
    folder: Path, database: proxy.Line, cache: proxy.Line, files: proxy.Line, store: s3.S3Server, mails: smtp.SmtpServer
) -> dict[str, str]:
    """What leads the site to its parts, each over its line."""
    for name in ("keys", "nginx"):
        (folder / name).mkdir()
    own = {
        "DATABASE_URL": f"postgres://{ROLE}@127.0.0.1:{database.port}/{DATABASE}",
        "CACHE_URL": f"redis://127.0.0.1:{cache.port}/0",
        "EMAIL_URL": mails.url,
        "VOTE_KEYS_DIR": str(folder / "keys"),
        "ALLOWED_HOSTS": f"localhost,{nginx.HOST}",
        "BASE_URL": ORIGIN,
    }
    return own | store.environment() | {"AWS_S3_ENDPOINT_URL": f"http://127.0.0.1:{files.port}", "AWS_S3_URL_PROTOCOL": "http:"}
