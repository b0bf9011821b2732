"""What the site keeps of people, and how accessible it is, have pages of their own."""

import django.core.validators
import django.db.models.deletion
import phonenumber_field.modelfields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0006_questions_need_a_key"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessibilityPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("full", "Deze site voldoet helemaal aan WCAG 2.2, niveau AA."),
                            ("partial", "Deze site voldoet gedeeltelijk aan WCAG 2.2, niveau AA. Wat nog niet klopt, staat hieronder."),
                            ("none", "Deze site voldoet nog niet aan WCAG 2.2, niveau AA. Wat nog niet klopt, staat hieronder."),
                        ],
                        default="partial",
                        max_length=8,
                        verbose_name="voldoet de site?",
                    ),
                ),
                ("prepared_on", models.DateField(null=True, verbose_name="verklaring opgesteld op")),
                (
                    "method",
                    models.CharField(
                        choices=[("self", "eigen onderzoek"), ("outside", "een onderzoek door iemand van buiten")],
                        default="self",
                        max_length=8,
                        verbose_name="op basis van",
                    ),
                ),
                (
                    "reviewed_on",
                    models.DateField(
                        help_text="Minstens één keer per jaar: dan zetten we het op je bureau.", null=True, verbose_name="laatst nagekeken op"
                    ),
                ),
                (
                    "answer_days",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)],
                        verbose_name="antwoord binnen zoveel werkdagen",
                    ),
                ),
                ("feedback_email", models.EmailField(blank=True, max_length=254, verbose_name="mailadres voor meldingen")),
                (
                    "feedback_phone",
                    phonenumber_field.modelfields.PhoneNumberField(blank=True, max_length=128, region=None, verbose_name="telefoon voor meldingen"),
                ),
                ("intro", models.CharField(blank=True, max_length=240, verbose_name="inleiding")),
                ("measures", wagtail.fields.RichTextField(blank=True, verbose_name="wat we doen")),
                (
                    "gaps",
                    wagtail.fields.StreamField(
                        [("gap", 3)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.TextBlock", (), {"label": "Wat werkt niet voor iedereen", "max_length": 400, "rows": 2}),
                            1: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("not yet", "dit klopt nog niet met de norm"),
                                        ("burden", "dit aanpassen zou een onevenredige last zijn"),
                                        ("out of scope", "dit valt buiten de wet"),
                                    ],
                                    "label": "Waarom",
                                },
                            ),
                            2: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "Bijvoorbeeld: “Vraag ons de tekst.”",
                                    "label": "Hoe het dan wel kan",
                                    "max_length": 300,
                                    "required": False,
                                    "rows": 2,
                                },
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("what", 0), ("why", 1), ("instead", 2)]], {}),
                        },
                        verbose_name="wat nog niet goed is",
                    ),
                ),
                ("feedback", wagtail.fields.RichTextField(verbose_name="iets werkt niet: wat dan?")),
                (
                    "enforcement",
                    wagtail.fields.RichTextField(
                        help_text="Waar iemand klacht indient: de Vlaamse Ombudsdienst.", verbose_name="niet tevreden met het antwoord?"
                    ),
                ),
            ],
            options={
                "verbose_name": "toegankelijkheidsverklaring",
                "verbose_name_plural": "toegankelijkheidsverklaringen",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="PrivacyPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("intro", models.CharField(blank=True, max_length=240, verbose_name="inleiding")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [("heading", 0), ("text", 1), ("quote", 4), ("picture", 7)],
                        blank=True,
                        block_lookup={
                            0: ("content.blocks.HeadingBlock", (), {"max_length": 80}),
                            1: ("content.blocks.TextBlock", (), {"features": ["bold", "italic", "link", "ul"]}),
                            2: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "Zonder aanhalingstekens: die komen vanzelf.",
                                    "label": "Wat er gezegd werd",
                                    "max_length": 240,
                                    "rows": 2,
                                },
                            ),
                            3: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Bijvoorbeeld: de bakkerin. Liever geen hele naam.",
                                    "label": "Wie dat zei",
                                    "max_length": 80,
                                    "required": False,
                                },
                            ),
                            4: ("wagtail.blocks.StructBlock", [[("text", 2), ("by", 3)]], {}),
                            5: (
                                "content.blocks.PictureChooserBlock",
                                (),
                                {"help_text": "Geef het beeld een beschrijving: die wordt voorgelezen aan wie niet ziet.", "label": "Beeld"},
                            ),
                            6: ("wagtail.blocks.CharBlock", (), {"label": "Bijschrift", "max_length": 160, "required": False}),
                            7: ("wagtail.blocks.StructBlock", [[("image", 5), ("caption", 6)]], {}),
                        },
                        verbose_name="wat je vooraf vertelt",
                    ),
                ),
                (
                    "responsible",
                    wagtail.fields.RichTextField(
                        help_text="Wie beslist wat de site bewaart en waarvoor: de provincie, samen met wie?", verbose_name="wie verantwoordelijk is"
                    ),
                ),
                (
                    "dpo_email",
                    models.EmailField(
                        blank=True,
                        help_text="De DPO. Een adres van de dienst, niet van één persoon.",
                        max_length=254,
                        verbose_name="mailadres van je functionaris voor gegevensbescherming",
                    ),
                ),
            ],
            options={
                "verbose_name": "privacypagina",
                "verbose_name_plural": "privacypagina's",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.AlterField(
            model_name="contactpage",
            name="about",
            field=wagtail.fields.RichTextField(
                blank=True,
                help_text="In je eigen woorden. Naam, adres, mailadres en ondernemingsnummer zet de site er vanzelf onder.",
                verbose_name="wie we zijn",
            ),
        ),
    ]
