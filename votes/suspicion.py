"""Explainable rules that set ballots apart for people to look at. Nothing is rejected here, and no rule names a candidate.

Source: voting.md 8; docs/decisions/0013-suspicion-is-explained.md says what is weighed, and what these rules cannot see.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from votes import signs, spans
from votes.facts import Fact
from votes.signs import LEAST, Sign, by_time, extent_of

__all__ = ["RULES", "Fact", "Rule", "Standing", "Suspicion", "find", "in_words"]


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
    """A cluster found before. fixed: people judge its ballots, or have done so; none joins it, and the same rule does not set them apart again."""

    rule: str
    cluster_key: str
    keys: Collection[str]
    fixed: bool = False


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
        words=_("%(votes)d stemmen van één onbekend maildomein, %(share)d %% daarvan voor dezelfde kandidaat, in %(time)s."),
    ),
    "scattered_domains": Rule(
        title=_("Opvallend veel onbekende maildomeinen"),
        sentence=_("Eén kandidaat kreeg veel meer stemmen van onbekende maildomeinen dan de andere kandidaten."),
        words=_("%(votes)d stemmen van %(domains)d onbekende maildomeinen voor dezelfde kandidaat, in %(time)s."),
    ),
    "disposable_mail": Rule(
        title=_("Wegwerpadressen"),
        sentence=_("Veel stemmen kwamen van e-mailadressen voor eenmalig gebruik, en bijna allemaal voor dezelfde kandidaat."),
        words=_("%(votes)d stemmen van wegwerpadressen, %(share)d %% daarvan voor dezelfde kandidaat, in %(time)s."),
    ),
    "one_network": Rule(
        title=_("Eén netwerk"),
        sentence=_("Veel stemmen kwamen van één netwerk, bijna allemaal voor dezelfde kandidaat, en anders dan een klas of een kantine stemt."),
        words=_(
            "%(votes)d stemmen van één netwerk, %(share)d %% daarvan voor dezelfde kandidaat, tot %(day)d op één dag; "
            "%(hasty)d %% van de codes stond er binnen %(seconds)d seconden."
        ),
    ),
    "quick_codes": Rule(
        title=_("Codes sneller dan met de hand"),
        sentence=_("Bij veel stemmen voor dezelfde kandidaat stond de code er binnen enkele seconden, sneller dan met de hand kan."),
        words=_("%(votes)d stemmen voor dezelfde kandidaat waarvan de code binnen %(seconds)d seconden ingevuld was, in %(time)s."),
    ),
    "even_pace": Rule(
        title=_("Het tempo van een machine"),
        sentence=_("Stemmen voor één kandidaat volgden elkaar zo gelijkmatig of zo dicht op elkaar op als mensen dat niet doen."),
        words=_("%(votes)d stemmen voor dezelfde kandidaat in %(time)s, telkens ongeveer %(gap)d seconden na elkaar."),
    ),
}


SIGNS: Mapping[str, Callable[[Sequence[Fact]], Iterator[Sign]]] = {
    "unknown_domain": signs.unknown_domain,
    "scattered_domains": signs.scattered_domains,
    "disposable_mail": signs.disposable_mail,
    "one_network": signs.one_network,
    "quick_codes": signs.quick_codes,
    "even_pace": signs.even_pace,
}


def in_words(rule: str, figures: Mapping[str, int]) -> str:
    """The suspicion in one sentence with its figures, in the language of who reads."""
    told: dict[str, int | str] = dict(figures)
    if "minutes" in figures:
        told["time"] = spans.in_words(figures["minutes"])
    return str(RULES[rule].words) % told


def find(facts: Sequence[Fact], *, standing: Sequence[Standing] = ()) -> list[Suspicion]:
    """All clusters of one round, by rule (in the order of RULES) and time; no ballot is twice in one rule.

    Run it over all facts of a round, every few minutes. standing: the round's clusters so far, open and fixed. What is found again under an open
    one carries its cluster_key and holds its ballots and the new ones; a fixed one's ballots are left alone, and what comes after it makes a new
    cluster when it is enough by itself. An open cluster that is not found any more is not in the list: it stands until people decide.
    """
    ordered = by_time(facts)
    return [suspicion for rule in RULES for suspicion in found_by(rule, ordered, [cluster for cluster in standing if cluster.rule == rule])]


def found_by(rule: str, facts: Sequence[Fact], standing: Sequence[Standing]) -> list[Suspicion]:
    """One rule's clusters: new ballots join the open cluster that holds most of their group, or make a new one."""
    owners = {key: cluster for cluster in standing for key in cluster.keys}
    members: dict[str, set[str]] = {}
    figures: dict[str, Mapping[str, int]] = {}
    for sign in SIGNS[rule](facts):
        free = [fact.key for fact in sign.facts if fact.key not in owners]
        home = home_of(sign.facts, owners)
        if home is not None or len(free) >= LEAST:
            cluster_key = home.cluster_key if home else cluster_key_of(rule, free[0])
            members.setdefault(cluster_key, set(home.keys if home else ())).update(free)
            figures[cluster_key] = sign.figures
    return [told(rule, key, [fact for fact in facts if fact.key in inside], figures[key]) for key, inside in members.items()]


def home_of(group: Sequence[Fact], owners: Mapping[str, Standing]) -> Standing | None:
    """The open cluster in which most of the group stands already."""
    held = Counter(owners[fact.key].cluster_key for fact in group if fact.key in owners and not owners[fact.key].fixed)
    homes = {cluster.cluster_key: cluster for cluster in owners.values()}
    return homes[max(held, key=lambda key: (held[key], key))] if held else None


def told(rule: str, cluster_key: str, group: Sequence[Fact], figures: Mapping[str, int]) -> Suspicion:
    """The cluster with the sign's figures; how many and how long are of all that stands in it."""
    return Suspicion(rule, cluster_key, tuple(fact.key for fact in group), {**figures, **extent_of(group)})


def cluster_key_of(rule: str, first_key: str) -> str:
    """Of its first ballot, which stays the first when later ones join; no candidate is in it."""
    return sha256(f"{rule}\0{first_key}".encode()).hexdigest()[:16]
