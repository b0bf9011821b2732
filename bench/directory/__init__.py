"""The directory over HTTP, at a thousand, ten thousand and a hundred thousand shops: see __main__.py."""

HEADER = "X-Bench-Queries"  # in an answer: how many questions it asked the database
WAGTAIL = "/wagtail/"  # where Wagtail's own search answers, in the bench only
