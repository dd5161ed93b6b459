"""Credentials that renew themselves, where their tokens are kept, and clients for many portals."""
