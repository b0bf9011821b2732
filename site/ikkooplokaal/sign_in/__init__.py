"""Logging in: e-mail address and password, a second factor, invitations. Why it stands in the frame: docs/decisions/0010."""
