"""The room of the ambassadors: a permanent page for each winner."""
