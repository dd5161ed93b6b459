"""Marketing e-mails: drafts, revisions, A/B variations, publishing, statistics."""
