"""Wagtail comes with two groups and a workflow over the whole tree: whoever is put into them may edit every town.

Roles are groups made by code (docs/roles.md). Groups that somebody is in stay: an administrator decides about those.
"""

from django.db import migrations


def take_away(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Moderators"], user=None).delete()
    workflows = apps.get_model("wagtailcore", "Workflow").objects.filter(name="Moderators approval", workflow_states=None)
    apps.get_model("wagtailcore", "WorkflowPage").objects.filter(workflow__in=workflows).delete()
    workflows.update(active=False)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_first"),
        ("home", "0001_first"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(take_away, migrations.RunPython.noop)]
