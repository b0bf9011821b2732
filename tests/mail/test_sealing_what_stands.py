"""The migration that seals the mails which stand in the outbox, and the way back."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from mail.models import OutgoingMail

migration = import_module("mail.migrations.0002_sealed_mails")
answers = import_module("mail.migrations.0004_answers_go_sealed")
AT = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)
PLAIN = ("an@brugge.example", "Dag", "Dag An", "")
NOTHING = ("", "", "", "")


class PlainApps:
    """The models as they were when the columns held plain text."""

    @staticmethod
    def get_model(app: str, name: str):
        from django.db import models
        from django.test.utils import isolate_apps

        with isolate_apps("mail"):

            class Plain(models.Model):
                to = models.TextField()
                subject = models.TextField()
                text = models.TextField()
                html = models.TextField()
                reply_to = models.TextField()

                class Meta:
                    app_label = "mail"
                    db_table = apps.get_model(app, name)._meta.db_table

        return Plain


def stored() -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute('SELECT "to", subject, text, html FROM mail_outgoingmail ORDER BY id')
        return [tuple(row) for row in cursor.fetchall()]


@pytest.fixture
def mails(db) -> list[int]:
    """One that waits in plain, as before the migration, and one that was sent."""
    made = [OutgoingMail.objects.create(template="x", language="nl", message_id=str(number), created_at=AT, due_at=AT) for number in (1, 2)]
    with connection.cursor() as cursor:
        cursor.execute('UPDATE mail_outgoingmail SET "to" = %s, subject = %s, text = %s, html = %s WHERE id = %s', [*PLAIN, made[0].pk])
    return [mail.pk for mail in made]


def test_what_stands_is_sealed_and_reads_as_before(mails):
    migration.seal_all(PlainApps, None)
    assert [part for part in stored()[0] if "an@" in part or "Dag" in part] == []
    assert list(OutgoingMail.objects.order_by("pk").values_list("to", "subject", "text", "html")) == [PLAIN, NOTHING]


def test_the_way_back_gives_plain_text_again_and_nothing_for_what_no_key_opens(mails, settings):
    migration.seal_all(PlainApps, None)
    settings.SECRET_KEY, former = "tomorrow's", settings.SECRET_KEY
    OutgoingMail.objects.filter(pk=mails[1]).update(to="rik@brugge.example")
    settings.SECRET_KEY_FALLBACKS = []
    settings.SECRET_KEY = former
    migration.unseal_all(PlainApps, None)
    assert stored() == [PLAIN, NOTHING]


def test_where_an_answer_goes_is_sealed_too_and_comes_back(mails):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE mail_outgoingmail SET reply_to = 'mia@brugge.example' WHERE id = %s", [mails[0]])
    answers.seal_all(PlainApps, None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reply_to FROM mail_outgoingmail ORDER BY id")
        sealed, nothing = (row[0] for row in cursor.fetchall())
    assert ("mia" in sealed, nothing) == (False, "")
    assert list(OutgoingMail.objects.order_by("pk").values_list("reply_to", flat=True)) == ["mia@brugge.example", ""]
    answers.unseal_all(PlainApps, None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reply_to FROM mail_outgoingmail ORDER BY id")
        assert [row[0] for row in cursor.fetchall()] == ["mia@brugge.example", ""]
