"""Images and documents: a collection per municipality, and one that everybody may choose from."""

from django.contrib.auth.models import Group
from wagtail.models import Collection, GroupCollectionPermission

from municipalities import roles
from municipalities.models import Onboarding, Role

SHARED = "Voor iedereen"
KINDS = ("wagtailimages.%s_image", "wagtaildocs.%s_document")  # Wagtail asks for the rights on its own models, whatever ours are called


def open_collection(standing: Onboarding) -> None:
    """Editors add and change in their municipality's collection, authors add to it; both choose from it and from the shared one."""
    editors, authors = (roles.group_of(role, standing.municipality) for role in (Role.EDITOR, Role.AUTHOR))
    allow(editors, standing.collection, "add", "change", "choose")
    allow(authors, standing.collection, "add", "choose")
    for group in (editors, authors):
        allow(group, shared_collection(), "choose")


def close_collection(standing: Onboarding) -> None:
    groups = [roles.group_of(role, standing.municipality) for role in (Role.EDITOR, Role.AUTHOR)]
    GroupCollectionPermission.objects.filter(group__in=groups).delete()


def open_all_collections() -> None:
    """The province works with everything."""
    allow(roles.group_of(Role.PROVINCE), Collection.get_first_root_node(), "add", "change", "choose")


def allow(group: Group, collection: Collection, *actions: str) -> None:
    wanted = [model % action for model in KINDS for action in actions]
    for permission in roles.permissions(wanted):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def shared_collection() -> Collection:
    root = Collection.get_first_root_node()
    return root.get_children().filter(name=SHARED).first() or root.add_child(instance=Collection(name=SHARED))
