"""Requests that no person sends, made of those that people send: odd parts of the path, parameters, fields, headers, methods and bodies.

Each follows from the seed and its number alone, so a finding can be sent again by itself.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import quote_from_bytes, urlencode

from django.http import HttpResponseBase
from django.test import Client

Fields = dict[str, Any]

ODD: list[bytes] = [
    *(b"", b" ", b"0", b"-1", b"1e9", b"NaN", b"inf", b"1.5", b"00000001", b"true", b"null", b"undefined", b"None", b"[]", b"{}"),
    *(b"2147483648", b"9223372036854775808", b"-9223372036854775809", b"9" * 400, "٣".encode(), "²".encode(), "½".encode()),
    *(
        b"2026-13-45",
        b"0000-00-00",
        b"9999-12-31T23:59",
        b"-0001-01-01",
        b"2026-03-29T02:30",
        b"10000-01-01",
        b"24:00",
        b"2026-W60",
        b"0001-01-01T00:00",
    ),
    *(
        b"\x00",
        b"a\x00b",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"\xc0\xaf",
        "\ud800".encode("utf-8", "surrogatepass"),
        b"\xf4\x90\x80\x80",
        b"%",
        b"%zz",
        b"%00",
    ),
    *(
        "\u202eetalage".encode(),
        "\u200b".encode(),
        "👩‍👩‍👧‍👦".encode(),
        "e\u0301".encode() * 40,
        "ſ".encode(),
        "İ".encode(),
        "\ufeff".encode(),
        b"\x1b[2J",
    ),
    *(b"..", b"../../etc/passwd", b"....//", b"\\", b"//evil.example", b"https://evil.example", b"javascript:alert(1)", b"file:///etc/passwd", b"/"),
    *(
        b"' OR 1=1 --",
        b'"; DROP TABLE x',
        b"{{ 7*7 }}",
        b"{% debug %}",
        b"${7*7}",
        b"<script>",
        b"&#0;",
        b"%s%s%n",
        b"\r\nSet-Cookie: a=b",
        b"*" * 60,
    ),
    *(
        b"%" * 300,
        b"_" * 300,
        b"(" * 500,
        b"a" * 5_000,
        b"a " * 1_200,
        b"-" * 800,
        b"[" * 900,
        b"1," * 900,
        b"nl_BE.UTF-8",
        b"zz",
        b"x@y",
        b"a@b.example",
    ),
]
NAMES = """
q p page open dag uur categorie bij kaart wanneer soort van tot maand gemeente sorteer straal waar kenmerk
taal next order ordering collection_id id user locale language status tag _export export parent choose
edit_link_text object_id results_per_page timestamp_before timestamp_after limit offset fields order child_of
descendant_of type for_explorer multiple per_page sort prefix z x y lat lon doe code key kandidaat email
postcode rechts links token filter state action mode is_editing select_format as include_renditions
uploaded_file_id bbox
"""  # of parameters that views read
PARAMETERS = NAMES.split()
METHODS = ["GET"] * 8 + ["POST"] * 7 + ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"]
TYPES = [
    *("application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=grens", "multipart/form-data", "text/plain"),
    *(
        "application/x-www-form-urlencoded; charset=utf-16",
        "application/json; charset=nonsense",
        "multipart/form-data; boundary=" + "a" * 300,
        "",
        "é/é",
    ),
    *("application/x-www-form-urlencoded; charset=rot13", "multipart/form-data; boundary=\x7f", "application/octet-stream", "text/html; charset="),
]
HEADERS = [
    *("Accept-Language", "Accept", "Accept-Encoding", "Cookie", "Referer", "User-Agent", "X-Forwarded-For", "X-Forwarded-Proto", "If-Modified-Since"),
    *(
        "If-None-Match",
        "Range",
        "Origin",
        "X-Requested-With",
        "Authorization",
        "Content-Encoding",
        "If-Unmodified-Since",
        "If-Range",
        "Content-Length",
    ),
]
BODIES: list[Callable[[Random], bytes]] = [
    lambda dice: b"[" * dice.choice([10, 5_000]),
    lambda dice: json.dumps({"a": {"b": [None, 1e308, "\ud800"]}}).encode(),
    lambda dice: b"{" + b'"a":{' * 3_000,
    lambda dice: b"--grens\r\nContent-Disposition: form-data; name=\"x\"; filename*=UTF-8''%FF%FE\r\n\r\nx\r\n--grens--\r\n",
    lambda dice: b'--grens\r\nContent-Disposition: form-data; name="file"; filename="../../x.png"\r\nContent-Type: image/png\r\n\r\n\x89PNG',
    lambda dice: b"--grens\r\n" * 50,
    lambda dice: b"a=1&" * 2_000,
    lambda dice: b"%" * 999,
    lambda dice: dice.randbytes(dice.randint(0, 400)),
]


@dataclass(frozen=True)
class Sent:
    """One request as the server hands it to the site. path, query: bytes as they came, percent signs still in the query."""

    method: str
    path: bytes
    query: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = TYPES[0]
    body: bytes = b""

    def by(self, client: Client) -> HttpResponseBase:
        headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in self.headers.items() if name != "Content-Length"}
        told = headers | {"PATH_INFO": self.path.decode("latin-1"), "QUERY_STRING": self.query.decode("latin-1")}
        return client.generic(self.method, "/", self.body, self.content_type, **told)

    def __str__(self) -> str:
        address = quote_from_bytes(self.path)[:200] + (f"?{self.query.decode('latin-1')[:200]}" if self.query else "")
        return f"{self.method} {address} {self.content_type!r} {self.headers} {self.body[:300]!r}"


def spoiled(address: str, fields: Callable[[], Fields], dice: Random) -> Sent:
    """address: that somebody may ask. fields: what a form at it holds, asked for only when one is sent."""
    method = dice.choice(METHODS)
    path, _, query = address.partition("?")
    headers = {dice.choice(HEADERS): header(dice) for _ in range(dice.choice([0, 0, 1, 2]))}
    sent_path = odd_path(path.encode(), dice) if dice.random() < 0.3 else path.encode()
    sent_query = odd_query(query, dice) if dice.random() < 0.6 else query.encode()
    if method in {"GET", "HEAD", "OPTIONS", "TRACE"}:
        return Sent(method, sent_path, sent_query, headers)
    if dice.random() < 0.2:
        return Sent(method, sent_path, sent_query, headers, dice.choice(TYPES), dice.choice(BODIES)(dice))
    return Sent(method, sent_path, sent_query, headers, body=odd_form(fields(), dice))


def odd_path(path: bytes, dice: Random) -> bytes:
    parts = path.split(b"/")
    place = dice.randrange(1, len(parts))
    parts[place : place + dice.choice([0, 1, 1])] = [dice.choice(ODD)]
    return b"/".join(parts)


def odd_query(query: str, dice: Random) -> bytes:
    odd = [(dice.choice(PARAMETERS), dice.choice(ODD)) for _ in range(dice.choice([1, 1, 2, 5]))]
    said = urlencode(odd) if dice.random() < 0.9 else "&".join(f"{name}={value.decode('latin-1')}" for name, value in odd)
    return "&".join(filter(None, [query, said])).encode("latin-1", "replace")


def odd_form(fields: Fields, dice: Random) -> bytes:
    """What somebody would send, with one to three answers that nobody gives, and sometimes one left out or given many times."""
    told = {name: value for name, value in fields.items() if dice.random() < 0.95}
    names = [*told, *dice.sample(PARAMETERS, 2)]
    for _ in range(dice.randint(1, 3)):
        name = dice.choice(names)
        told[name] = dice.choice([dice.choice(ODD), [dice.choice(ODD)] * 3])
    return urlencode(told, doseq=True, errors="replace").encode()


def header(dice: Random) -> str:
    """As a server hands it on: text in latin-1, without line ends (a server refuses those)."""
    return dice.choice(ODD).decode("latin-1").replace("\r", "").replace("\n", "")[:2_000]
