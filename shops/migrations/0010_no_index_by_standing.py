"""The list is ordered in memory (shops.bitmaps): no question is answered from this index any more."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shops", "0009_visits_and_requests_say_more")]

    operations = [migrations.RemoveIndex(model_name="shop", name="listed_by_standing")]
