"""Bodies and files that want too much: refused in words, in little memory."""

import gzip
import json
import socket
from collections.abc import Callable
from contextlib import suppress

import pytest

from tests.faults import bombs, house
from tests.services.nginx import HOST, encrypted

pytestmark = pytest.mark.services
MEGABYTE = 1024 * 1024
MOST_MEMORY = 400  # megabytes of one process
PICTURES: list[tuple[str, Callable[[], bytes]]] = [
    ("enorm.png", lambda: bombs.png_that_claims(60_000, 60_000)),
    ("effen.png", lambda: bombs.png_of_one_colour(12_000)),
    ("stuk.jpg", lambda: bombs.photo()[:40_000]),
    ("tekening.svg", bombs.svg_with_entities),
    ("tekening.png", bombs.svg_with_entities),
    ("werkmap.png", lambda: bombs.workbook_that_unpacks_to(10)),
    ("leeg.jpg", lambda: b""),
]
LISTS: list[tuple[str, Callable[[], bytes]]] = [
    ("bom.xlsx", lambda: bombs.workbook_that_unpacks_to(400)),
    ("bom2.xlsx", lambda: bombs.workbook_that_unpacks_to(60)),
    ("geen.xlsx", lambda: bombs.photo()),
    ("diep.json", lambda: b"[" * MEGABYTE),
    ("lijst.csv", lambda: b'"' + b"a" * 4 * MEGABYTE),
    ("nul.csv", lambda: b"naam;straat\n" + b"\x00" * 1000),
]


@pytest.mark.fault("bodies: too long, endless, packed")
def test_a_body_that_is_too_long_is_refused_before_the_site_has_it(one, seen):
    long = one.ask_front("/nl/contact/", method="POST", body=b"a" * (33 * MEGABYTE))
    assert long.status in {0, 413}  # 0: hung up before all of it was sent
    without_end = endless(one)
    assert without_end == 413
    packed = one.ask_front(
        "/nl/winkels/",
        method="POST",
        body=gzip.compress(b"q=" + b"a" * 40 * MEGABYTE),
        headers={"Content-Encoding": "gzip", "Content-Type": "application/x-www-form-urlencoded"},
    )
    assert packed.status < 500
    assert one.memory() < MOST_MEMORY
    seen(f"33 MB: {long.status or 'hung up'}; endless: {without_end}; 40 MB packed in 40 kB: {packed.status}; at most {one.memory()} MB")


def endless(one: house.House) -> int:
    """The status that a body without end gets once 40 MB of it are sent; what comes after is thrown away unread."""
    with socket.create_connection(("127.0.0.1", one.front.port), timeout=60) as plain, encrypted(plain) as line:
        line.sendall(f"POST /nl/contact/ HTTP/1.1\r\nHost: {HOST}\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
        with suppress(OSError):
            for _ in range(40):
                line.sendall(b"100000\r\n" + b"a" * MEGABYTE + b"\r\n")
        return int(line.recv(4096).split()[1])


@pytest.mark.fault("forms: ten thousand fields, deep JSON")
def test_forms_and_json_that_want_too_much_are_refused(one, seen):
    path = str(one.told["path"]).partition("/c/KEY")[0] + "/"
    fields = one.form(path, {f"veld{number}": "x" for number in range(10_001)})
    deep = [
        one.ask_front(place, method="POST", as_editor=True, body=b"[" * 200_000, headers={"Content-Type": "application/json"})
        for place in (path, "/admin/")
    ]
    nested = one.ask_front(path, method="POST", body=json.dumps([[[]]] * 20_000).encode(), headers={"Content-Type": "application/json"})
    big = [one.form(path, {"email": "a" * (3 * MEGABYTE)}) for _ in range(10)]  # an answer before all of it was read could be lost
    answers = [fields, *deep, nested, *big]
    assert [answer.status for answer in answers if answer.status >= 500 or not answer.status] == []
    assert {answer.status for answer in [fields, *big]} == {400}
    seen(f"10,001 fields: {fields.status}; a field of 3 MB: {big[0].status}; JSON: {', '.join(str(answer.status) for answer in [*deep, nested])}")


@pytest.mark.fault("files: bombs and broken ones")
def test_files_that_want_too_much_are_an_error_of_their_field(one, seen):
    for name, made in PICTURES:
        told = one.upload(made(), name)
        assert told.status == 200 and "error" in told.text, (name, told.status)
    for name, made in LISTS:
        told = one.upload(made(), name, path="/admin/winkels/import/nieuw/", source="eigen")
        assert told.status in {200, 302}, (name, told.status)
    assert one.upload(bombs.gif_of_frames(150), "film.gif").status == 302, "of a moving picture the first frame is kept"
    assert one.upload(bombs.photo()).status == 302, "one that is fine is taken all the same"
    assert one.memory() < MOST_MEMORY
    refused = f"{len(PICTURES)} pictures and {len(LISTS)} lists refused in words"
    seen(f"{refused}, a film kept as one picture, a photo stored; a process took at most {one.memory()} MB")
