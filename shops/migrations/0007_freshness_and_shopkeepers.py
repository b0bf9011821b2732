"""What visitors report, how much an entry has faded, and shopkeepers who have a say without a login."""

import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import gate.sealed_text
import shops.models.shopkeepers

RELIED_ON = ("name", "street", "phone", "opening_hours")
CONFIRMED = ("shopkeeper", "municipality")
AT_ONCE = 500


def fill(apps, schema_editor):
    """The same arithmetic as shops.standing and shops.provenance had on the day of this migration; nothing is reported yet."""
    shops, today = apps.get_model("shops", "Shop").objects, datetime.date.today()
    year, two_years = today - datetime.timedelta(days=365), today - datetime.timedelta(days=730)
    shops.filter(confirmed_on__gte=year).update(faded=0)
    shops.filter(confirmed_on__lt=year, confirmed_on__gte=two_years).update(faded=1)
    batch = []
    for shop in shops.only("pk", "provenance", *RELIED_ON).iterator(chunk_size=AT_ONCE):
        shop.vouched_on = newest_word([shop.provenance.get(fact) or {} for fact in RELIED_ON if getattr(shop, fact)])
        if shop.vouched_on:
            batch.append(shop)
        if len(batch) == AT_ONCE:
            shops.bulk_update(batch, ["vouched_on"])
            batch = []
    shops.bulk_update(batch, ["vouched_on"])


def newest_word(words):
    return max((day_of(word) for word in words if word.get("source") in CONFIRMED), default=None)


def day_of(word):
    try:
        return datetime.date.fromisoformat(word.get("date", ""))
    except ValueError:
        return datetime.date.min


class Migration(migrations.Migration):
    dependencies = [
        ("media_library", "0001_first"),
        ("municipalities", "0005_shops_may_set_their_hours"),
        ("shops", "0006_shops_are_found_by_words"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnerRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("change", "wijziging"), ("new", "nieuwe winkel"), ("claim", "wil de winkel beheren")],
                        max_length=8,
                        verbose_name="soort",
                    ),
                ),
                ("email", gate.sealed_text.SealedTextField(blank=True)),
                ("contact_name", gate.sealed_text.SealedTextField(blank=True)),
                ("words", gate.sealed_text.SealedTextField(blank=True)),
                ("language", models.CharField(default="nl", max_length=10)),
                ("facts", models.JSONField(blank=True, default=list)),
                ("consented_at", models.DateTimeField()),
                ("consent_version", models.CharField(max_length=10)),
                ("created_at", models.DateTimeField(verbose_name="ingestuurd")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "wacht"), ("approved", "goedgekeurd"), ("refused", "geweigerd")],
                        default="waiting",
                        max_length=8,
                        verbose_name="stand",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="uitleg")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="beslist")),
            ],
            options={
                "verbose_name": "vraag van een winkel",
                "verbose_name_plural": "vragen van winkels",
                "ordering": ["created_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="OwnerVisit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=shops.models.shopkeepers.new_key, max_length=40, unique=True)),
                ("email", gate.sealed_text.SealedTextField()),
                ("is_known", models.BooleanField(default=False)),
                ("language", models.CharField(default="nl", max_length=10)),
                ("created_at", models.DateTimeField()),
                ("until", models.DateTimeField(db_index=True)),
                ("proven_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "bezoek van een uitbater",
                "verbose_name_plural": "bezoeken van uitbaters",
            },
        ),
        migrations.CreateModel(
            name="Shopkeeper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", gate.sealed_text.SealedTextField(blank=True)),
                ("consented_at", models.DateTimeField(blank=True, null=True)),
                ("consent_version", models.CharField(blank=True, max_length=10)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("declined_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "uitbater",
                "verbose_name_plural": "uitbaters",
            },
        ),
        migrations.CreateModel(
            name="ShopReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("gone", "De winkel bestaat niet meer"),
                            ("hours", "De openingsuren kloppen niet"),
                            ("place", "Het adres klopt niet"),
                            ("contact", "Telefoon, mail of website klopt niet"),
                            ("other", "Iets anders"),
                        ],
                        max_length=8,
                        verbose_name="wat",
                    ),
                ),
                ("words", gate.sealed_text.SealedTextField(blank=True, verbose_name="in eigen woorden")),
                ("created_at", models.DateTimeField(verbose_name="gemeld")),
                ("settled_at", models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="afgehandeld")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mended", "klopt, aangepast"),
                            ("removed", "winkel is weg"),
                            ("right", "klopt niet: het staat goed"),
                        ],
                        max_length=8,
                        verbose_name="hoe",
                    ),
                ),
            ],
            options={
                "verbose_name": "melding van een bezoeker",
                "verbose_name_plural": "meldingen van bezoekers",
                "ordering": ["created_at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="shop",
            name="faded",
            field=models.PositiveSmallIntegerField(db_default=2, default=2, editable=False),
        ),
        migrations.AddField(
            model_name="shop",
            name="vouched_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="shop",
            name="open_reports",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddIndex(
            model_name="shop",
            index=models.Index(fields=["live", "faded", "name", "id"], name="listed_by_standing"),
        ),
        migrations.AddField(
            model_name="ownerrequest",
            name="decided_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="ownerrequest",
            name="draft",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="wagtailcore.revision"),
        ),
        migrations.AddField(
            model_name="ownerrequest",
            name="shop",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="requests", to="shops.shop", verbose_name="winkel"),
        ),
        migrations.AddField(
            model_name="ownerrequest",
            name="workflow_state",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="wagtailcore.workflowstate"
            ),
        ),
        migrations.AddField(
            model_name="ownervisit",
            name="shop",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="shops.shop"),
        ),
        migrations.AddField(
            model_name="shopkeeper",
            name="shop",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="shopkeeper", to="shops.shop", verbose_name="winkel"
            ),
        ),
        migrations.AddField(
            model_name="shopreport",
            name="settled_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="shopreport",
            name="shop",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="shops.shop", verbose_name="winkel"),
        ),
        migrations.AddIndex(
            model_name="ownerrequest",
            index=models.Index(fields=["state", "created_at"], name="requests_that_wait"),
        ),
        migrations.AddConstraint(
            model_name="ownerrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting"), models.Q(("kind", "claim"), _negated=True)),
                fields=("shop",),
                name="one_change_of_a_shop_waits",
            ),
        ),
        migrations.AddIndex(
            model_name="shopreport",
            index=models.Index(condition=models.Q(("settled_at", None)), fields=["shop", "created_at"], name="open_reports_of_a_shop"),
        ),
        migrations.AddConstraint(
            model_name="shopreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", ""), ("settled_at", None)),
                    models.Q(("settled_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_settled_report_says_how",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
