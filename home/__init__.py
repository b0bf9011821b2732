"""The gathering pages: front page, municipality page, and the demo content."""
