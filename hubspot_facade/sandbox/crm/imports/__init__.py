"""Imports: a multipart CSV, really imported."""
