"""Every question of the contact form has a key and a language by now; its words are called by their Dutch names."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0005_questions_in_each_language"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AlterField("contactfield", "translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
        migrations.AlterField(
            "contactfield",
            "locale",
            models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtailcore.locale",
                verbose_name="locale",
            ),
        ),
        migrations.AlterUniqueTogether("contactfield", unique_together={("translation_key", "locale")}),
        migrations.AlterField("contactfield", "label", models.CharField(max_length=255, verbose_name="vraag")),
        migrations.AlterField("contactfield", "help_text", models.CharField(blank=True, max_length=255, verbose_name="uitleg")),
        migrations.AlterField("contactfield", "choices", models.TextField(blank=True, verbose_name="keuzes")),
    ]
