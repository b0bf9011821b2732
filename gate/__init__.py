"""Keeping robots and floods out: throttles in the database, and who a visitor is to them."""
