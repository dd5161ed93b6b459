"""The change log of products and line items, HubSpot's older API."""
