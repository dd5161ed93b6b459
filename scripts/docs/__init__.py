"""Pages of docs/ that are rendered from the code, so that they are always true."""
