"""Requests to HubSpot: authentication, pacing, retries, errors. The only package that imports httpx or httpx2."""
