"""httpx, or what HUBSPOT_HTTP_LIBRARY names, under that name: the transport's tests run on either library."""

import os
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx
else:
    httpx = import_module(os.environ.get("HUBSPOT_HTTP_LIBRARY") or "httpx")

__all__ = ["httpx"]
