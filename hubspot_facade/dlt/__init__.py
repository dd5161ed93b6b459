"""A portal as a dlt source: `pip install 'hubspot-facade[dlt]'`, and `dlt.pipeline(…).run(source(), …)`.

`python -m hubspot_facade.dlt portal.duckdb` does it in one command.
"""

from __future__ import annotations

from hubspot_facade.dlt.portal import source as source
