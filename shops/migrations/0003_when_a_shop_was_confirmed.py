"""Give every shop the day since when its municipality or its shopkeeper vouches for what visitors rely on (shops.provenance)."""

import datetime

from django.db import migrations, models

RELIED_ON = ("name", "street", "phone", "opening_hours")
CONFIRMED = ("shopkeeper", "municipality")
AT_ONCE = 500


def fill(apps, schema_editor):
    """The same arithmetic as shops.provenance.confirmed_on had on the day of this migration."""
    shop_model, batch = apps.get_model("shops", "Shop"), []
    for shop in shop_model.objects.only("pk", "provenance", *RELIED_ON).iterator(chunk_size=AT_ONCE):
        shop.confirmed_on = oldest_word([shop.provenance.get(fact) or {} for fact in RELIED_ON if getattr(shop, fact)])
        if shop.confirmed_on:
            batch.append(shop)
        if len(batch) == AT_ONCE:
            shop_model.objects.bulk_update(batch, ["confirmed_on"])
            batch = []
    shop_model.objects.bulk_update(batch, ["confirmed_on"])


def oldest_word(words):
    if not words or any(word.get("source") not in CONFIRMED for word in words):
        return None
    return min(day_of(word) for word in words)


def day_of(word):
    try:
        return datetime.date.fromisoformat(word.get("date", ""))
    except ValueError:
        return datetime.date.min


class Migration(migrations.Migration):
    dependencies = [("shops", "0002_imports_can_be_taken_back")]

    operations = [
        migrations.AddField(
            model_name="shop",
            name="confirmed_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="bevestigd"),
        ),
        migrations.AddIndex(
            model_name="shop",
            index=models.Index(fields=["municipality", "confirmed_on"], name="confirmed_long_ago"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
