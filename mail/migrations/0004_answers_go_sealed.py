"""Where an answer goes is sealed like the rest of a mail, as it may be a person."""

from collections.abc import Callable
from typing import Any

from django.db import migrations, models

from gate.sealed_text import SealedTextField, Unreadable, seal, unseal


def seal_all(apps: Any, schema_editor: Any) -> None:
    rewrite(apps, seal)


def unseal_all(apps: Any, schema_editor: Any) -> None:
    rewrite(apps, readable)


def readable(sealed: str) -> str:
    try:
        return unseal(sealed)
    except Unreadable:
        return ""


def rewrite(apps: Any, written: Callable[[str], str]) -> None:
    """Every address, written otherwise. The column is plain text to this state of the models."""
    mails = apps.get_model("mail", "OutgoingMail").objects
    for pk, address in list(mails.exclude(reply_to="").values_list("pk", "reply_to")):
        mails.filter(pk=pk).update(reply_to=written(address))


class Migration(migrations.Migration):
    dependencies = [("mail", "0003_where_an_answer_goes")]

    operations = [
        migrations.AlterField("outgoingmail", "reply_to", models.TextField(blank=True)),
        migrations.RunPython(seal_all, unseal_all),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.AlterField("outgoingmail", "reply_to", SealedTextField(blank=True))]),
    ]
