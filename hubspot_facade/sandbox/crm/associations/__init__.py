"""Associations between records, their types and labels."""
