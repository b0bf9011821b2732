"""Mail that leaves the house: an outbox that survives a mail server, texts in four languages, one-time codes and links."""
