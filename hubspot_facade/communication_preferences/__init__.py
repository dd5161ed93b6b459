"""Communication preferences of contacts."""
