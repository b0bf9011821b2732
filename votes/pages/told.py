"""Pages that explain: how votes are counted, what is kept of voters, and the rules of an edition."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from content.freshness import shown_until
from content.numbers import grouped
from votes import forgetting, told_in
from votes.clock import database_now
from votes.models import Edition
from votes.pages import words
from votes.pages.frame import current_edition, language_now, shown

if TYPE_CHECKING:
    from votes.models import VotingPage

FIGURES_LAG = timedelta(minutes=1)
OF_SHOPS = ("submissions", "names", "texts")  # what is kept of who stands or nominates, and not of who votes


@dataclass(frozen=True)
class Row:
    """One kind of what is kept. until: when the oldest of it goes, in words; "" where there is nothing."""

    what: str
    why: str
    count: str
    until: str


def how_we_count(page: "VotingPage", request: HttpRequest) -> HttpResponse:
    edition = current_edition(database_now())
    context = {
        "edition": edition,
        "rules_url": f"{page.url}{edition.year}/spelregels/" if edition else "",
        "kept_url": f"{page.url}wat-we-bewaren/",
        "trail": [(page.title, page.full_url)],
    }
    return shown(page, request, "how.html", context, tail="zo-tellen-we/")


def what_we_keep(page: "VotingPage", request: HttpRequest) -> HttpResponse:
    """The figures of this moment, from the database itself."""
    at, language = database_now(), language_now()
    shown_until(request, at + FIGURES_LAG)
    found = forgetting.kept(at)
    context = {
        "of_voters": [row_of(kept, language) for kept in found if kept.name not in OF_SHOPS],
        "of_shops": [row_of(kept, language) for kept in found if kept.name in OF_SHOPS],
        "moment": words.moment_with_zone(at, language),
        "is_late": bool(forgetting.leftovers(at)),
        "how_url": f"{page.url}zo-tellen-we/",
        "trail": [(page.title, page.full_url)],
    }
    return shown(page, request, "kept.html", context, tail="wat-we-bewaren/")


def row_of(kept: forgetting.Kept, language: str) -> Row:
    what, why, later = described(kept.name)
    until = words.moment(kept.until, language) if kept.until else later
    return Row(what, why, grouped(kept.count, language), until if kept.count else "")


def described(name: str) -> tuple[str, str, str]:
    """What it is, what it is for and when it goes, and the same in a few words for where no moment is known yet."""
    in_three_days, after_results = _("binnen 72 uur"), _("dertig dagen na de laatste uitslag")
    return {
        "requests": (
            _("Aanvragen om te stemmen"),
            _("met je keuze tot ze telt, en vingerafdrukken van je mailbox en je netwerk; om je code na te kijken, na 72 uur gewist"),
            in_three_days,
        ),
        "addresses": (_("Mailadressen, versleuteld"), _("om je de code te sturen; weg zodra je stemt, en anders na 72 uur"), in_three_days),
        "slips": (
            _("Vingerafdrukken van mailboxen"),
            _("zodat elke mailbox één keer telt; gewist dertig dagen na de uitslag"),
            after_results,
        ),
        "networks": (
            _("Vingerafdrukken van netwerken"),
            _("van een straat, een kantoor of een school samen, om aanvallen te herkennen; gewist dertig dagen na de uitslag"),
            after_results,
        ),
        "domains": (
            _("Soorten mailboxen"),
            _("de naam van een grote aanbieder, of een vingerafdruk van wat na het apenstaartje komt; gewist dertig dagen na de uitslag"),
            after_results,
        ),
        "links": (
            _("Verbanden tussen een vingerafdruk en een stem"),
            _("om de stemmen van een aanval apart te leggen; geen scherm toont ze, gewist dertig dagen na de uitslag"),
            after_results,
        ),
        "mailboxes": (
            _("Tellers van mails per mailbox"),
            _("zodat niemand je mailbox kan volstorten; verdwijnen samen met de vingerafdrukken"),
            after_results,
        ),
        "blocks": (
            _("Mailboxen die hun eigenaar afsloot"),
            _("zodat niemand er nog mee stemt; verdwijnen samen met de vingerafdrukken"),
            after_results,
        ),
        "submissions": (
            _("Mailadressen, versleuteld, van wie een winkel voordroeg of zich kandidaat stelde"),
            _("om te antwoorden; gewist met het antwoord, of na 72 uur als niemand de code intypte"),
            _("met het antwoord"),
        ),
        "names": (
            _("Namen van winkeliers die zich kandidaat stelden"),
            _("zodat de gemeente weet wie iets instuurt; alleen zij ziet ze, en ze zijn weg na de uitslag"),
            _("na de uitslag van de gemeente"),
        ),
        "texts": (
            _("Teksten van winkeliers en van wie een winkel voordroeg"),
            _("om na te kijken, en bij de kandidaat te tonen; ze blijven, maar wie een winkel voordroeg, staat er nooit bij"),
            "",
        ),
    }[name]


def rules(page: "VotingPage", request: HttpRequest, year: int) -> HttpResponse:
    """In the reader's language, else in Dutch and marked as such."""
    edition = Edition.objects.filter(year=year, scheduled_at__isnull=False).first()
    if edition is None:
        raise Http404("no such edition")
    texts = {text.language: text.rules for text in edition.texts.all()}
    language, at = language_now(), database_now()
    name, name_language = edition.name_in(language)
    context = {
        "edition": edition,
        "name": name,
        "name_language": name_language,
        "rules": texts.get(language) or texts.get("nl", ""),
        "is_dutch": not texts.get(language) and language != "nl",
        "jury": told_in.jury_in(edition, language),
        "criteria": told_in.criteria_in(edition, edition.criteria.all(), language) if edition.has_jury else [],
        "prize": told_in.prize_in(edition, language),
        "how_url": f"{page.url}zo-tellen-we/",
        "opens": words.moment_with_zone(edition.opens_at, language, at),
        "closes": words.moment_with_zone(edition.closes_at, language, at),
        "trail": [(page.title, page.full_url), (name, f"{page.full_url}{edition.year}/")],
    }
    return shown(page, request, "rules.html", context, tail=f"{year}/spelregels/")
