"""What somebody may do with the page of an ambassador: the municipality writes and publishes it, and only the province takes it away."""

from functools import cached_property

from municipalities.page_rights import SitePageRights
from municipalities.rights import reach


class AmbassadorRights(SitePageRights):
    """It is cited by year for good: who works for one municipality neither deletes, unpublishes, moves nor copies it."""

    @cached_property
    def may_go(self) -> bool:
        return reach(self.user).everywhere and super().may_go
