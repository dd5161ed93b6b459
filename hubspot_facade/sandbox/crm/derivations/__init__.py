"""Values that HubSpot derives: a table of rows for each object type, so that the next one is a row."""
