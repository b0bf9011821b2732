"""What the province reads about the site, from what is known of it."""

from datetime import timedelta

import pytest

from home.guide import views as guide
from ikkooplokaal.watching.lights import Level, lasting, lights
from ikkooplokaal.watching.standing import Queue, Standing

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WELL = {"cache": True, "storage": True, "votes": True}
ALL_HEADINGS = {
    *("de-mail", "mails-die-niet-aankomen", "werk-op-de-achtergrond", "vaste-taken", "zegels-van-de-stemming", "de-back-up"),
    *("het-geheugen-voor-bladzijden", "fotos-en-bestanden", "de-beloften-van-de-stemming"),
}


def light(heading: str, found: Standing, **parts: bool) -> tuple[str, str]:
    (told,) = [light for light in lights(found, WELL | parts) if light.heading == heading]
    return told.level.name, told.says


def test_when_all_is_well_every_light_is_green_and_asks_nothing():
    told = lights(Standing(ages={"backup": HOUR}), WELL)
    assert [(light.level, light.does) for light in told] == [(Level.GOOD, "")] * 9


def test_what_is_wrong_stands_first():
    told = lights(Standing(tasks=Queue(1, 3 * MINUTE), ages={"backup": HOUR}), WELL | {"storage": False})
    assert [light.level for light in told] == [Level.WRONG, Level.ATTENTION, *[Level.GOOD] * 7]
    assert all(light.does for light in told[:2])


@pytest.mark.parametrize(
    ("mails", "told"),
    [
        (Queue(), ("GOOD", "Alle mails zijn vertrokken.")),
        (Queue(1, 10 * MINUTE), ("GOOD", "1 mail wacht.")),
        (Queue(31, 12 * MINUTE), ("ATTENTION", "De mail loopt 12 minuten achter. 31 mails wachten.")),
        (Queue(31, 2 * HOUR), ("WRONG", "De mail loopt 2 uur achter. 31 mails wachten.")),
    ],
)
def test_mail_that_runs_behind_says_how_long(mails, told):
    assert light("de-mail", Standing(mails=mails)) == told


@pytest.mark.parametrize(
    ("refused", "given_up", "told"),
    [
        (0, 0, ("GOOD", "De voorbije dag kwam elke mail aan.")),
        (1, 0, ("GOOD", "De voorbije dag kwam 1 mail niet aan. Meestal is dat een tikfout in het adres.")),
        (49, 0, ("GOOD", "De voorbije dag kwamen 49 mails niet aan. Meestal is dat een tikfout in het adres.")),
        (50, 0, ("ATTENTION", "De voorbije dag kwamen 50 mails niet aan.")),
        (0, 1, ("ATTENTION", "De voorbije dag kwam 1 mail niet aan.")),
    ],
)
def test_some_people_mistype_their_address_and_fifty_do_not(refused, given_up, told):
    assert light("mails-die-niet-aankomen", Standing(mails_refused=refused, mails_given_up=given_up)) == told


@pytest.mark.parametrize(
    ("tasks", "told"),
    [
        (Queue(3, 2 * MINUTE), ("GOOD", "Wat gevraagd werd, is gedaan of gebeurt nu.")),
        (Queue(1, 3 * MINUTE), ("ATTENTION", "1 taak wacht, al 3 minuten.")),
        (Queue(4, 16 * MINUTE), ("WRONG", "4 taken wachten, de oudste al 16 minuten.")),
    ],
)
def test_work_that_waits_says_how_long(tasks, told):
    assert light("werk-op-de-achtergrond", Standing(tasks=tasks)) == told


@pytest.mark.parametrize(
    ("late", "failed", "told"),
    [
        ({"mail.prune": 2 * HOUR, "publish_scheduled": 10 * MINUTE}, [], "GOOD"),
        ({"mail.prune": 3 * HOUR}, [], ("ATTENTION", "Te laat: mail.prune (3 uur).")),
        ({"publish_scheduled": 11 * MINUTE}, [], ("ATTENTION", "Te laat: publish_scheduled (11 minuten).")),
        ({"publish_scheduled": 2 * HOUR}, ["votes.prove"], ("WRONG", "Te laat: publish_scheduled (2 uur). Mislukt de laatste keer: votes.prove.")),
        ({}, list("abcde"), ("ATTENTION", "Mislukt de laatste keer: a, b, c en nog 2.")),
    ],
)
def test_jobs_that_are_late_or_failed_are_named(late, failed, told):
    found = light("vaste-taken", Standing(jobs_late=late, jobs_failed=frozenset(failed)))
    assert found == told or found[0] == told


@pytest.mark.parametrize(
    ("age", "told"),
    [
        (None, ("GOOD", "Er loopt geen stemming, dus er is niets te verzegelen.")),
        (119 * MINUTE, ("GOOD", "Elke stemming die loopt, kreeg op tijd haar zegel.")),
        (3 * HOUR, ("ATTENTION", "Een stemming wacht al 3 uur op haar zegel.")),
        (5 * HOUR, ("WRONG", "Een stemming wacht al 5 uur op haar zegel.")),
    ],
)
def test_a_seal_that_stays_away_says_for_how_long(age, told):
    assert light("zegels-van-de-stemming", Standing(seal_age=age)) == told


@pytest.mark.parametrize(
    ("age", "told"),
    [
        (5 * HOUR, ("GOOD", "De laatste back-up is 5 uur oud.")),
        (27 * HOUR, ("ATTENTION", "De laatste back-up is 27 uur oud.")),
        (3 * DAY, ("WRONG", "De laatste back-up is 3 dagen oud.")),
        (None, ("WRONG", "Er is geen back-up te vinden.")),
    ],
)
def test_a_backup_says_how_old_it_is(age, told):
    assert light("de-back-up", Standing(ages={"backup": age})) == told


def test_a_site_that_makes_no_backups_says_so():
    assert light("de-back-up", Standing()) == ("ATTENTION", "De site maakt zelf geen back-ups.")


@pytest.mark.parametrize(
    ("part", "heading", "level"),
    [
        ("cache", "het-geheugen-voor-bladzijden", "ATTENTION"),
        ("storage", "fotos-en-bestanden", "WRONG"),
        ("votes", "de-beloften-van-de-stemming", "WRONG"),
    ],
)
def test_a_part_that_does_not_answer_has_its_light(part, heading, level):
    assert light(heading, Standing(), **{part: False})[0] == level


@pytest.mark.parametrize(
    ("waited", "words"),
    [
        (timedelta(seconds=20), "1 minuut"),
        (12.9 * MINUTE, "12 minuten"),
        (119 * MINUTE, "119 minuten"),
        (2 * HOUR, "2 uur"),
        (47 * HOUR, "47 uur"),
        (3.5 * DAY, "3 dagen"),
    ],
)
def test_a_time_is_told_in_the_largest_unit_of_which_there_are_two(waited, words):
    assert lasting(waited) == words


def test_the_guide_says_of_every_light_what_to_do():
    body = guide.body_of("toestand")
    told = {light.heading for light in lights(Standing(ages={"backup": HOUR}), WELL)}
    assert told == ALL_HEADINGS
    assert {heading for heading in told if f'id="{heading}' not in body} == set()
