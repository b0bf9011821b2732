"""The editors' guide (docs/editors) inside the editors' tool.

An editor opens no repository, so the pages are read where the work is done, at admin/hulp/. They are written once, in Markdown, and shown
from the same files that a developer reads. No Markdown library is among the locked packages; the pages use a dozen signs of it, so
`markdown` reads those and refuses the rest, and a test renders every page. Pictures come with the static files, under "gids/".
"""
