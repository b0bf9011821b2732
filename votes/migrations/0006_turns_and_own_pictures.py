"""Requests without a proof wait for their turn, and a candidate has a picture of its own.

Processes of the version before this one go on voting meanwhile: they name neither column.
"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("votes", "0005_names_of_editions")]

    operations = [
        migrations.AddField(model_name="candidate", name="has_own_picture", field=models.BooleanField(default=False, db_default=False)),
        migrations.AddField(model_name="voterequest", name="turn", field=models.PositiveIntegerField(null=True)),
        migrations.AddIndex(
            model_name="voterequest",
            index=models.Index(fields=["round", "network_mac"], condition=Q(turn__isnull=False), name="queued_requests_of_a_network"),
        ),
    ]
