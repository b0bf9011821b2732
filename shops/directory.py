"""The list of shops: from an address to a page."""
