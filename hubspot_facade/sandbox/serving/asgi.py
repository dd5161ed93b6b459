"""The sandbox for `httpx.ASGITransport` and any ASGI server."""

import time
from pathlib import Path

from hubspot_facade.sandbox.state.clock import Clock
from hubspot_facade.sandbox.state.portal import Portal
from hubspot_facade.sandbox.state.settings import MAX_BODY, Settings
from hubspot_facade.sandbox.unsettled import UNSETTLED, Unsettled

from .app import Application


def create_app(
    db: str | Path = ":memory:",
    *,
    token: str | None = None,
    clock: Clock = time.time,
    seed: int | None = None,
    samples: bool = False,
    tier: str | None = None,
    scopes: bool = False,
    any_token: bool = False,
    index_lag: float = 0.0,
    retry_after: bool = False,
    max_body: int = MAX_BODY,
    url_imports: str = "offline",
    durable: bool = False,
    unsettled: Unsettled = UNSETTLED,
) -> Application:
    """An application on a portal of its own. `samples` begins with the sample portal; the rest: see `Settings`."""
    settings = Settings(
        tier=tier,
        scopes=scopes,
        any_token=any_token,
        index_lag=index_lag,
        retry_after=retry_after,
        max_body=max_body,
        url_imports=url_imports,
        durable=durable,
        unsettled=unsettled,
    )
    application = Application(Portal(db, clock=clock, seed=seed, settings=settings), token=token, settings=settings)
    if samples:
        application.load_samples()
    return application
