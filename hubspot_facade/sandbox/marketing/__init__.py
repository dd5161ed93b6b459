"""Marketing: events, e-mails, campaigns, transactional sends."""
