"""/metrics: what it says, and to whom."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from ikkooplokaal.watching import ages, limits, metrics

ROOT = Path(__file__).parents[3]
AT = datetime(2026, 11, 25, 10, 40, 30, tzinfo=UTC)
TOKEN = "a-token-of-this-test"
HERE = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000"}


def ask(client, **meta: str):
    return client.get("/metrics", **HERE | meta)


def values(client) -> dict[str, float]:
    """{name with its labels: value}, as Prometheus reads them."""
    lines = [line for line in ask(client).content.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


# -- to whom


@pytest.mark.parametrize("meta", [{}, {"HTTP_HOST": "localhost:8000"}, {"REMOTE_ADDR": "::1", "HTTP_HOST": "[::1]:8000"}, {"HTTP_HOST": "127.0.0.1"}])
def test_a_program_of_this_machine_may_read_them(client, db, meta):
    answer = ask(client, **meta)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.cookies == {} and "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "meta",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": "10.0.0.5"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"HTTP_X_FORWARDED_FOR": ""},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_VIA": "1.1 proxy"},
        {"HTTP_HOST": "www.example.org"},
        {"HTTP_HOST": "127.0.0.1.example.org"},
        {"HTTP_HOST": ""},
        {"REMOTE_ADDR": "192.0.2.7", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    ],
)
def test_who_comes_from_elsewhere_or_through_a_proxy_of_this_machine_may_not(client, db, settings, meta):
    settings.TRUSTED_PROXIES = 1
    answer = ask(client, **meta)
    assert answer.status_code == 403 and b"ikl_" not in answer.content


@pytest.mark.parametrize("said", ["", TOKEN, "Bearer", f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"bearer {TOKEN}", "Bearer é"])
def test_where_there_is_a_token_nothing_else_counts(client, db, settings, said):
    settings.METRICS_TOKEN = TOKEN
    assert ask(client, **({"HTTP_AUTHORIZATION": said} if said else {})).status_code == 403


def test_who_has_the_token_may_come_from_anywhere(client, db, settings):
    settings.METRICS_TOKEN = TOKEN
    answer = ask(client, REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR="192.0.2.7", HTTP_HOST="web-one:8000", HTTP_AUTHORIZATION=f"Bearer {TOKEN}")
    assert answer.status_code == 200


@pytest.mark.parametrize("address", ["/metrics/", "/nl/metrics", "/metricsx"])
def test_they_stand_at_one_address(client, site_tree, address):
    assert b"ikl_" not in client.get(address, **HERE).content


# -- what


def test_they_tell_what_was_counted_and_how_everything_is(client, site_tree, monkeypatch):
    monkeypatch.setattr(ages, "_NEWEST", {"backup": lambda at: datetime.now(UTC) - timedelta(hours=5)})
    client.get("/nl/")
    told = values(client)
    assert told['ikl_requests_total{kind="homepage",status="2xx"}'] >= 1
    assert told['ikl_request_seconds_bucket{kind="homepage",le="+Inf"}'] >= 1
    assert [told[f'ikl_part_answers{{part="{part}"}}'] for part in ("database", "cache", "storage", "votes")] == [1, 1, 1, 1]
    assert [told[name] for name in ("ikl_tasks_waiting", "ikl_task_oldest_seconds", "ikl_mails_waiting", "ikl_mail_oldest_seconds")] == [0, 0, 0, 0]
    assert told['ikl_job_failed{job="votes.prove"}'] == 0 and told['ikl_job_late_seconds{every_seconds="3600",job="votes.prove"}'] >= 0
    assert told["ikl_backup_age_seconds"] == pytest.approx(5 * 3600, abs=300)
    assert "ikl_seal_age_seconds" not in told


def test_what_nobody_hooked_up_is_no_figure(client, db, monkeypatch):
    monkeypatch.setattr(ages, "_NEWEST", {})
    assert "ikl_backup_age_seconds" not in values(client)


def test_a_backup_that_was_never_made_is_older_than_any_alert_allows(client, db, monkeypatch):
    monkeypatch.setattr(ages, "_NEWEST", {"backup": lambda at: None})
    assert values(client)["ikl_backup_age_seconds"] == float("inf")


def test_without_a_database_they_say_so_and_still_tell_what_was_counted(client, db, monkeypatch):
    def broken(*args, **kwargs):
        raise OperationalError("broken for this test")

    with monkeypatch.context() as during_the_question:
        during_the_question.setattr(connection, "cursor", broken)
        told = values(client)
    assert {name: value for name, value in told.items() if name.startswith("ikl_part_answers")} == {'ikl_part_answers{part="database"}': 0}
    assert "ikl_mails_waiting" not in told and 'ikl_requests_total{kind="homepage",status="2xx"}' in told


# -- the alerts


def rules() -> str:
    return (ROOT / "deploy" / "prometheus" / "rules.yml").read_text()


def test_every_figure_that_an_alert_names_is_told(client, site_tree, monkeypatch):
    monkeypatch.setattr(ages, "_NEWEST", {"backup": lambda at: AT})
    monkeypatch.setattr(metrics, "standing", lambda at: found_with_a_seal(at))
    client.get("/nl/")
    told = {name.partition("{")[0] for name in values(client)}
    assert set(re.findall(r"\bikl_\w+", rules())) - told == set()


def found_with_a_seal(at):
    from ikkooplokaal.watching.standing import standing

    found = standing(at)
    object.__setattr__(found, "seal_age", timedelta(hours=1))
    return found


@pytest.mark.parametrize(
    ("figure", "limit"),
    [
        ("ikl_task_oldest_seconds", limits.TASKS),
        ("ikl_mail_oldest_seconds", limits.MAILS),
        ('ikl_job_late_seconds{every_seconds!="86400"}', limits.JOBS),
        ('ikl_job_late_seconds{every_seconds="86400"}', limits.NIGHTS),
        ("ikl_seal_age_seconds", limits.SEALS),
        ("ikl_backup_age_seconds", limits.AGES["backup"]),
    ],
)
def test_alerts_go_off_where_the_lights_of_the_province_do(figure, limit):
    found = re.findall(rf"expr: max(?: by \(job\) )?\({re.escape(figure)}\) > (\d+)", rules())
    assert [timedelta(seconds=int(seconds)) for seconds in found] == [limit.attention, limit.wrong]
