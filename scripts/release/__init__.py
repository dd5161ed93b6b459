"""Cuts a version, and checks that everything says the same about it."""
