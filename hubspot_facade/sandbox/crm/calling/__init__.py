"""Calling: the outcomes a call may have."""
