"""The budgets that a client shares: their names, of its app and of its account, and whether it has one for the day."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from hubspot_facade.errors import ConfigurationError

if TYPE_CHECKING:
    from hubspot_facade.config import Configuration
    from hubspot_facade.transport.pacing import Limits


def names_of(limits: Limits, configuration: Configuration) -> tuple[str, str]:
    """Names for the app's counters and for those of the account; neither contains a token.

    ConfigurationError where the token comes from a callable, which shows nothing that stays the same.
    """
    token, key = configuration.access_token, configuration.developer_key
    named: tuple[str, int | None] | None = getattr(token, "budget", None)
    if limits.app is not None:
        app = limits.app
    elif named is not None:
        if named[1] is None and limits.portal is None:
            raise ConfigurationError("limits: shared needs portal=… where the credentials do not name their portal")
        app = _hash(f"{named[0]}/{named[1] if limits.portal is None else limits.portal}")
    elif isinstance(token, str):
        app = _hash(token or key)
    else:
        raise ConfigurationError("limits: shared needs app=…, a name for the budget, where a callable gives the token")
    host = _hash(configuration.base_url)[:8]  # a sandbox has limits of its own
    portal = limits.portal if limits.portal is not None else None if named is None else named[1]
    account = app if portal is None else f"portal-{portal}"
    return f"{host}:{app}", f"{host}:{account}"


def has_day(configuration: Configuration) -> bool:
    """Whether HubSpot limits the requests of a day; of an OAuth app it does not, whatever other apps have used up.

    A token that comes from anywhere but `OAuthCredentials` is taken for a private app's.
    """
    return getattr(configuration.access_token, "budget", None) is None


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:24]
