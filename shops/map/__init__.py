"""The map of a question: its base layer, its markers as compact columns, and what a marker says."""
