"""What people read of a cluster: the rule in its own words, and what became of it. Never for whom its ballots are."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from votes import suspicion
from votes.models import Proposal
from votes.overlaps import Overlap


def rule_title(rule: str) -> str:
    """The name of a rule; one that no longer exists is called as it was stored."""
    known = suspicion.RULES.get(rule)
    return str(known.title) if known else rule


def rule_sentence(rule: str) -> str:
    known = suspicion.RULES.get(rule)
    return str(known.sentence) if known else ""


def figures_in_words(rule: str, figures: Mapping[str, Any]) -> str:
    """The sentence of the rule with its figures, "" when the stored ones do not fit it; nothing else of them is ever shown."""
    whole = {name: figure for name, figure in figures.items() if isinstance(figure, int)}
    try:
        return suspicion.in_words(rule, whole)
    except (KeyError, ValueError):
        return ""


def verdict_of(verdict: str) -> str:
    """What was decided."""
    return _("telt niet mee") if verdict == Proposal.Verdict.REJECT else _("telt mee")


def beside(found: Iterable[Overlap]) -> list[tuple[Overlap, str, str]]:
    """Other groups with some of the same ballots, each with its rule and what was decided about it."""
    return [(one, rule_title(one.rule), verdict_of(one.verdict) if one.verdict else _("nog niet beslist")) for one in found]
