"""A question of the contact form is the same one in every language: it gets a key that all languages share, and the language of its page."""

import json
import uuid
from collections.abc import Iterable
from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def key_of(page_key: Any, name: str) -> uuid.UUID:
    """page_key: the one that a page shares with its translations. name: what the answers are kept under, the same in every language."""
    return uuid.uuid5(uuid.UUID(str(page_key)), name)


def give_keys(apps: Any, schema_editor: Any) -> None:
    """To the questions as they are published, and as they stand in drafts, former versions and sources of translations."""
    found = apps.get_model("wagtailcore", "Page").objects.filter(content_type__app_label="home", content_type__model="contactpage")
    pages = {page.pk: page for page in found}
    keys: dict[int, uuid.UUID] = {}
    for page in pages.values():
        keys |= keep_keys(page, apps.get_model("home", "ContactField").objects.filter(page_id=page.pk).order_by("sort_order", "pk"))
    for revision in apps.get_model("wagtailcore", "Revision").objects.filter(content_type__app_label="home", content_type__model="contactpage"):
        page = pages.get(int(revision.object_id))
        if page:
            tell_keys(revision.content, page, keys)
            revision.save(update_fields=["content"])
    by_language = {(page.translation_key, page.locale_id): page for page in pages.values()}
    sources = apps.get_model("wagtail_localize", "TranslationSource").objects
    for source in sources.filter(specific_content_type__app_label="home", specific_content_type__model="contactpage"):
        page = by_language.get((source.object_id, source.locale_id))
        if page:
            source.content_json = json.dumps(tell_keys(json.loads(source.content_json), page, keys))
            source.save(update_fields=["content_json"])


def keep_keys(page: Any, questions: Iterable[Any]) -> dict[int, uuid.UUID]:
    """By question. Two that are called the same are two questions."""
    keys: dict[int, uuid.UUID] = {}
    for question in questions:
        key = key_of(page.translation_key, question.clean_name)
        keys[question.pk] = key if key not in keys.values() else uuid.uuid4()
        question.translation_key, question.locale_id = keys[question.pk], page.locale_id
        question.save(update_fields=["translation_key", "locale"])
    return keys


def tell_keys(content: dict[str, Any], page: Any, keys: dict[int, uuid.UUID]) -> dict[str, Any]:
    """To the questions in `content`, which is a version of `page`; returns it."""
    for row in content.get("form_fields", ()):
        known = keys.get(row.get("pk") or 0) or key_of(page.translation_key, row.get("clean_name") or str(row.get("pk")))
        row |= {"translation_key": str(known), "locale": page.locale_id}
    return content


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("home", "0004_standard_campaign_and_contact_pages"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField("contactfield", "translation_key", models.UUIDField(editable=False, null=True)),
        migrations.AddField(
            "contactfield",
            "locale",
            models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtailcore.locale",
                verbose_name="locale",
            ),
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
    ]
