"""Let a municipality say that shops set their own hours."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0004_borders_under_the_map"),
    ]

    operations = [
        migrations.AddField(
            model_name="municipality",
            name="shops_set_hours",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Aan: uren die een winkel zelf doorgeeft, staan meteen op de site. Uit: jullie kijken ze eerst na.",
                verbose_name="winkels zetten hun uren zelf",
            ),
        ),
    ]
