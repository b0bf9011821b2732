"""The ambassadors in the editors' tool. Their pages stand under the municipality's, so rights, approval and doors are those of its pages."""

from ambassadors import waiting
from municipalities import desk

desk.register_waiting(waiting.stories_to_tell, order=15)
