"""Breaks the facade in small ways, one at a time, and looks whether the tests notice. ``make mutants`` runs it."""
