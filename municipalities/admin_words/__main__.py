"""python -m municipalities.admin_words: compile the catalogue for Django."""

from municipalities.admin_words import COMPILED, compiled

COMPILED.write_bytes(compiled())
