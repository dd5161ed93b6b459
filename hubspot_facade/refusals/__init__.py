"""HubSpot's refusals, in sentences for people, with hints if it gives no reason. Imports nothing of the facade."""
