"""Honest towns and attacks, made up by us, to judge the rules of votes.suspicion by. It is our own model, not evidence.

Split before the first rule was written: rules and their constants were tuned on the towns and attacks of TUNING only; HELD_OUT was run once,
and its figures are reported as they are. Whoever changes a rule after looking at HELD_OUT takes new seeds for it and says so here.
Families of attacks named in votes.simulation.attacks.HELD_OUT_FAMILIES are never part of tuning either. One person wrote attacks and rules, so
what is held out is the chance and the families, not the imagination.

Done so far: the first held-out seeds, 10,000 to 10,399, gave 98.8 % of crude ballots, 0.39 % of honest ones, 0 % of slow real mailboxes. Then tuning
towns of 50,000 votes showed that busy minutes of such a round were taken for a rush; that rule was changed, and HELD_OUT got new seeds.
"""

TUNING = range(0, 200)
HELD_OUT = range(20_000, 20_400)
