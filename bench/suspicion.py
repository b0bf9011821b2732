"""Judge the rules of suspicion on made-up towns that they were not tuned on; prints one JSON line. About two minutes.

    python bench/suspicion.py            the held-out towns: 400 seeds, the rules look once a day of the vote
    python bench/suspicion.py --tuning   the towns that the rules were tuned on
    python bench/suspicion.py --large    seconds for one look at 50,000 votes

It is our own model, not evidence: votes/simulation/__init__.py says how it was split.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikkooplokaal.settings.test")

from votes.simulation import HELD_OUT, TUNING  # noqa: E402 - after the path
from votes.simulation.attacks import SLOW  # noqa: E402
from votes.simulation.crowds import lively_town  # noqa: E402
from votes.simulation.judge import BAR_CRUDE, BAR_HONEST, DIED_BEFORE, Judgement, held_out, tuning  # noqa: E402
from votes.simulation.people import CAMPAIGN_DAYS  # noqa: E402
from votes.simulation.towns import HONEST  # noqa: E402
from votes.suspicion import find  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tuning", action="store_true")
    parser.add_argument("--large", action="store_true")
    asked = parser.parse_args()
    print(json.dumps(large() if asked.large else told(tuning(TUNING, CAMPAIGN_DAYS) if asked.tuning else held_out(HELD_OUT, CAMPAIGN_DAYS))))


def told(judgement: Judgement) -> dict[str, object]:
    """Shares as percentages with one decimal; the families by name."""
    crude = [family for family in judgement.cast if family not in (HONEST, SLOW.__name__, DIED_BEFORE)]
    return {
        "bench": "suspicion",
        "towns": judgement.towns,
        "crude_apart_percent": percentage(judgement.crude()),
        "honest_apart_percent": percentage(judgement.honest()),
        "slow_real_mailboxes_apart_percent": percentage(judgement.share([SLOW.__name__])),
        "bars_met": judgement.crude() >= BAR_CRUDE and judgement.honest() <= BAR_HONEST,
        "crude_by_family": {family: [percentage(judgement.share([family])), judgement.cast[family]] for family in sorted(crude)},
        "honest_ballots": judgement.cast[HONEST],
        "honest_apart_by_rule": dict(judgement.by_rule.most_common()),
        "plus_tags_ballots": judgement.cast[DIED_BEFORE],
    }


def percentage(share: float) -> float:
    return round(100 * share, 2)


def large() -> dict[str, object]:
    """One look at one very large honest town."""
    facts = lively_town(TUNING[0], voters=50_000).by_time()
    start = time.process_time()
    found = find(facts)
    return {"bench": "suspicion large", "votes": len(facts), "cpu_seconds": round(time.process_time() - start, 2), "clusters": len(found)}


if __name__ == "__main__":
    main()
