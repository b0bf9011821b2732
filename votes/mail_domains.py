"""Which addresses of a mail domain are one mailbox, as the province adds it to votes.mailboxes.

Not while votes come in: who voted would be somebody else from that moment on, and could vote again (contract 1).
"""

from datetime import datetime

from django.db import transaction

from votes.models import MailDomainRule, Round


class VotesComeIn(Exception):
    """A round takes votes; nothing was changed."""


def add_rule(*, rule: MailDomainRule, at: datetime) -> MailDomainRule:
    """Store a rule that its form checked. Raises VotesComeIn."""
    with transaction.atomic():
        refuse_while_votes_come_in(at)
        rule.save()
    return rule


def remove_rule(*, rule_id: int, at: datetime) -> None:
    """Nothing happens when it is gone already. Raises VotesComeIn."""
    with transaction.atomic():
        refuse_while_votes_come_in(at)
        MailDomainRule.objects.filter(pk=rule_id).delete()


def refuse_while_votes_come_in(at: datetime) -> None:
    if votes_come_in(at):
        raise VotesComeIn


def votes_come_in(at: datetime) -> bool:
    """Whether a code may be typed somewhere."""
    return any(voting_round.takes_codes(at) for voting_round in Round.objects.running(at))
