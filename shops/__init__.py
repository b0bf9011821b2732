"""The directory: shops, categories, opening hours, search and import."""
