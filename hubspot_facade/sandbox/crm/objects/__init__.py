"""CRM records: single, batch, search, merge, GDPR delete."""
