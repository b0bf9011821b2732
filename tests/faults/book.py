"""What may fail, and what people get meanwhile: the table of docs/runbook.md, and of what `make faults` prints.

Each fault is brought about by one test, which carries its name: @pytest.mark.fault("database: down").
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """name: the part and what is wrong with it. meanwhile: what visitors, voters and editors get. after: what holds once it is over."""

    name: str
    meanwhile: str
    after: str


NO_VOTE_LOST = "no acknowledged vote is lost, none counts twice"
BY_ITSELF = "all is well within a minute, by itself"

FAULTS = [
    Fault(
        "database: down",
        "pages that nginx keeps are served, and a front page that a process has in its memory; "
        "other pages, votes and the editors' tool say to try again (503), `/healthz` stays 200, `/readyz` is 503",
        f"{BY_ITSELF}; {NO_VOTE_LOST}",
    ),
    Fault("database: slow", "everything works, slowly", "nothing to do"),
    Fault(
        "database: silent",
        "pages that nginx keeps are served; others get a 503 after two seconds, or wait at most 35 and get nginx's page",
        f"{BY_ITSELF}; {NO_VOTE_LOST}",
    ),
    Fault("database: cut off amid an answer", "a 503; the next try works", f"{BY_ITSELF}; {NO_VOTE_LOST}"),
    Fault("database: no connections left", "who has a connection is served; others get a 503", BY_ITSELF),
    Fault("database: killed amid votes", "a 503, and the same code counts on the next try", f"{NO_VOTE_LOST}; {BY_ITSELF} once it is started"),
    Fault("disk: full", "reading goes on; a vote or an upload gets a 503 and nothing of it is stored", "works again once there is room"),
    Fault("cache: down", "everything works; pages are made anew, `/readyz` worries", "used again within seconds"),
    Fault("cache: slow", "a slow answer is waited for once; then the cache is left alone for five seconds at a time", "used again within seconds"),
    Fault("cache: silent", "half a second once in five seconds, else as when it is down", "used again within seconds"),
    Fault("cache: full", "what it keeps is read on; nothing new is kept", "keeps again once there is room"),
    Fault("file store: down", "pages and votes work, pictures are missing; an upload gets a 503 and nothing is stored", "the same upload works"),
    Fault("file store: slow", "an upload takes longer; pages do not wait for the store", "nothing to do"),
    Fault("file store: silent", "an upload gets a 503 after half a minute at most; pages do not wait for the store", "the same upload works"),
    Fault("file store: full or forbidden", "an upload gets a 503 and nothing is stored; what stands there is read", "the same upload works"),
    Fault(
        "mail server: down, silent, busy or full",
        "who asks to vote goes on to the page for the code; the mail waits in the outbox",
        "mails leave at the next try (within 5 minutes where nobody answered; after 1, 5, 15, 60 where it refused), "
        "or within a minute when [asked](#mails); none is sent twice",
    ),
    Fault("worker: away", "pages and votes work; tasks and mails wait", "the next worker does what waits"),
    Fault("worker: killed amid a mail", "nobody notices", "the mail is not lost: the sweep of every minute takes it up"),
    Fault("web: processes killed", "who was being answered gets nginx's page and tries again", f"others take over at once; {NO_VOTE_LOST}"),
    Fault("web: reloaded under load", "nobody notices: no request fails", "nothing to do"),
    Fault(
        "migration under load",
        "a change of a table that cannot have its lock gives up after `lock_timeout`; who asks meanwhile waits no longer than that",
        "repeated, it passes; the former version goes on serving with the new column",
    ),
    Fault(
        "visitors: slow ones",
        "nginx waits for them, others are served; without nginx eight of them hold the site up",
        "they are cut off after 10 to 15 seconds",
    ),
    Fault("bodies: too long, endless, packed", "413 from 32 MB on, without the site being asked; a packed body is no form", "nothing to do"),
    Fault("forms: ten thousand fields, deep JSON", "a 400, or an error of the form", "nothing to do"),
    Fault(
        "files: bombs and broken ones",
        "an error of the field; a process stays under 400 MB",
        "nothing to do",
    ),
    Fault("requests: 20,000 hostile ones", "no answer is a 5xx", "nothing to do"),
    Fault("requests: no HTTP at all", "a 400, or the connection is closed", "nothing to do"),
]
BY_NAME = {fault.name: fault for fault in FAULTS}


def table() -> str:
    """As it stands in docs/runbook.md."""
    rows = [f"| {fault.name} | {fault.meanwhile} | {fault.after} |" for fault in FAULTS]
    return "\n".join(["| what fails | meanwhile | after |", "|---|---|---|", *rows])
