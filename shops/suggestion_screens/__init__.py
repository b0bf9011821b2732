"""What waits beside confirmed facts, for editors: a list with a choice each. Translates; `shops.suggestions` decides."""
