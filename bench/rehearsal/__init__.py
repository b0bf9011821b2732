"""A final evening on one machine, with all parts of production: see __main__.py."""
