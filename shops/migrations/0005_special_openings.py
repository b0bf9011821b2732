"""Shops that open on a special day, and what that adds to their hours."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0003_special_days"),
        ("shops", "0004_what_to_do_about_a_number_that_is_taken"),
    ]

    operations = [
        migrations.AddField(
            model_name="shop",
            name="special_hours",
            field=models.TextField(blank=True, db_default="", default="", editable=False),
        ),
        migrations.CreateModel(
            name="SpecialOpening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="dag")),
                ("opens", models.TimeField(verbose_name="van")),
                ("closes", models.TimeField(verbose_name="tot")),
                (
                    "shop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="special_openings", to="shops.shop", verbose_name="winkel"
                    ),
                ),
                (
                    "special_day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="openings", to="municipalities.specialday", verbose_name="dag"
                    ),
                ),
            ],
            options={
                "verbose_name": "bijzondere opening",
                "verbose_name_plural": "bijzondere openingen",
                "indexes": [models.Index(fields=["day"], name="special_openings_by_day")],
                "constraints": [models.UniqueConstraint(fields=("shop", "special_day"), name="a_shop_opens_once_for_a_special_day")],
            },
        ),
    ]
