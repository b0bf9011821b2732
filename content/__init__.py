"""What several apps share: facades, the page base, cache rules, template tags."""
