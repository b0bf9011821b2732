"""The ambassadors in the editors' tool."""
