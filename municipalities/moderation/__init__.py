"""What an author hands in, an editor of the same municipality approves or refuses."""

from municipalities.moderation.workflows import workflow_for

__all__ = ["workflow_for"]
