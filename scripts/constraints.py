"""``python -m scripts.constraints``: the versions installed here as pip constraints, names and versions alone."""

from __future__ import annotations

import re
import sys
from importlib import metadata

# This project, and what a new environment contains but nothing uses.
LEFT_OUT = frozenset({"hubspot-facade", "setuptools", "wheel"})


def constraints() -> list[str]:
    """One `name==version` per distribution, sorted, without the places where they were found."""
    found = {
        re.sub(r"[-_.]+", "-", distribution.metadata["Name"]).lower(): distribution.version
        for distribution in metadata.distributions()
    }
    return [f"{name}=={version}" for name, version in sorted(found.items()) if name not in LEFT_OUT]


if __name__ == "__main__":
    sys.stdout.write("# Versions that are known to work together. Renewed by `make constraints`.\n")
    sys.stdout.write("\n".join(constraints()) + "\n")
