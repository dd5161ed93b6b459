"""Lists (segments), their members and filters. Filters of a search are in `crm.filters`."""
