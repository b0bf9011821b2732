from collections.abc import Callable

from django.db import migrations, models

from gate.sealed_text import SealedTextField, Unreadable, seal, unseal

SEALED = ["to", "subject", "text", "html"]


def seal_all(apps, schema_editor):
    rewrite(apps, seal)


def unseal_all(apps, schema_editor):
    rewrite(apps, readable)


def readable(sealed: str) -> str:
    try:
        return unseal(sealed)
    except Unreadable:
        return ""


def rewrite(apps, written: Callable[[str], str]) -> None:
    """Every mail that still says something, written otherwise. The columns are plain text to this state of the models."""
    mails = apps.get_model("mail", "OutgoingMail").objects
    for pk in list(mails.exclude(**dict.fromkeys(SEALED, "")).values_list("pk", flat=True)):
        content = mails.filter(pk=pk).values(*SEALED).get()
        mails.filter(pk=pk).update(**{name: written(text) for name, text in content.items()})


class Migration(migrations.Migration):
    dependencies = [
        ("mail", "0001_first"),
    ]

    operations = [
        migrations.AddField("outgoingmail", "about", models.CharField(blank=True, db_default="", default="", max_length=64)),
        migrations.AddField("outgoingmail", "forget_at", models.DateTimeField(blank=True, db_index=True, null=True)),
        migrations.AddIndex(
            "outgoingmail", models.Index(fields=["about", "state"], condition=models.Q(("about", ""), _negated=True), name="mail_about")
        ),
        migrations.AlterField("outgoingmail", "to", models.TextField(blank=True)),
        migrations.RunPython(seal_all, unseal_all),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.AlterField("outgoingmail", name, SealedTextField(blank=True)) for name in SEALED]
        ),
    ]
