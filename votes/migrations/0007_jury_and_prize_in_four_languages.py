"""What a jury looks at, and what can be won, is told in each language."""

from django.db import migrations, models


def text(verbose_name: str, help_text: str) -> models.TextField:
    return models.TextField(verbose_name, blank=True, default="", help_text=help_text)


class Migration(migrations.Migration):
    dependencies = [("votes", "0006_turns_and_own_pictures")]

    operations = [
        migrations.AddField(
            model_name="editiontext",
            name="jury_criteria",
            field=text("waarop de jury let", "Zoals hierboven in het Nederlands. Leeg: dan staat er het Nederlands."),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="editiontext",
            name="criteria",
            field=text("criteria van de jury", "Eén per regel, in dezelfde volgorde: “Savoir-faire: connaît ses produits”."),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="editiontext",
            name="prize",
            field=text("prijs voor wie stemt", "Leeg: dan staat er het Nederlands."),
            preserve_default=False,
        ),
    ]
