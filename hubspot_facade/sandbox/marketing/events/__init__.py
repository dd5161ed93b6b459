"""Marketing events, their attendance and lists."""
