"""Pages that explain: how votes are counted, what is kept of voters, and the rules of an edition."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from content.freshness import shown_until
from content.numbers import grouped
from votes import forgetting
from votes.clock import database_now
from votes.models import Edition
from votes.pages import words
from votes.pages.frame import current_edition, language_now, shown

if TYPE_CHECKING:
    from votes.models import VotingPage

FIGURES_LAG = timedelta(minutes=1)


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
    context = {
        "rows": [row_of(kept, language) for kept in forgetting.kept(at)],
        "moment": words.moment_with_zone(at, language),
        "is_late": bool(forgetting.leftovers(at)),
        "how_url": f"{page.url}zo-tellen-we/",
        "trail": [(page.title, page.full_url)],
    }
    return shown(page, request, "kept.html", context, tail="wat-we-bewaren/")


def row_of(kept: forgetting.Kept, language: str) -> Row:
    in_three_days, after_results = _("binnen 72 uur"), _("dertig dagen na de laatste uitslag")
    what, why, later = {
        "requests": (_("Aanvragen om te stemmen"), _("om je code na te kijken; na 72 uur gewist"), in_three_days),
        "addresses": (_("Mailadressen, versleuteld"), _("om je de code te sturen; weg zodra je stemt, en anders na 72 uur"), in_three_days),
        "slips": (
            _("Vingerafdrukken van mailboxen"),
            _("zodat elke mailbox één keer telt; gewist dertig dagen na de uitslag"),
            after_results,
        ),
        "mailboxes": (
            _("Tellers van mails per mailbox"),
            _("zodat niemand je mailbox kan volstorten; verdwijnen samen met de vingerafdrukken"),
            after_results,
        ),
        "submissions": (
            _("Mailadressen van wie een winkel voordroeg of zich kandidaat stelde, versleuteld"),
            _("om te antwoorden; gewist met het antwoord, of na 72 uur als niemand de code intypte"),
            _("met het antwoord"),
        ),
    }[kept.name]
    until = words.moment(kept.until, language) if kept.until else later
    return Row(what, why, grouped(kept.count, language), until if kept.count else "")


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
        "criteria": edition.criteria.all() if edition.has_jury else [],
        "how_url": f"{page.url}zo-tellen-we/",
        "opens": words.moment_with_zone(edition.opens_at, language, at),
        "closes": words.moment_with_zone(edition.closes_at, language, at),
        "trail": [(page.title, page.full_url), (name, f"{page.full_url}{edition.year}/")],
    }
    return shown(page, request, "rules.html", context, tail=f"{year}/spelregels/")
