"""What this room keeps of people. Nothing here tells who leads: it counts all rounds together, and votes.forgetting tells the same in detail."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy.declared import Basis, Kept, Rows, Whose, declare
from votes import forgetting
from votes.asking import PROMISED
from votes.models import Application, Candidate, Juror, Mailbox, Nomination, Slip, VoteRequest
from votes.models.editions import REMEMBERED

AN_HOUR, IN_THE_TERM = timedelta(hours=1), timedelta(0)  # votes.asking erases an hour before what is promised is over


def first_scope_goes(at: datetime) -> datetime | None:
    """The same for all that is forgotten with the slips."""
    return forgetting.next_forgetting()


declare(
    Kept(
        name="votes.addresses",
        whose=Whose.VOTERS,
        what=_("Mailadressen van stemmers, versleuteld"),
        why=_("Om je de code te sturen waarmee je stemt."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Weg zodra je stemt, en anders na hoogstens %(term)s."),
        fields=("votes.VoteRequest.address",),
        rows=Rows(VoteRequest, ~Q(address=""), since="created_at"),
        term=PROMISED,
        job="votes.prune",
        lag=IN_THE_TERM,
    ),
    Kept(
        name="votes.requests",
        whose=Whose.VOTERS,
        what=_("Aanvragen om te stemmen, zonder adres"),
        why=_("Met vingerafdrukken van je mailbox, je netwerk en je code, om na te kijken of je de juiste code typt."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Hoogstens %(term)s."),
        fields=tuple(f"votes.VoteRequest.{field}" for field in ("identity_mac", "network_mac", "domain_class", "code_hash")),
        rows=Rows(VoteRequest, since="created_at"),
        term=PROMISED,
        job="votes.prune",
        lag=IN_THE_TERM,
    ),
    Kept(
        name="votes.slips",
        whose=Whose.VOTERS,
        what=_("Vingerafdrukken van mailboxen en netwerken die stemden"),
        why=_("Zodat elke mailbox één keer telt, en een aanval opvalt. Zonder een geheime sleutel kan niemand er een adres uit lezen."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Tot %(term)s na de laatste uitslag. Dan vernietigen we ook de sleutel."),
        fields=tuple(f"votes.Slip.{field}" for field in ("identity_mac", "network_mac", "domain_class", "ballot")),
        rows=Rows(Slip, ~Q(identity_mac="")),
        term=REMEMBERED,
        job="votes.forget",
        goes=first_scope_goes,
        lag=AN_HOUR,
    ),
    Kept(
        name="votes.mailboxes",
        whose=Whose.VOTERS,
        what=_("Tellers van mails per mailbox"),
        why=_("Zodat niemand je mailbox kan volstorten."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Tot %(term)s na de laatste uitslag."),
        fields=("votes.Mailbox.identity_mac",),
        rows=Rows(Mailbox),
        term=REMEMBERED,
        job="votes.forget",
        goes=first_scope_goes,
        lag=AN_HOUR,
    ),
    Kept(
        name="votes.applications",
        whose=Whose.CANDIDATES,
        what=_("Naam en mailadres van wie zich kandidaat stelt"),
        why=_("Om je te antwoorden, en om te weten wie instemde. Het adres is versleuteld."),
        basis=Basis.CONSENT,
        how_long=_("Het adres tot je gemeente antwoordt, je naam tot de uitslag. Wat je niet bevestigde, gaat na %(term)s weg."),
        fields=("votes.Application.email", "votes.Application.contact_name"),
        rows=Rows(Application, ~Q(email="") | ~Q(contact_name="")),
        term=PROMISED,
        job="votes.candidacy.prune",
    ),
    Kept(
        name="votes.nominations",
        whose=Whose.CANDIDATES,
        what=_("Mailadressen van wie een winkel voordroeg, versleuteld"),
        why=_("Om je te laten weten of de winkel kandidaat wordt."),
        basis=Basis.CONSENT,
        how_long=_("Tot je gemeente antwoordt. Wat je niet bevestigde, gaat na %(term)s weg."),
        fields=("votes.Nomination.email",),
        rows=Rows(Nomination, ~Q(email="")),
        term=PROMISED,
        job="votes.candidacy.prune",
    ),
    Kept(
        name="votes.candidates",
        whose=Whose.CANDIDATES,
        what=_("Kandidaten van een stemming"),
        why=_("De naam, het adres en het verhaal van de zaak, zoals ze waren toen de stemming begon. Zo kan iedereen later natellen."),
        basis=Basis.CONSENT,
        how_long=_("Zolang de uitslag te lezen is. Je kunt je terugtrekken; dat staat er dan bij."),
        fields=("votes.Candidate.address", "votes.Candidate.name", "votes.Candidate.pitch"),
        rows=Rows(Candidate),
    ),
    Kept(
        name="votes.watchers",
        whose=Whose.NAMED,
        what=_("Juryleden en waarnemers van een stemming"),
        why=_("De naam van wie oordeelt staat bij de uitslag; het mailadres van wie toekijkt dient om de zegels te sturen."),
        basis=Basis.CONSENT,
        how_long=_("De namen zolang de uitslag te lezen is, de adressen tot de provincie ze wist."),
        fields=("votes.Juror.name", "votes.Edition.observers", "votes.Edition.objections_to"),
        rows=Rows(Juror),
    ),
)
