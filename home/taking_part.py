"""What the pages of the site do when a municipality joins: a page in each language, and the rights on it."""

from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission, Page, PageQuerySet, WorkflowPage, WorkflowState

from home.laying_out import LANGUAGES, TownWords, add_town_page
from home.models import HomePage, MunicipalityPage
from municipalities import roles
from municipalities.models import Municipality, Onboarding, Role

AUTHOR = ("add_page", "change_page")
EDITOR = (*AUTHOR, "publish_page", "lock_page", "unlock_page", "bulk_delete_page")
FIRST_WORDS = {
    "nl": (
        "Winkelen in {town}",
        "<p>In {town} vind je bakkers, slagers, kledingwinkels en nog veel meer, vaak op wandelafstand van elkaar. "
        "Zoek een winkel op wat je nodig hebt, en kijk wanneer hij open is.</p>",
    ),
    "fr": (
        "Faire ses courses à {town}",
        "<p>À {town}, vous trouvez des boulangers, des bouchers, des magasins de vêtements et bien plus, souvent à quelques pas. "
        "Cherchez un commerce selon ce qu’il vous faut, et regardez quand il est ouvert.</p>",
    ),
    "en": (
        "Shopping in {town}",
        "<p>{town} has bakers, butchers, clothes shops and much more, often a short walk apart. "
        "Look for a shop by what you need, and see when it is open.</p>",
    ),
    "de": (
        "Einkaufen in {town}",
        "<p>In {town} finden Sie Bäcker, Metzger, Modegeschäfte und vieles mehr, oft nur wenige Schritte voneinander entfernt. "
        "Suchen Sie ein Geschäft nach dem, was Sie brauchen, und sehen Sie, wann es geöffnet ist.</p>",
    ),
}


def open_pages(standing: Onboarding) -> None:
    """A draft per language that has none, with words to start from; rights and approval on each."""
    add_missing_pages(standing.municipality)
    for page in pages_of(standing.municipality):
        grant(roles.group_of(Role.EDITOR, standing.municipality), page, EDITOR)
        grant(roles.group_of(Role.AUTHOR, standing.municipality), page, AUTHOR)
        WorkflowPage.objects.update_or_create(page=page.page_ptr, defaults={"workflow": standing.workflow})


def add_missing_pages(town: Municipality) -> None:
    known = set(pages_of(town).values_list("locale__language_code", flat=True))
    for home in HomePage.objects.select_related("locale").order_by("pk"):
        language = home.locale.language_code
        if language in LANGUAGES and language not in known:
            page = add_town_page(home, town, language, first_words(town, language), live=False)
            page.save_revision()


def first_words(town: Municipality, language: str) -> TownWords:
    """A sentence and a paragraph that hold for any town, for an editor to make their own."""
    line, about = FIRST_WORDS[language]
    name = town.name_in(language)
    return TownWords(townline=line.format(town=name), about=about.format(town=name), sky=town.pk % 5, cloth="brood")


def pages_of(town: Municipality) -> PageQuerySet:
    return MunicipalityPage.objects.filter(municipality=town).select_related("page_ptr", "locale")


def grant(group: Group, page: Page, rights: tuple[str, ...]) -> None:
    for permission in roles.permissions(f"wagtailcore.{right}" for right in rights):
        GroupPagePermission.objects.get_or_create(group=group, page_id=page.pk, permission=permission)


def close_pages(standing: Onboarding) -> None:
    """Nobody edits them any more; what was handed in is drawn back. What is published stays."""
    groups = [roles.group_of(role, standing.municipality) for role in (Role.EDITOR, Role.AUTHOR)]
    GroupPagePermission.objects.filter(group__in=groups).delete()
    for page in pages_of(standing.municipality):
        WorkflowPage.objects.filter(page=page.page_ptr).delete()
    for state in WorkflowState.objects.active().filter(workflow=standing.workflow):
        state.cancel()


def open_site_to_province() -> None:
    group = roles.group_of(Role.PROVINCE)
    for page in HomePage.objects.all():
        grant(group, page, EDITOR)
