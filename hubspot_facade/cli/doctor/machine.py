"""What the doctor finds without a request: versions, extras, proxies, announced endings."""

from __future__ import annotations

import platform
import re
from importlib import metadata
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from hubspot_facade.catalogue.endings import affected
from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.config import editions_for, is_beta

if TYPE_CHECKING:
    from hubspot_facade.config import Configuration

_OURS = "hubspot-facade"
_EXTRA = re.compile(r"""extra\s*==\s*['"]([\w-]+)['"]""")
_SHOWN = 3


def versions() -> dict[str, str]:
    """The versions that matter, by name."""
    return {
        _OURS: metadata.version(_OURS),
        "python": platform.python_version(),
        "httpx": metadata.version("httpx"),
        "system": f"{platform.system()} {platform.machine()}",
    }


def extras() -> dict[str, bool]:
    """Each extra, and whether all of its packages are installed."""
    found: dict[str, bool] = {}
    for line in metadata.requires(_OURS) or ():
        if extra := _EXTRA.search(line):
            name = re.split(r"[^\w.-]", line, maxsplit=1)[0]
            found[extra[1]] = found.get(extra[1], True) and _is_installed(name)
    return dict(sorted(found.items()))


def _is_installed(package: str) -> bool:
    try:
        metadata.version(package)
    except metadata.PackageNotFoundError:
        return find_spec(package.replace("-", "_")) is not None
    return True


def settings(configuration: Configuration) -> dict[str, Any]:
    """How the client is set up. Of a proxy only the host is shown, since its URL may have a password."""
    edition = configuration.api_version
    return {
        "base_url": configuration.base_url,
        "edition": edition,
        "beta": is_beta(edition),
        "fallback_editions": [*editions_for(edition)[1:]],
        "http_library": configuration.http_library,
        "proxy": _proxy(configuration),
        "developer_key": bool(configuration.developer_key),
    }


def _proxy(configuration: Configuration) -> str | None:
    """The proxy for `base_url`: the client's own, or that of the environment."""
    if configuration.is_local:
        return None  # it is reached directly
    target = urlsplit(configuration.base_url)
    proxies = getproxies()
    bypassed = bool(target.hostname and proxy_bypass(target.hostname))
    url = configuration.proxy or (None if bypassed else proxies.get(target.scheme) or proxies.get("all"))
    if not url:
        return None
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # which may quote a password
        return "one that cannot be read"
    return f"{parts.scheme}://{parts.hostname or '?'}{port}"


def endings(edition: str) -> list[dict[str, Any]]:
    """What HubSpot stops supporting, when, and the operations of this edition that use it."""
    return [
        {
            "paths": ending.paths,
            "from": ending.day,
            "stops_answering": ending.stops,
            "instead": ending.instead,
            "source": ending.source,
            "operations": len(entries),
            "examples": [entry.name for entry in entries[:_SHOWN]],
        }
        for ending, entries in affected(Catalogue(), edition)
    ]
