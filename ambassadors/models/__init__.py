"""The pages of this room."""

from ambassadors.models.ambassador import AmbassadorPage
from ambassadors.models.index import AmbassadorIndexPage

__all__ = ["AmbassadorIndexPage", "AmbassadorPage"]
