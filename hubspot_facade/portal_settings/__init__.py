"""A portal's settings as files: read, compared and applied."""
