"""Images and documents: what editors upload, checked and cleaned."""
