"""Importing from the editors' tool: upload, look at what would happen, confirm, follow, take back. Translates; `shops.importing` decides."""
