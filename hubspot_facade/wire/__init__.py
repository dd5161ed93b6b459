"""Python values and field names in the form HubSpot sends and takes. Knows no call, no plan and no client."""
