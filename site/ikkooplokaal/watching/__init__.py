"""What the site tells whoever keeps it running: lines of a log, figures for Prometheus, and a page for the province.

redaction    -> what never stands in a line: addresses of mail, codes, keys, whole addresses of machines
lines        -> a line of the log as JSON (production) or as text, redacted either way
middleware   -> the number of a request, how long it took and what it asked of the database; one line and one figure for each
kinds        -> what kind of page that was, and its address without what is somebody's
queries      -> counts questions to the database, and logs those that take long
tasks, logins -> what happens in the worker, and who came in
standing     -> how everything is at a moment: what waits, what is late, how old the newest seal and backup are
metrics      -> the same for machines, under /metrics
lights, screen -> the same for people, in the editors' tool
reporting    -> mistakes to a Sentry server, where an operator wants that
"""
