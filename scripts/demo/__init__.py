"""`make demo`: the examples on a sandbox with made-up records, and how long they took."""
