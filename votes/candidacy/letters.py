"""The mails of candidacy: a code, an answer, and a word to a shop that somebody nominated."""

from contextlib import suppress
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.utils import translation

from mail import outbox
from votes.addresses import address_of
from votes.asking import KEPT, about
from votes.models import Application, Nomination
from votes.models.candidacies import Submission
from votes.pages import words

LANGUAGE_OF_SHOPS = "nl"


def send_code(submission: Application | Nomination, code: str, at: datetime, not_before: datetime | None = None) -> None:
    url = address_of("submission", submission.round, submission.language, key=submission.key)
    send(submission, "code", at, not_before=not_before, code=code, url=url)


def send_answer(submission: Application | Nomination, at: datetime) -> None:
    """What was decided, and why; nothing when no address is left."""
    outcome = "approved" if submission.state == Submission.State.APPROVED else "refused"
    opens = spoken(submission.round.opens_at, submission.language)
    send(submission, outcome, at, once="answer", reason=submission.reason, opens=opens)


def send(
    submission: Application | Nomination, template: str, at: datetime, *, once: str = "", not_before: datetime | None = None, **context: Any
) -> None:
    """template: what follows "application_" or "nomination_". An address that is none gets nothing."""
    if not submission.email:
        return
    kind = "application" if isinstance(submission, Application) else "nomination"
    with suppress(outbox.BadAddress):
        outbox.send(
            template=f"votes/{kind}_{template}",
            to=submission.email,
            language=submission.language,
            context=told(submission, submission.language) | context,
            at=at,
            once=once and f"votes {kind} {submission.pk} {once}",
            about=about(submission.round),
            not_before=not_before,
            forget_after=KEPT,
        )


def told(submission: Application | Nomination, language: str) -> dict[str, Any]:
    """What each of these mails may name."""
    voting_round = submission.round
    name, _its_language = voting_round.edition.name_in(language)
    return {"shop": submission.shop.name, "town": voting_round.municipality.name_in(language), "edition": name}


def spoken(moment: datetime, language: str) -> str:
    """ "maandag 1 maart, 8 u. (Belgische tijd)"."""
    with translation.override(language):
        return words.moment_with_zone(moment, language)


def tell_shop(nomination: Nomination, at: datetime) -> None:
    """Once in a round: that it stands, with which words, and that its own may take their place. To the address in the directory, if any."""
    voting_round, shop = nomination.round, nomination.shop
    if not shop.email:
        return
    form = address_of("stand", voting_round, LANGUAGE_OF_SHOPS) if voting_round.edition.takes_candidates(at) else ""
    url = form and f"{form}?{urlencode({'winkel': shop.slug})}"
    moments = {"opens": voting_round.opens_at, "until": voting_round.edition.candidacy_until}
    context = told(nomination, LANGUAGE_OF_SHOPS) | {"pitch": nomination.pitch, "url": url}
    context |= {name: spoken(moment, LANGUAGE_OF_SHOPS) for name, moment in moments.items()}
    send_to_shop(nomination, "shop_nominated", at, once=f"votes nominated {voting_round.pk} {shop.pk}", **context)


def tell_shop_it_was_taken_back(submission: Application | Nomination, at: datetime) -> bool:
    """That it does not stand after all, and why, to the address in the directory; returns whether there is one."""
    if not submission.shop.email:
        return False
    return send_to_shop(submission, "approval_taken_back", at, reason=submission.reason, **told(submission, LANGUAGE_OF_SHOPS))


def send_to_shop(submission: Application | Nomination, template: str, at: datetime, *, once: str = "", **context: Any) -> bool:
    """To the shop's address in the directory; returns whether a mail can go there."""
    try:
        outbox.send(
            template=f"votes/{template}",
            to=submission.shop.email,
            language=LANGUAGE_OF_SHOPS,
            context=context,
            at=at,
            once=once,
            about=about(submission.round),
            forget_after=KEPT,
        )
    except outbox.BadAddress:
        return False
    return True
