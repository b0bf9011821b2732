"""Reading an agenda into the editors' tool: choose a file, say what its columns hold, look, confirm, take back. `events.importing` decides."""
