"""Where an event of a file is, beside its title in the preview."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0003_answers_that_were_lost")]

    operations = [
        migrations.AddField(
            model_name="calendarimportrow",
            name="place",
            field=models.CharField(blank=True, default="", max_length=255),
        ),
    ]
