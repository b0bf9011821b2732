"""Shopkeepers have no login: a code or a link in a mail lets them in for an hour (docs/decisions/0021-a-shopkeeper-comes-in-by-mail.md)."""
