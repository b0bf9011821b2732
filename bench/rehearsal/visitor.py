"""A visitor's connection: TLS, kept open, from an address of their own on the loopback."""

import http.client
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.services import nginx

PATIENCE = 60  # seconds for one answer
ERRORS = (OSError, http.client.HTTPException)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


def unverified() -> ssl.SSLContext:
    """The certificate is nobody's."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


class Visitor:
    """base_url: of whatever is there, on this machine. number: the how manieth; 16 million have addresses of their own."""

    def __init__(self, base_url: str, number: int, context: ssl.SSLContext) -> None:
        parts, source = urlsplit(base_url), address(number)
        self.host = parts.netloc
        if parts.scheme == "https":
            self.connection: http.client.HTTPConnection = nginx.Line(parts.port or 443, self.host, PATIENCE, source=source, context=context)
        else:
            self.connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=PATIENCE, source_address=(source, 0))

    def ask(self, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """Raises one of ERRORS; a connection that the server closed meanwhile is opened again, once, for what may be asked twice."""
        told = {"Host": self.host, "Accept-Encoding": "gzip"} | {name.replace("_", "-"): value for name, value in headers.items()}
        for is_last in (body is not None, True):
            try:
                self.connection.request("GET" if body is None else "POST", path, body, told)
                answer = self.connection.getresponse()
                return Answer(answer.status, answer.headers, answer.read())
            except ERRORS:
                self.connection.close()
                if is_last:
                    raise
        raise AssertionError("never reached")

    def leave(self) -> None:
        self.connection.close()


def address(number: int) -> str:
    """127.1.0.1 and on."""
    return f"127.{1 + number // 62_500 % 250}.{number // 250 % 250}.{1 + number % 250}"
