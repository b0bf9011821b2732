"""The addresses of the vote, in one place: for links in mails, on posters and in feeds."""

from typing import Any

from votes.models import Round, VotingPage

TAILS = {
    "edition": "",
    "rules": "spelregels/",
    "province": "provincie/",
    "round": "{town}/",
    "candidate": "{town}/kandidaat/{slug}/",
    "share image": "{town}/kandidaat/{slug}/beeld/",
    "poster": "{town}/kandidaat/{slug}/affiche/",
    "stand": "{town}/kandidaat-worden/",
    "nominate": "{town}/voordragen/",
    "submission": "{town}/inzending/{key}/",
    "vote": "{town}/stem/",
    "challenge": "{town}/stem/opgave/",
    "code": "{town}/stem/c/{key}/",
    "receipt": "{town}/stem/c/{key}/bewijs/",
    "check": "{town}/ontvangstbewijs/",
    "seal": "{town}/zegel/",
    "seal text": "{town}/zegel/tekst/",
    "result": "{town}/uitslag/",
    "download": "{town}/uitslag/{file}/",
}


def tail_of(name: str, voting_round: Round, **parts: str) -> str:
    """What hangs below the voting page: "2027/tielt/stem/"."""
    return f"{voting_round.edition.year}/" + TAILS[name].format(town=voting_round.municipality.slug, **parts)


def address_of(name: str, voting_round: Round, language: str, **parts: Any) -> str:
    """The whole address, on the voting page of `language`, else on the Dutch one; "" when the site has none."""
    pages = {page.locale.language_code: page for page in VotingPage.objects.live().select_related("locale")}
    page = pages.get(language) or pages.get("nl")
    return f"{page.full_url}{tail_of(name, voting_round, **parts)}" if page else ""
