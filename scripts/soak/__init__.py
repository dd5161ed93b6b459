"""Loads that are killed again and again, until it is certain that nothing is lost or doubled."""
