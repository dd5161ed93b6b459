"""Contacts and what only contacts have: profiles, metrics, batches of contacts v1."""
