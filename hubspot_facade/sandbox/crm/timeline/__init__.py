"""Timeline: event templates of apps, their tokens, and events."""
