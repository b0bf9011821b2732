"""Asks the web server of this container for /healthz; ends with 1 when it does not answer. The image's HEALTHCHECK."""

import os
import sys
from http.client import HTTPConnection, HTTPException

PATIENCE = 4  # seconds


def answers(port: int, host: str) -> bool:
    """host: a name of ALLOWED_HOSTS, as the site answers to no other."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def known_host(allowed_hosts: str) -> str:
    """The first of ALLOWED_HOSTS; ".example.org" allows example.org too."""
    return allowed_hosts.split(",")[0].strip().lstrip(".")


if __name__ == "__main__":
    sys.exit(not answers(int(os.environ.get("PORT", "8000")), known_host(os.environ.get("ALLOWED_HOSTS", "localhost"))))
