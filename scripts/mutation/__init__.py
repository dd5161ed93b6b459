"""Breaks the facade in small ways, one at a time, and checks whether the tests notice. ``make mutants`` runs it."""
