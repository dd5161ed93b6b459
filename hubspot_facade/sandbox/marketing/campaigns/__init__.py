"""Campaigns: properties, assets, budget, spend, reports."""
