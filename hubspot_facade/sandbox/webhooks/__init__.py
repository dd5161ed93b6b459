"""Webhooks: settings and subscriptions of apps."""
