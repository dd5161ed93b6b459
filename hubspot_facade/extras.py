"""Packages that only some features need: imported at the first use, with an error that says how to install them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from hubspot_facade.errors import ConfigurationError


def load(module: str, extra: str) -> Any:
    """The module, which is installed with this extra. ConfigurationError says so where it is missing."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        if (error.name or "").partition(".")[0] != package:
            raise  # the package is there, but something that it needs is not
        raise ConfigurationError(f"{package} is needed: pip install 'hubspot-facade[{extra}]'") from None
