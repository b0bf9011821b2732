"""What imports ask and remember: columns, refused rows as they came, decisions, suggestions, doubles."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0003_special_days"),
        ("shops", "0007_freshness_and_shopkeepers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="importbatch",
            name="columns",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="headers",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="is_partial",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="mends",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="mended_by", to="shops.importbatch"
            ),
        ),
        migrations.AddField(
            model_name="importrow",
            name="cells",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="importrow",
            name="doubt",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="shopsource",
            name="is_held",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AlterField(
            model_name="importbatch",
            name="state",
            field=models.CharField(
                choices=[
                    ("mapping", "wacht op de kolommen"),
                    ("reading", "wordt gelezen"),
                    ("ready", "klaar om na te kijken"),
                    ("running", "wordt ingevoerd"),
                    ("done", "ingevoerd"),
                    ("failed", "mislukt"),
                    ("undoing", "wordt ongedaan gemaakt"),
                    ("undone", "ongedaan gemaakt"),
                ],
                default="done",
                max_length=8,
                verbose_name="stand",
            ),
        ),
        migrations.AlterField(
            model_name="importrow",
            name="kind",
            field=models.CharField(
                choices=[
                    ("new", "nieuw"),
                    ("changed", "gewijzigd"),
                    ("refused", "geweigerd"),
                    ("duplicate", "dubbel"),
                    ("gone", "verdwenen uit de bron"),
                    ("question", "te beslissen"),
                    ("doubt", "na te kijken"),
                    ("as_before", "toch niet gewijzigd"),
                    ("kept", "gebleven"),
                ],
                max_length=9,
            ),
        ),
        migrations.CreateModel(
            name="ColumnChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=60, verbose_name="bron")),
                ("facts", models.JSONField(default=dict)),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="municipalities.municipality"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("source", "municipality"), name="one_choice_of_columns_per_source_of_a_town"),
                    models.UniqueConstraint(
                        condition=models.Q(("municipality", None)), fields=("source",), name="one_choice_of_columns_per_source_of_the_region"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=7)),
                ("line", models.CharField(blank=True, max_length=200)),
                ("what", models.CharField(max_length=4)),
                ("at", models.DateTimeField()),
                ("batch", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="shops.importbatch")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("shop", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="shops.shop")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("batch", "kind", "line"), name="one_decision_per_row_or_kind_of_an_import")],
            },
        ),
        migrations.CreateModel(
            name="NotDouble",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("one", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="shops.shop")),
                ("other", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="shops.shop")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("one", "other"), name="two_shops_are_said_once_to_be_two"),
                    models.CheckConstraint(condition=models.Q(("one__lt", models.F("other"))), name="two_shops_stand_in_the_order_of_their_keys"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShopSuggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fact", models.CharField(max_length=30)),
                ("value", models.JSONField()),
                ("source", models.CharField(max_length=60, verbose_name="bron")),
                ("date", models.CharField(max_length=10)),
                ("told_at", models.DateTimeField()),
                ("dismissed_at", models.DateTimeField(null=True)),
                ("batch", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="shops.importbatch")),
                (
                    "dismissed_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                ("shop", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="suggestions", to="shops.shop")),
            ],
            options={
                "verbose_name": "voorstel",
                "verbose_name_plural": "voorstellen",
                "indexes": [models.Index(fields=["dismissed_at", "told_at"], name="suggestions_that_wait")],
                "constraints": [models.UniqueConstraint(fields=("shop", "fact", "source"), name="one_suggestion_per_fact_and_source")],
            },
        ),
    ]
