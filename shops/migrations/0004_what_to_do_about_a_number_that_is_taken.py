"""Say what to do when an establishment number stands with a shop already; nothing changes in the database."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shops", "0003_when_a_shop_was_confirmed")]

    operations = [
        migrations.AlterConstraint(
            model_name="shop",
            name="one_shop_per_establishment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("establishment_number", ""), _negated=True),
                fields=("establishment_number",),
                name="one_shop_per_establishment",
                violation_error_code="unique",
                violation_error_message="Dit vestigingsnummer staat al bij een winkel in de gids. Klopt het nummer? Vraag het dan aan de provincie.",
            ),
        ),
    ]
