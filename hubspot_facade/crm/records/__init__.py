"""Records of any object type: reading, writing, batches, search. What only one type has is in that type's module."""
