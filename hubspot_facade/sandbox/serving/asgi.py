"""The sandbox for `httpx.ASGITransport` and any ASGI server."""

from hubspot_facade.sandbox.state.portal import Portal

from .app import Application
from .options import AppOptions, takes


@takes(AppOptions)
def create_app(options: AppOptions) -> Application:
    """An application on a portal of its own; the options are those of `Sandbox`, without the server's."""
    settings = options.settings
    portal = Portal(options.db, clock=options.clock, seed=options.seed, settings=settings)
    application = Application(portal, token=options.token, settings=settings)
    if options.samples:
        application.load_samples()
    return application
