"""What a municipality's page shows."""
