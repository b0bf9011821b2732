"""An edition is called otherwise in another language."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("votes", "0004_objections_and_lots_in_two_steps")]

    operations = [
        migrations.AddField(
            model_name="editiontext",
            name="name",
            field=models.CharField(
                blank=True, default="", help_text="Leeg: dan staat er de Nederlandse.", max_length=80, verbose_name="naam van de editie"
            ),
            preserve_default=False,
        ),
    ]
