"""From when on something that waits asks for attention, and from when on it is wrong. The page of the province and the alerts of
deploy/prometheus/rules.yml go by the same."""

from datetime import timedelta
from typing import NamedTuple

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Limit(NamedTuple):
    attention: timedelta
    wrong: timedelta


TASKS = Limit(2 * MINUTE, 15 * MINUTE)
MAILS = Limit(10 * MINUTE, HOUR)
JOBS = Limit(10 * MINUTE, HOUR)
NIGHTS = Limit(2 * HOUR, DAY)  # what is done every night may take its time, one job after the other
SEALS = Limit(2 * HOUR + 10 * MINUTE, 4 * HOUR)  # a seal bears the hour at which it is published: the newest may be nearly an hour old
AGES = {"backup": Limit(26 * HOUR, 50 * HOUR)}  # made every night
REFUSED = 50  # mails in a day: people mistype their address, but not that often
