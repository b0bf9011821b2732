"""Shops from a file: read it, clean its facts, match them with what stands, and store what is new."""
