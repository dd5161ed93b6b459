"""Exports: a file of records, really made."""
