"""A HubSpot client: named operations over generated calls, sync and async."""
