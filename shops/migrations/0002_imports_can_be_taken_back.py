import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("shops", "0001_first"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(choices=[("made", "gemaakt"), ("changed", "gewijzigd"), ("source", "bron")], max_length=7)),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="ImportPiece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("content", models.BinaryField()),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("new", "nieuw"),
                            ("changed", "gewijzigd"),
                            ("refused", "geweigerd"),
                            ("duplicate", "dubbel"),
                            ("gone", "verdwenen uit de bron"),
                            ("doubt", "na te kijken"),
                            ("as_before", "toch niet gewijzigd"),
                            ("kept", "gebleven"),
                        ],
                        max_length=9,
                    ),
                ),
                ("line", models.CharField(blank=True, max_length=200)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("text", models.TextField(blank=True)),
                ("changes", models.JSONField(blank=True, default=list)),
                ("differs", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.AlterModelOptions(
            name="importbatch",
            options={"ordering": ["-started_at", "-pk"], "verbose_name": "import", "verbose_name_plural": "imports"},
        ),
        migrations.AddField(
            model_name="importbatch",
            name="claim",
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="confirmed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="bevestigd"),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="finished_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="ingevoerd op"),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="foretold",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="refused_open",
            field=models.PositiveIntegerField(default=0, verbose_name="geweigerde rijen"),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="state",
            field=models.CharField(
                choices=[
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
        migrations.AddField(
            model_name="importbatch",
            name="trouble",
            field=models.TextField(blank=True, verbose_name="wat er misging"),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="undone_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="ongedaan gemaakt op"),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="undone_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="unknown_columns",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddIndex(
            model_name="importbatch",
            index=models.Index(fields=["municipality", "refused_open"], name="refused_rows_that_wait"),
        ),
        migrations.AddField(
            model_name="importchange",
            name="batch",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="journal", to="shops.importbatch"),
        ),
        migrations.AddField(
            model_name="importchange",
            name="shop",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="import_changes", to="shops.shop"),
        ),
        migrations.AddField(
            model_name="importpiece",
            name="batch",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="pieces", to="shops.importbatch"),
        ),
        migrations.AddField(
            model_name="importrow",
            name="batch",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="shops.importbatch"),
        ),
        migrations.AddField(
            model_name="importrow",
            name="shop",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="import_rows", to="shops.shop"),
        ),
        migrations.AddIndex(
            model_name="importchange",
            index=models.Index(fields=["batch", "what", "id"], name="journal_of_a_batch"),
        ),
        migrations.AddConstraint(
            model_name="importpiece",
            constraint=models.UniqueConstraint(fields=("batch", "number"), name="one_piece_per_number_of_a_file"),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(fields=["batch", "kind", "position"], name="rows_of_a_kind"),
        ),
    ]
