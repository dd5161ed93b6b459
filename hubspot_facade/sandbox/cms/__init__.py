"""CMS: blog posts, authors, tags and comments."""
