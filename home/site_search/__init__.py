"""The search of the whole site, on one page: /nl/zoeken/?q=... in four languages."""
