"""Definitions of properties and their groups. Values of properties belong to records."""
