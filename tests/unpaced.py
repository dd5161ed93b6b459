"""Limits that no test reaches, for clients on a sandbox of their own."""

from hubspot_facade import Limits

FAST = Limits(per_ten_seconds=1_000_000, search_per_second=1_000_000, burst_per_ten_seconds=1_000_000)
