from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("gate", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="SpentProof",
            fields=[
                ("key", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("ends_at", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
