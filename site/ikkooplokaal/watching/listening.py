"""What has to listen from the start of a process on, whichever it is: web, worker, jobs or a command."""

from ikkooplokaal.watching import logins, queries, tasks


def start() -> None:
    queries.listen()
    tasks.listen()
    logins.listen()
