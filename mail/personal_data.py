"""What this room keeps of people."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mail import links
from mail.models import OneTimeCode, OneTimeLink, OutgoingMail
from mail.outbox import GIVEN_UP_READABLE
from privacy.declared import Basis, Kept, Rows, Whose, declare

declare(
    Kept(
        name="mail.letters",
        whose=Whose.WRITERS,
        what=_("Mails die we je sturen, versleuteld"),
        why=_("Met je mailadres en wat erin staat, om ze te kunnen afleveren."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Tot de mail vertrokken is. Lukt dat niet, dan wissen we hem %(term)s nadat we het opgaven."),
        fields=tuple(f"mail.OutgoingMail.{field}" for field in ("to", "reply_to", "subject", "text", "html")),
        rows=Rows(OutgoingMail, ~Q(to=""), since="given_up_at"),
        term=GIVEN_UP_READABLE,
        job="mail.prune",
    ),
    Kept(
        name="mail.links",
        whose=Whose.WRITERS,
        what=_("Links uit onze mails, als vingerafdruk"),
        why=_("Om te weten of een link nog werkt, en wat hij opent."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Tot %(term)s nadat de link niet meer werkt, om te kunnen zeggen dat hij opgebruikt is."),
        fields=("mail.OneTimeLink.token_hash", "mail.OneTimeLink.user", "mail.OneTimeLink.data"),
        rows=Rows(OneTimeLink, since="expires_at"),
        term=links.KEPT,
        job="mail.links.prune",
    ),
    Kept(
        name="mail.codes",
        whose=Whose.WRITERS,
        what=_("Codes uit onze mails, als vingerafdruk"),
        why=_("Om na te kijken of je de juiste code typt."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Tot je de code gebruikt. Anders wissen we ze de nacht nadat ze verliep."),
        fields=("mail.OneTimeCode.subject_hash", "mail.OneTimeCode.code_hash"),
        rows=Rows(OneTimeCode),
        job="mail.codes.prune",
    ),
)
