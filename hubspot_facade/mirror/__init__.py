"""A portal as a local SQL database: `mirror(hs, "portal.db")`."""

from hubspot_facade.mirror.mirroring import mirror
from hubspot_facade.mirror.report import MirrorReport, Part, Progress

__all__ = ["MirrorReport", "Part", "Progress", "mirror"]
