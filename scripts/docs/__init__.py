"""Pages of docs/ that are rendered from the code, so that they cannot lie."""
