"""Who may log in: the user model."""
