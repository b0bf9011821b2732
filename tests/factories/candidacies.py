"""What shopkeepers and customers send in, for tests. Candidates are taken on 1 February 2027 (`IN_TIME`)."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from mail.models import OutgoingMail
from shops.models import Shop
from tests.factories.shops import ShopFactory
from tests.factories.votes import RoundFactory
from votes import candidacies
from votes.candidacy.pictures import Picture
from votes.models import Application, Nomination, Round

IN_TIME = datetime(2027, 2, 1, 9, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)
SHOPKEEPER, CUSTOMER = "an@winkel.example", "jef@klant.example"


def a_shop(voting_round: Round | None = None, **facts: Any) -> Shop:
    """A shop in the town of the round."""
    shop: Shop = ShopFactory(municipality=(voting_round or RoundFactory()).municipality, **facts)
    return shop


def a_photo(name: str = "toog.jpg", size: tuple[int, int] = (12, 8)) -> SimpleUploadedFile:
    written = BytesIO()
    Image.new("RGB", size, (180, 120, 90)).save(written, "JPEG")
    return SimpleUploadedFile(name, written.getvalue(), "image/jpeg")


def a_picture() -> Picture:
    return Picture(a_photo(), "De toog met broden tot aan het plafond")


def applied(shop: Shop, voting_round: Round | None = None, at: datetime = IN_TIME, **facts: Any) -> Application:
    """An application that is not confirmed yet."""
    told: dict[str, Any] = {"pitch": "Om zes uur staat het brood klaar.", "supports": "De fanfare", "picture": None, "contact_name": "An Peeters"}
    told |= {"email": SHOPKEEPER, "language": "nl", "has_consent": True, "at": at}
    return candidacies.apply(voting_round=voting_round or RoundFactory(municipality=shop.municipality), shop=shop, **(told | facts))


def nominated(shop: Shop, voting_round: Round | None = None, at: datetime = IN_TIME, **facts: Any) -> Nomination:
    """A nomination that is not confirmed yet."""
    told: dict[str, Any] = {"pitch": "Ze kennen iedereen bij naam.", "email": CUSTOMER, "language": "nl", "at": at}
    return candidacies.nominate(voting_round=voting_round or RoundFactory(municipality=shop.municipality), shop=shop, **(told | facts))


def code_for(submission: Application | Nomination) -> str:
    """The digits of the last mail of this kind; "" when there is none."""
    kind = submission._meta.model_name
    last = OutgoingMail.objects.filter(template=f"votes/{kind}_code").order_by("pk").last()
    found = re.search(r"^ {4}(\d{6})$", last.text, re.MULTILINE) if last else None
    return found[1] if found else ""


def confirmed(submission: Any, after: timedelta = A_MINUTE) -> Any:
    """The same submission, with the code of its mail typed a minute later."""
    candidacies.confirm(submission=submission, code=code_for(submission), at=submission.created_at + after)
    submission.refresh_from_db()
    return submission


def mails(template: str) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(template=f"votes/{template}").order_by("pk"))
