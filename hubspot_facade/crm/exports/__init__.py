"""Exports of lists and views of records, and their files."""
