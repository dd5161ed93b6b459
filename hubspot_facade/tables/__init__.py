"""Records and other items as rows with typed columns."""
