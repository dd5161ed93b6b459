"""Property definitions and property groups."""
