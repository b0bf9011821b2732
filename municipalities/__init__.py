"""The register of municipalities: names, postcodes, villages, and what became of former ones."""
