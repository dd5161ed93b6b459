"""Imports of files: their columns, the files themselves, and what became of each row."""
