"""Standing and nominating on the public site, and how the municipality decides about it. The rules stand in votes.candidacies."""
