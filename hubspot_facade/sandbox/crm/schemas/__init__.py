"""Object types: HubSpot's own and custom schemas."""
