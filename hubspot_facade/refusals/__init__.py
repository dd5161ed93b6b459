"""What HubSpot refused, in sentences for people, with hints where it gives no reason. Imports nothing of the facade."""
