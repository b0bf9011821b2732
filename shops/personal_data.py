"""What this room keeps of people. A sole trader's shop says where to find a person, so all of a shop counts."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy.declared import Basis, InBrowser, Kept, Rows, Whose, declare, declare_in_browser
from privacy.terms import Months, in_words
from shops.models import OwnerRequest, OwnerVisit, Shop, Shopkeeper, ShopReport, Suppression
from shops.models.imports import UNDO_DAYS
from shops.reports.actions import OPEN_KEPT, SETTLED_KEPT
from shops.shopkeepers import forgetting, visits
from shops.unanswered import KEPT_MONTHS

OF_A_SHOP = ("name", "street", "house_number", "phone", "email", "website", "enterprise_number", "provenance", "raw")

declare(
    Kept(
        name="shops.unanswered",
        whose=Whose.VISITORS,
        what=_("Woorden waarmee iemand zocht en niets vond"),
        why=_(
            "Geteld per gemeente en per maand, zodat een gemeente weet wat er ontbreekt. "
            "Namen, nummers en mailadressen tellen we niet; wie zocht, weten we niet."
        ),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Die tellingen bewaren we %(term)s."),
        fields=("shops.UnansweredSearch.words",),
        term=Months(KEPT_MONTHS),
        job="shops.unanswered.prune",
    ),
    Kept(
        name="shops.open_reports",
        whose=Whose.WRITERS,
        what=_("Meldingen dat er iets niet klopt"),
        why=_("Welke winkel, wat er mis is en wat je erbij schreef, versleuteld. Van jou bewaren we niets. De gemeente en de provincie lezen het."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Wat je schreef, wissen we zodra de melding afgehandeld is. Kijkt niemand ernaar, dan gaat alles na %(term)s weg."),
        fields=("shops.ShopReport.words",),
        rows=Rows(ShopReport, Q(settled_at=None), since="created_at"),
        term=OPEN_KEPT,
        job="shops.reports.forget_old",
    ),
    Kept(
        name="shops.settled_reports",
        whose=Whose.WRITERS,
        what=_("Meldingen die afgehandeld zijn, zonder woorden"),
        why=_("Alleen welke winkel, wat er mis was en wat ermee gebeurde."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Tot %(term)s nadat ze afgehandeld zijn."),
        fields=(),
        rows=Rows(ShopReport, Q(settled_at__isnull=False), since="settled_at"),
        term=SETTLED_KEPT,
        job="shops.reports.forget_old",
    ),
    Kept(
        name="shops.listed",
        whose=Whose.KEEPERS,
        what=_("Je winkel in de gids"),
        why=_("Wat een klant nodig heeft: naam, adres, telefoon, mailadres en uren. Van elk gegeven weten we waar het vandaan komt."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Tot je winkel stopt, of tot je ze uit de gids haalt."),
        fields=(*(f"shops.Shop.{field}" for field in OF_A_SHOP), "shops.ShopSuggestion.value"),
        rows=Rows(Shop, Q(live=True)),
    ),
    Kept(
        name="shops.keepers",
        whose=Whose.KEEPERS,
        what=_("Je mailadres bij je winkel, versleuteld"),
        why=_("Om je een keer per jaar te vragen of alles nog klopt, en te zeggen dat een bezoeker iets meldde. Het staat niet op de site."),
        basis=Basis.CONSENT,
        how_long=_("Tot je uit de gids stapt, of tot de gemeente een ander adres noteert. De mails zelf stop je met een klik."),
        fields=("shops.Shopkeeper.email",),
        rows=Rows(Shopkeeper, ~Q(email="")),
    ),
    Kept(
        name="shops.visits",
        whose=Whose.KEEPERS,
        what=_("Bezoeken van winkeliers, met hun mailadres"),
        why=_("Om je een uur lang te herkennen nadat je een code of een link gebruikte."),
        basis=Basis.CONSENT,
        how_long=_("Tot %(term)s na dat uur; de nacht daarna wissen we ze."),
        fields=("shops.OwnerVisit.email", "shops.OwnerVisit.key"),
        rows=Rows(OwnerVisit, since="until"),
        term=visits.KEPT,
        job="shops.shopkeepers.prune",
    ),
    Kept(
        name="shops.requests",
        whose=Whose.KEEPERS,
        what=_("Wat je aan je gemeente vroeg, met je naam en je mailadres, versleuteld"),
        why=_("Om je te kunnen antwoorden."),
        basis=Basis.CONSENT,
        how_long=_("Tot je gemeente antwoordt."),
        fields=("shops.OwnerRequest.email", "shops.OwnerRequest.contact_name", "shops.OwnerRequest.words"),
        rows=Rows(OwnerRequest, ~Q(email="")),
    ),
    Kept(
        name="shops.refused",
        whose=Whose.KEEPERS,
        what=_("Nieuwe winkels die de gemeente niet aanvaardde"),
        why=_("Voor het geval dat ze zich bedenkt."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Tot %(term)s na het antwoord, tenzij iemand er nog mee verder werkte."),
        fields=(),
        rows=Rows(OwnerRequest, Q(kind="new", state="refused", shop__live=False), since="decided_at"),
        term=forgetting.KEPT,
        job="shops.shopkeepers.forget_refused",
    ),
    Kept(
        name="shops.imports",
        whose=Whose.KEEPERS,
        what=_("Wat een lijst over je winkel zei"),
        why=_("Om een lijst die verkeerd ingelezen werd, terug te nemen."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Tot %(term)s na het inlezen; een rij die niet klopte, tot iemand ze nakeek."),
        fields=("shops.ImportRow.cells", "shops.ImportRow.name", "shops.ImportChange.before", "shops.ImportChange.after"),
        term=timedelta(days=UNDO_DAYS),
        job="shops.importing.forget_old",
    ),
    Kept(
        name="shops.suppressed",
        whose=Whose.KEEPERS,
        what=_("Codes van winkels die niet in de gids willen staan"),
        why=_("Zodat geen enkele lijst ze terugbrengt. Uit een code kan niemand lezen welke winkel het was."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Zolang de gids bestaat: anders kwam je winkel met de volgende lijst terug."),
        fields=("shops.Suppression.key_hash",),
        rows=Rows(Suppression),
    ),
)
declare_in_browser(
    InBrowser(
        name=visits.cookie_name,
        why=_("Om een winkelier te herkennen die een code of een link gebruikte."),
        how_long=lambda: in_words(visits.HOUR),
    )
)
