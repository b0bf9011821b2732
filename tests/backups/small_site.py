"""What other processes do in the drill: make a small site with a vote that runs, write while it is copied, and look whether it came back.

Everything by the site's own functions, on production settings; the site that came back is asked over its own addresses.
"""

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO, StringIO
from unittest import mock
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, override_settings
from PIL import Image

from accounts.models import User
from home.demo.logins import code_of, give_app, secret_of
from ikkooplokaal.backups import uploads
from mail import links
from mail.models import OneTimeLink, OutgoingMail
from media_library.models import SiteDocument, SiteImage
from tests.factories.votes import many_votes, requested
from tests.votes.faults import voters
from votes import keys, seal
from votes.addresses import address_of
from votes.clock import database_now
from votes.models import Ballot, Round, Slip, VoteRequest

EMAIL, PASSWORD = "beheer@ikkooplokaal.example", "een lange zin van mij"
VOTES = 25
WAITED = "wachtte@ikkooplokaal.example"


def make() -> None:
    """Front pages, a round that is open now with VOTES sealed votes, somebody who may log in, an image, a document, and all that is fleeting."""
    voters.prepare_site(3)
    running, now = Round.objects.get(), database_now()
    many_votes(running, [1 + number % 2 for number in range(VOTES)], at=now - timedelta(hours=20))
    seal.publish_head(round_id=running.pk, at=now)
    user = User.objects.create_superuser(EMAIL, PASSWORD, first_name="Lies")
    give_app(user, secret_of(EMAIL))
    Client().force_login(user)
    links.make_link(purpose="try", user_id=user.pk, at=now, valid_for=timedelta(days=7))
    OutgoingMail.objects.create(template="try", language="nl", to=WAITED, message_id="<try@localhost>", created_at=now, due_at=now)
    picture = BytesIO()
    Image.new("RGB", (64, 48), "#b5533c").save(picture, "PNG")
    image = SiteImage.objects.create(title="Etalage", description="Een etalage", file=ImageFile(picture, "etalage.png"))
    image.get_rendition("width-32")
    SiteDocument.objects.create(title="Spelregels", file=ContentFile(b"de spelregels", "spelregels.txt"))


@contextmanager
def somebody_votes() -> Iterator[None]:
    """As fast as it goes, and stores a document with every vote, until the block ends."""
    running, ended = Round.objects.get(), threading.Event()
    since = database_now() - timedelta(hours=10)

    def write() -> None:
        while not ended.is_set():
            place = running.slips.count()
            many_votes(running, [1 + place % 2], at=since)
            SiteDocument.objects.create(title=f"Brief {place}", file=ContentFile(f"brief {place}".encode(), f"brief-{place}.txt"))
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        ended.set()
        writer.join()


def said(*command: str) -> str:
    """What a command of the site says."""
    told = StringIO()
    call_command(*command, stdout=told)
    return told.getvalue()


def refused(*command: str) -> str:
    """Why."""
    try:
        return f"it did not refuse: {said(*command)}"
    except CommandError as refusal:
        return str(refusal)


def back_up_while_somebody_votes() -> int:
    """How many voted meanwhile."""
    with somebody_votes():
        said("back_up")
        while Ballot.objects.count() < VOTES + 2:
            pass
    return Ballot.objects.count() - VOTES


def state() -> dict:
    """What should be as it was."""
    running = Round.objects.get()
    return {
        "ballots": Ballot.objects.count(),
        "slips": Slip.objects.exclude(ballot=None).count(),
        "findings": [found.name for found in seal.verify(running)],
        "head": list(seal.last_head(running)),
        "has_key": keys.has_key(running.scope),
        "files": files(),
    }


def files() -> dict[str, str]:
    """{name: sum} of every file that a row names; a missing one has none."""
    named = [(one.file.storage, one.file.name) for model in (SiteImage, SiteDocument) for one in model.objects.all()]
    named += [(one.file.storage, one.file.name) for image in SiteImage.objects.all() for one in image.renditions.all()]
    return {name: summed(storage, name) for storage, name in named}


def summed(storage, name: str) -> str:
    if not storage.exists(name):
        return "missing"
    with storage.open(name) as file:
        return hashlib.sha256(file.read()).hexdigest()


def fleeting() -> dict[str, int]:
    models = {"sessions": Session, "links": OneTimeLink, "requests": VoteRequest}
    waiting = OutgoingMail.objects.filter(state="waiting")
    return {name: model._default_manager.count() for name, model in models.items()} | {"waiting": waiting.count()}


def pages() -> override_settings:
    """Within it pages are shown though nobody collected their static files."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    return override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain})


def log_in() -> list[int]:
    """Statuses: the admin before, the password, the code, the admin after."""
    with pages():
        return logged_in(Client())


def logged_in(client: Client) -> list[int]:
    before = client.get("/admin/").status_code
    password = client.post("/account/login/", {"login": EMAIL, "password": PASSWORD}).status_code
    code = client.post("/account/tweede-stap/code/", {"code": code_of(EMAIL, database_now())}).status_code
    return [before, password, code, client.get("/admin/").status_code]


def vote(address: str = "kiezer@ikkooplokaal.example") -> tuple[int, int]:
    """(status of the page that takes the code, ballots more than before)."""
    running, before = Round.objects.select_related("edition", "municipality").get(), Ballot.objects.count()
    key, code = requested(running, address, at=database_now())
    path = urlsplit(address_of("code", running, "nl", key=key)).path
    with pages():
        return Client().post(path, {"code": code, "doe": "bevestig"}).status_code, Ballot.objects.count() - before


def mistake() -> None:
    """Somebody who is in the database itself empties a table."""
    SiteDocument.objects.all()._raw_delete("default")


def read_on_a_second_backup() -> list[str]:
    """The names of the uploads that it reads."""
    read: list[str] = []
    time.sleep(1)  # a backup is named by the second in which it was begun
    with mock.patch.object(uploads, "taken", side_effect=lambda name, store, found: read.append(found.name)):
        said("back_up")
    return read
