"""Content: the blog."""
