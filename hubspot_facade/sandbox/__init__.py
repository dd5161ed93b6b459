"""A local HubSpot: `with Sandbox() as sandbox:` serves CRM, associations, properties, pipelines, owners and schemas.

Needs the extra `sandbox`. `create_app()` gives the same as an ASGI application, for `httpx.ASGITransport`.
Faults: see `hubspot_facade.sandbox.faults`. Admin endpoints: see `hubspot_facade.sandbox.admin`.
"""

try:
    import starlette as _starlette
    import uvicorn as _uvicorn
except ImportError as error:
    raise ImportError("the sandbox needs its extra: pip install 'hubspot-facade[sandbox]'") from error

from .app import Application, create_app
from .server import Sandbox, serve

__all__ = ["Application", "Sandbox", "create_app", "serve"]

del _starlette, _uvicorn
