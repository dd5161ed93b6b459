"""Records of any object type: reading, writing, batches, search. What only one type has is in that type's module."""

OVERLAP = 60.0
"""Seconds by which a reading of changes goes back: what was just written appears in searches a little later."""
