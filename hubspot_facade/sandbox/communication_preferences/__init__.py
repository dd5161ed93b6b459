"""Subscription types and who is subscribed to what."""
