"""Blog posts, authors and tags."""
