"""Comments on blog posts."""
