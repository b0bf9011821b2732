"""A proposal knows which ballots it is about. Proposals from before get those of their group as it stands."""

from hashlib import sha256
from typing import Any

from django.db import migrations, models


def fill(apps: Any, schema_editor: Any) -> None:
    """As votes.reviewing.digest_of says it today."""
    for proposal in apps.get_model("votes", "Proposal").objects.filter(digest=None):
        commitments = sorted(proposal.cluster.ballots.values_list("commitment", flat=True))
        proposal.size, proposal.digest = len(commitments), sha256("\n".join(commitments).encode()).hexdigest()
        proposal.save(update_fields=["size", "digest"])


class Migration(migrations.Migration):
    dependencies = [("votes", "0002_provincial_winner")]

    operations = [
        migrations.AddField(model_name="proposal", name="size", field=models.PositiveIntegerField(null=True)),
        migrations.AddField(model_name="proposal", name="digest", field=models.CharField(max_length=64, null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(model_name="proposal", name="size", field=models.PositiveIntegerField()),
        migrations.AlterField(model_name="proposal", name="digest", field=models.CharField(max_length=64)),
    ]
