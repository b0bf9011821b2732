"""A visit remembers what it handed in, and a request that waits says in which language its texts are."""

from typing import Any

from django.db import migrations, models

TOLD = ("tagline", "description")


def name_texts(apps: Any, schema_editor: Any) -> None:
    """ "tagline" becomes "texts.nl.tagline"."""
    rename(apps, lambda request, fact: f"texts.{request.language}.{fact}" if fact in TOLD else fact)


def unname_texts(apps: Any, schema_editor: Any) -> None:
    rename(apps, lambda request, fact: fact.rpartition(".")[2])


def rename(apps: Any, name: Any) -> None:
    requests = apps.get_model("shops", "OwnerRequest").objects
    for request in requests.exclude(kind="claim").only("facts", "language"):
        facts = sorted({name(request, fact) for fact in request.facts})
        requests.filter(pk=request.pk).update(facts=facts)


class Migration(migrations.Migration):
    dependencies = [
        ("shops", "0008_imports_ask_and_remember"),
    ]

    operations = [
        migrations.AddField(
            model_name="ownervisit",
            name="handed_in",
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.RunPython(name_texts, unname_texts),
    ]
