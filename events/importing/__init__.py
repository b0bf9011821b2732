"""Actions and events from a calendar (RFC 5545) or a list: read, understand, compare with what stands, and store as drafts."""
