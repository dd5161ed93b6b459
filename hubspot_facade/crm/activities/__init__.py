"""Calls, emails, meetings, notes, tasks, messages and letters: records with fields of their own."""
