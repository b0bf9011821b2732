"""What somebody may do with a page of the site: Wagtail's answer, and no wherever a door of the editors' tool is closed."""

from typing import Any

from wagtail.models import Page, PagePermissionTester

from municipalities.doors import is_below_root, touches
from municipalities.rights import reach


def makeable_below(user: Any, parent: Page) -> list[type[Page]]:
    """The kinds of pages that `user` makes by hand under `parent`, rights on that page aside.

    Who works for a municipality makes those that say so (`is_made_by_editors`); all others are made by the province, or by an action of the site:
    nobody names an ambassador by hand.
    """
    kinds = [kind for kind in type(parent).creatable_subpage_models() if kind.can_create_at(parent)]
    return kinds if reach(user).everywhere else [kind for kind in kinds if getattr(kind, "is_made_by_editors", False)]


class SitePageRights(PagePermissionTester):
    """So that no button leads to a closed door: nobody deletes, moves, copies or unpublishes the page that their own rights hang on."""

    @property
    def may_go(self) -> bool:
        return is_below_root(self.user, self.page)

    def can_add_subpage(self) -> bool:
        return super().can_add_subpage() and bool(makeable_below(self.user, self.page.specific))

    def can_delete(self, *args: Any, **kwargs: Any) -> bool:
        return super().can_delete(*args, **kwargs) and self.may_go

    def can_unpublish(self) -> bool:
        return super().can_unpublish() and self.may_go

    def can_move(self) -> bool:
        return super().can_move() and self.may_go

    def can_copy(self) -> bool:
        return super().can_copy() and self.may_go

    def can_view_revisions(self) -> bool:
        return super().can_view_revisions() and touches(self.user, self.page)

    def can_set_view_restrictions(self) -> bool:
        """Who reads the page of a municipality is not for one municipality to say: it is public."""
        return super().can_set_view_restrictions() and reach(self.user).everywhere
