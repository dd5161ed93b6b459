"""A local HubSpot: `with Sandbox() as sandbox:` serves the CRM, lists, marketing, files, blogs, subscriptions, events,
OAuth, webhooks, imports, exports and account APIs from a state of its own, and every other operation from its schema.

Needs the extra `sandbox`. `create_app()` gives the same as an ASGI application, for `httpx.ASGITransport`.
Faults: see `hubspot_facade.sandbox.faults`. Admin endpoints: see `hubspot_facade.sandbox.admin`.
"""

try:
    import starlette as _starlette
    import uvicorn as _uvicorn
except ImportError as error:
    raise ImportError("the sandbox needs its extra: pip install 'hubspot-facade[sandbox]'") from error

from .serving.app import Application
from .serving.asgi import create_app
from .serving.server import Sandbox, serve

__all__ = ["Application", "Sandbox", "create_app", "serve"]

del _starlette, _uvicorn
