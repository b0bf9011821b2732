"""The PostgreSQL that the tests bring: from the machine or from the wheel, as root too, gone when its command is."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.services import postgres
from tests.services.processes import PATIENCE

pytestmark = pytest.mark.services
SCRIPT = Path(postgres.__file__)
QUESTION = """
import os, pathlib, environ, psycopg
url = environ.Env().db("DATABASE_URL")
with psycopg.connect(host=url["HOST"], dbname=url["NAME"]) as connection:
    print(connection.execute("SHOW fsync").fetchone()[0], connection.execute("SHOW server_encoding").fetchone()[0])
    print(connection.execute("SHOW listen_addresses").fetchone()[0] or "socket only")
print(url["HOST"], pathlib.Path(url["HOST"], "data", "postmaster.pid").read_text().split()[0])
"""
ASK = [sys.executable, "-c", QUESTION]


def run(*arguments: str, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, SCRIPT, *arguments], capture_output=True, text=True, timeout=PATIENCE, **options)


def is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize("source", [["--wheel"], []], ids=["from the wheel", "the one that is found"])
def test_a_command_gets_a_quick_server_that_is_gone_afterwards(source):
    answered = run(*source, "--", *ASK)
    assert answered.returncode == 0, answered.stderr
    settings, address, place = answered.stdout.splitlines()
    assert (settings, address) == ("off UTF8", "socket only")
    folder, process = place.split()
    assert is_gone(int(process))
    assert not Path(folder).exists()


def test_the_result_of_the_command_is_the_result():
    assert run("--", sys.executable, "-c", "raise SystemExit(7)").returncode == 7


def test_a_folder_without_postgresql_is_named():
    failed = run("--", "true", env=os.environ | {"IKL_PG_BIN": "/nowhere"})
    assert (failed.returncode, failed.stderr) == (1, "postgres.py: /nowhere holds no initdb\n")


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_server_whose_script_is_stopped_is_gone(sign):
    command = [sys.executable, SCRIPT, "--", sys.executable, "-u", "-c", QUESTION + "\nimport time\ntime.sleep(600)"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as script:
        folder, process = [script.stdout.readline() for _ in range(3)][-1].split()
        script.send_signal(sign)
        script.wait(PATIENCE)
    deadline = time.monotonic() + PATIENCE
    while not is_gone(int(process)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert is_gone(int(process))
    assert not Path(folder).exists()
