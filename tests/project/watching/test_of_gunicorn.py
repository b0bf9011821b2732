"""What is said of requests that never reach a view: by gunicorn, and by Django of a host that is not ours."""

import json
import os
import socket
import subprocess
import sys
import time

from tests.project.test_production_start import COMPLETE, ROOT, start
from tests.services.nginx import free_port
from tests.services.site import START_SECONDS
from tests.written import leaks_of_a_process

OF_JAN = b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie jan.peeters@skynet.be 123456\r\n\r\n"
ANSWERS = "def application(environ, start):\n    start('200 OK', [])\n    return [b'']\n"


def asked(port: int, request: bytes, process: subprocess.Popen) -> bytes:
    """The first line of what gunicorn answers, once it does."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=START_SECONDS) as line:
                line.sendall(request)
                return line.makefile("rb").readline()
        except ConnectionRefusedError:
            time.sleep(0.05)
    raise AssertionError("gunicorn does not start")


def test_a_request_that_gunicorn_refuses_is_a_line_like_ours_that_names_nobody(tmp_path):
    (tmp_path / "answers.py").write_text(ANSWERS)
    port = free_port()
    told = os.environ | {"PYTHONPATH": str(tmp_path), "PORT": str(port), "HOST": "127.0.0.1", "WEB_CONCURRENCY": "1"}
    command = [sys.executable, "-m", "gunicorn", "answers"]
    with subprocess.Popen(command, cwd=ROOT, env=told, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert asked(port, OF_JAN, process) == b"HTTP/1.1 400 Bad Request\r\n"
        finally:
            process.terminate()
        said = process.communicate(timeout=START_SECONDS)[1]
    assert leaks_of_a_process(said) == []
    refused = [told for told in map(json.loads, said.splitlines()) if told["level"] == "WARNING"]
    assert [(told["logger"], told["message"]) for told in refused] == [
        ("gunicorn.error", "Invalid request from ip=127.0.0.1: Invalid HTTP Header: 'Cookie [mailbox] [code]'")
    ]


AS_DJANGO_DOES = """
import logging, django
django.setup()
from django.core.exceptions import DisallowedHost
from django.http import HttpResponse
from django.utils.log import log_response
for kind in ("DisallowedHost", "SuspiciousFileOperation"):
    try:
        raise DisallowedHost("Invalid HTTP_HOST header: 'stranger.example'.")
    except DisallowedHost as error:
        logger = logging.getLogger("django.security." + kind)
        log_response(str(error), exception=error, response=HttpResponse(status=400), level="error", logger=logger)
"""


def test_a_wrong_host_is_a_warning_of_one_line_and_other_suspicions_stay_mistakes():
    told = [json.loads(line) for line in start(COMPLETE, AS_DJANGO_DOES).stderr.splitlines()]
    assert [(line["level"], line["logger"], line["message"], "exception" in line) for line in told] == [
        ("WARNING", "django.security.DisallowedHost", "Invalid HTTP_HOST header: 'stranger.example'.", False),
        ("ERROR", "django.security.SuspiciousFileOperation", "Invalid HTTP_HOST header: 'stranger.example'.", True),
    ]
