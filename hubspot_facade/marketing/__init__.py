"""Marketing: events, campaigns, emails."""
