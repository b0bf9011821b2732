"""Shops of which nobody said where they are: a task of the municipality, and putting them on the map."""
