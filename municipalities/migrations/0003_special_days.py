"""Days that a municipality announced (koopzondag, braderie)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0002_roles_and_taking_part"),
    ]

    operations = [
        migrations.CreateModel(
            name="SpecialDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.UUIDField(db_index=True)),
                ("key", models.CharField(max_length=24)),
                ("day", models.DateField(verbose_name="dag")),
                ("opens", models.TimeField(blank=True, null=True, verbose_name="van")),
                ("closes", models.TimeField(blank=True, null=True, verbose_name="tot")),
                ("kind", models.CharField(max_length=16)),
                ("names", models.JSONField(default=dict, verbose_name="naam")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="special_days",
                        to="municipalities.municipality",
                        verbose_name="gemeente",
                    ),
                ),
            ],
            options={
                "verbose_name": "bijzondere dag",
                "verbose_name_plural": "bijzondere dagen",
                "indexes": [models.Index(fields=["day", "municipality"], name="special_days_to_come")],
                "constraints": [models.UniqueConstraint(fields=("municipality", "source", "day"), name="announced_once_for_a_day")],
            },
        ),
    ]
