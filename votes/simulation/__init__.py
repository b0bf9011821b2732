"""Honest towns and attacks, made up by us, to judge the rules of votes.suspicion by. It is our own model, not evidence.

Split before the first rule was written: rules and their constants were tuned on the towns and attacks of TUNING only; HELD_OUT was run once,
and its figures are reported as they are. Whoever changes a rule after looking at HELD_OUT takes new seeds for it and says so here.
Families of attacks named in votes.simulation.attacks.HELD_OUT_FAMILIES are never part of tuning either. One person wrote attacks and rules, so
what is held out is the chance and the families, not the imagination.
"""

TUNING = range(0, 200)
HELD_OUT = range(10_000, 10_400)
