"""Made-up portals of any size: people, companies, deals, products, tickets, activities, owners and lists that belong
together. The same seed makes the same portal, counted back from the day of the portal's clock.
"""

from .blocks import BLOCK, Progress, seed

__all__ = ["BLOCK", "Progress", "seed"]
