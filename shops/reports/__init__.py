"""Visitors say that something is wrong with an entry: their form, the mail to the shop, and how a municipality settles it."""
