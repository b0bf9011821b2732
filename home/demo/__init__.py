"""Demo content: invented shops in real streets, so that an empty site can be looked at. Pure Python and JSON; the loading happens elsewhere."""
