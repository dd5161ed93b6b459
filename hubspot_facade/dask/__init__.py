"""Loads and dumps by the workers of a Dask cluster: `pip install 'hubspot-facade[dask]'`."""

from __future__ import annotations

from hubspot_facade.dask.dumps import Dumped as Dumped
from hubspot_facade.dask.dumps import dump as dump
from hubspot_facade.dask.loads import load as load
