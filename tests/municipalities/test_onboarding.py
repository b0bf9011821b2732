"""A municipality joins, joins again, and leaves."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Workflow, WorkflowPage

from home.models import MunicipalityPage
from municipalities.models import Municipality, Onboarding, Role
from municipalities.onboarding import NotTakingPart, NotToday, offboard, onboard, open_province
from municipalities.rights import reach
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def tielt() -> Municipality:
    return MunicipalityFactory(name="Tielt", slug="tielt", nis="37022")


def made() -> dict[str, int]:
    rows = (MunicipalityPage, Group, Collection, Workflow, WorkflowPage, GroupPagePermission, GroupCollectionPermission, Onboarding)
    return {model.__name__: model.objects.count() for model in rows}


def test_a_municipality_that_joins_gets_a_draft_in_four_languages_with_words_to_start_from(tielt):
    onboard(municipality=tielt, at=AT)
    pages = {page.locale.language_code: page for page in MunicipalityPage.objects.select_related("locale")}
    assert set(pages) == {"nl", "fr", "en", "de"}
    assert {page.translation_key for page in pages.values()} == {pages["nl"].translation_key}
    assert (pages["nl"].live, pages["nl"].townline, pages["fr"].townline) == (False, "Winkelen in Tielt", "Faire ses courses à Tielt")
    assert {page.latest_revision is not None for page in pages.values()} == {True}


def test_its_editor_may_edit_and_publish_each_language_and_its_author_only_write(tielt):
    onboard(municipality=tielt, at=AT)
    editor, author = roles.editor(tielt), roles.author(tielt)
    for page in MunicipalityPage.objects.all():
        may = page.permissions_for_user(editor)
        assert (may.can_edit(), may.can_publish(), may.can_add_subpage()) == (True, True, True)
        may = page.permissions_for_user(author)
        assert (may.can_edit(), may.can_publish()) == (True, False)


def test_what_an_author_hands_in_is_for_the_editors_of_the_town_and_the_province(tielt):
    onboard(municipality=tielt, at=AT)
    page = MunicipalityPage.objects.get(locale__language_code="nl")
    task = page.get_workflow().tasks.get().specific
    assert {group.name for group in task.groups.all()} == {"Tielt (37022): redacteurs", "Provincie"}


def test_joining_again_changes_nothing(tielt):
    open_province()
    onboard(municipality=tielt, at=AT)
    before = made()
    again = onboard(municipality=tielt, at=AT.replace(day=24))
    assert made() == before
    assert again.onboarded_at == AT


def test_a_municipality_that_merged_cannot_join(tielt):
    meulebeke = MunicipalityFactory(name="Meulebeke", slug="meulebeke", nis="37007", successor=tielt)
    with pytest.raises(NotToday, match="Meulebeke is opgegaan in Tielt"):
        onboard(municipality=meulebeke, at=AT)


def test_when_it_leaves_nobody_edits_for_it_and_what_it_published_stays(tielt):
    onboard(municipality=tielt, at=AT)
    editor = roles.editor(tielt)
    page = MunicipalityPage.objects.get(locale__language_code="nl")
    page.save_revision().publish()
    offboard(municipality=tielt, at=AT)
    page.refresh_from_db()
    assert page.live
    assert (page.permissions_for_user(editor).can_edit(), reach(editor).written, page.get_workflow()) == (False, frozenset(), None)
    assert (editor.groups.count(), Onboarding.objects.get().is_open) == (0, False)


def test_it_may_join_again_after_it_left_and_finds_its_pages_and_files_again(tielt):
    first = onboard(municipality=tielt, at=AT)
    before = made()
    offboard(municipality=tielt, at=AT)
    again = onboard(municipality=tielt, at=AT.replace(day=25))
    assert (again.pk, again.collection_id, again.is_open, again.workflow.active) == (first.pk, first.collection_id, True, True)
    assert made() == before


def test_leaving_without_taking_part_is_refused(tielt):
    with pytest.raises(NotTakingPart, match="Tielt doet niet mee"):
        offboard(municipality=tielt, at=AT)


def test_the_province_may_edit_every_page_and_nothing_that_amounts_to_superuser(tielt):
    open_province()
    onboard(municipality=tielt, at=AT)
    helper = roles.province()
    assert reach(helper).everywhere
    assert all(page.permissions_for_user(helper).can_publish() for page in MunicipalityPage.objects.all())
    assert {right for right in helper.get_all_permissions() if right.split(".")[0] in {"auth", "accounts", "wagtailusers"}} == set()
    assert helper.has_perm("wagtailadmin.access_admin")
    assert Role.PROVINCE in reach(helper).roles
